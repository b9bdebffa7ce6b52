#include "sim/stream_batch.hpp"

#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace {

using sim::BlockKernel;
using sim::CheckFailure;
using sim::Day;
using sim::Purpose;
using sim::RandomBlock;
using sim::StreamKey;

constexpr Purpose harvest{0xFFFE};

// Room for the blocks of n subjects, and one word beyond each span that must stay as it is.
class Words {
 public:
  static constexpr std::uint32_t untouched = 0xABADCAFE;

  explicit Words(std::size_t n) : n_(n), words_(4, std::vector<std::uint32_t>(n + 1, untouched)) {}

  std::span<std::uint32_t> span(std::size_t word) { return std::span(words_[word]).first(n_); }
  sim::BlockSpans spans() { return {span(0), span(1), span(2), span(3)}; }
  RandomBlock block(std::size_t i) const {
    return {words_[0][i], words_[1][i], words_[2][i], words_[3][i]};
  }
  RandomBlock beyond() const { return block(n_); }

 private:
  std::size_t n_;
  std::vector<std::vector<std::uint32_t>> words_;
};

constexpr RandomBlock all_untouched{Words::untouched, Words::untouched, Words::untouched,
                                    Words::untouched};

// The kernels that the processor at hand can run: all three on one with AVX-512.
class StreamBatchOracle : public testing::TestWithParam<BlockKernel> {};

TEST_P(StreamBatchOracle, GivesTheFirstBlockOfEachStream) {
  std::mt19937_64 random(7);
  for (std::size_t size = 0; size < 70; ++size) {
    const StreamKey key(random(), static_cast<std::uint32_t>(random()));
    const Day day(static_cast<std::int32_t>(random() % 100'000));
    std::vector<std::uint64_t> subjects(size);
    for (auto& subject : subjects) subject = random() >> (random() % 64);
    Words blocks(size);
    Words pairs(size);
    sim::first_blocks(key, harvest, subjects, day, blocks.spans(), GetParam());
    sim::first_two_words(key, harvest, subjects, day, pairs.span(0), pairs.span(1), GetParam());
    for (std::size_t i = 0; i < size; ++i) {
      const RandomBlock expected = sim::random_block(key, harvest, subjects[i], day);
      ASSERT_EQ(blocks.block(i), expected);
      ASSERT_EQ(pairs.block(i),
                (RandomBlock{expected[0], expected[1], Words::untouched, Words::untouched}));
    }
    ASSERT_EQ(blocks.beyond(), all_untouched);
    ASSERT_EQ(pairs.beyond(), all_untouched);
  }
}

INSTANTIATE_TEST_SUITE_P(Kernels, StreamBatchOracle, testing::ValuesIn(sim::block_kernels()));

TEST(StreamBatch, TakesTheFastestKernelUnlessTold) {
  EXPECT_EQ(sim::block_kernels().front(), BlockKernel::plain);
  const std::vector<std::uint64_t> subjects{1, 2, 3, 4, 5, 6, 7, 8, 9};
  const StreamKey key(1, 0);
  Words words(subjects.size());
  sim::first_blocks(key, harvest, subjects, Day(3), words.spans());
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    sim::Stream stream(key, harvest, subjects[i], Day(3));
    for (const std::uint32_t word : words.block(i)) EXPECT_EQ(word, stream());
  }
}

TEST(StreamBatch, RefusesSpansOfAnotherLengthAndKernelsTheProcessorLacks) {
  const std::vector<std::uint64_t> subjects(8);
  const StreamKey key(1, 0);
  Words words(8);
  Words longer(9);
  EXPECT_THROW(sim::first_two_words(key, harvest, subjects, Day(0), words.span(0), longer.span(1)),
               CheckFailure);
  sim::BlockSpans spans = words.spans();
  spans[3] = longer.span(3);
  EXPECT_THROW(sim::first_blocks(key, harvest, subjects, Day(0), spans), CheckFailure);
  if (sim::block_kernels().back() != BlockKernel::avx512) {
    EXPECT_THROW(
        sim::first_blocks(key, harvest, subjects, Day(0), words.spans(), BlockKernel::avx512),
        CheckFailure);
  }
}

}  // namespace
