#include "sim/stream_batch.hpp"

#include "sim/processor.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sim {

namespace {

struct Name {
  const StreamKey& key;
  Purpose purpose;
  Day day;
};

// A kernel writes the first n words of each block, n being 2 or 4.
template <std::size_t n>
using Outputs = std::array<std::uint32_t*, n>;

template <std::size_t n>
[[gnu::noinline]] void one_by_one(const Name& name, std::span<const std::uint64_t> subjects,
                                  const Outputs<n>& out, std::size_t begin = 0) {
  for (std::size_t i = begin; i < subjects.size(); ++i) {
    const RandomBlock block = random_block(name.key, name.purpose, subjects[i], name.day);
    for (std::size_t w = 0; w < n; ++w) out[w][i] = block[w];
  }
}

#if defined(__x86_64__)
// Philox4x32-10 on four or eight streams side by side. Each 64-bit lane holds one 32-bit word in
// its low half; the multiplication reads the low half only, so the high halves may hold rubbish and
// no shuffle is needed in between. Constants are those of Random123's philox.h.

[[gnu::target("avx2"), gnu::always_inline]] inline __m256i four_lanes(std::uint32_t word) {
  return _mm256_set1_epi64x(static_cast<long long>(word));
}

template <std::size_t n>
[[gnu::target("avx2")]] void four_by_four(const Name& name, std::span<const std::uint64_t> subjects,
                                          const Outputs<n>& out) {
  const __m256i multiplier0 = four_lanes(PHILOX_M4x32_0);
  const __m256i multiplier1 = four_lanes(PHILOX_M4x32_1);
  const __m256i step0 = four_lanes(PHILOX_W32_0);
  const __m256i step1 = four_lanes(PHILOX_W32_1);
  const __m256i low_halves_first = _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7);
  const std::size_t whole = subjects.size() / 4 * 4;
  for (std::size_t i = 0; i < whole; i += 4) {
    __m256i c0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(subjects.data() + i));
    __m256i c1 = _mm256_srli_epi64(c0, 32);
    __m256i c2 = four_lanes(static_cast<std::uint32_t>(name.day.value()));
    __m256i c3 = four_lanes(static_cast<std::uint32_t>(name.purpose) << 16);
    __m256i key0 = four_lanes(static_cast<std::uint32_t>(name.key.value()));
    __m256i key1 = four_lanes(static_cast<std::uint32_t>(name.key.value() >> 32));
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
      const __m256i left = _mm256_mul_epu32(multiplier0, c0);
      const __m256i right = _mm256_mul_epu32(multiplier1, c2);
      c0 = _mm256_xor_si256(_mm256_srli_epi64(right, 32), _mm256_xor_si256(c1, key0));
      c1 = right;
      c2 = _mm256_xor_si256(_mm256_srli_epi64(left, 32), _mm256_xor_si256(c3, key1));
      c3 = left;
      key0 = _mm256_add_epi32(key0, step0);
      key1 = _mm256_add_epi32(key1, step1);
    }
    const __m256i counter[] = {c0, c1, c2, c3};
#pragma GCC unroll 4
    for (std::size_t w = 0; w < n; ++w) {
      const __m256i words = _mm256_permutevar8x32_epi32(counter[w], low_halves_first);
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out[w] + i), _mm256_castsi256_si128(words));
    }
  }
  one_by_one<n>(name, subjects, out, whole);
}

[[gnu::target("avx512f"), gnu::always_inline]] inline __m512i eight_lanes(std::uint32_t word) {
  return _mm512_set1_epi64(static_cast<long long>(word));
}

// GCC 12 warns that the unmasked forms of these three read uninitialised memory (GCC bug 105593).
[[gnu::target("avx512f"), gnu::always_inline]] inline __m512i product(__m512i a, __m512i b) {
  return _mm512_maskz_mul_epu32(0xFF, a, b);
}

[[gnu::target("avx512f"), gnu::always_inline]] inline __m512i high_halves(__m512i lanes) {
  return _mm512_maskz_srli_epi64(0xFF, lanes, 32);
}

[[gnu::target("avx512f"), gnu::always_inline]] inline __m256i low_halves(__m512i lanes) {
  return _mm512_maskz_cvtepi64_epi32(0xFF, lanes);
}

// 0x96 is the truth table of a ^ b ^ c.
[[gnu::target("avx512f"), gnu::always_inline]] inline __m512i xor3(__m512i a, __m512i b,
                                                                   __m512i c) {
  return _mm512_ternarylogic_epi64(a, b, c, 0x96);
}

template <std::size_t n>
[[gnu::target("avx512f")]] void eight_by_eight(const Name& name,
                                               std::span<const std::uint64_t> subjects,
                                               const Outputs<n>& out) {
  const __m512i multiplier0 = eight_lanes(PHILOX_M4x32_0);
  const __m512i multiplier1 = eight_lanes(PHILOX_M4x32_1);
  const __m512i step0 = eight_lanes(PHILOX_W32_0);
  const __m512i step1 = eight_lanes(PHILOX_W32_1);
  const std::size_t whole = subjects.size() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) {
    __m512i c0 = _mm512_loadu_si512(subjects.data() + i);
    __m512i c1 = high_halves(c0);
    __m512i c2 = eight_lanes(static_cast<std::uint32_t>(name.day.value()));
    __m512i c3 = eight_lanes(static_cast<std::uint32_t>(name.purpose) << 16);
    __m512i key0 = eight_lanes(static_cast<std::uint32_t>(name.key.value()));
    __m512i key1 = eight_lanes(static_cast<std::uint32_t>(name.key.value() >> 32));
#pragma GCC unroll 10
    for (int round = 0; round < 10; ++round) {
      const __m512i left = product(multiplier0, c0);
      const __m512i right = product(multiplier1, c2);
      c0 = xor3(high_halves(right), c1, key0);
      c1 = right;
      c2 = xor3(high_halves(left), c3, key1);
      c3 = left;
      key0 = _mm512_add_epi32(key0, step0);
      key1 = _mm512_add_epi32(key1, step1);
    }
    const __m512i counter[] = {c0, c1, c2, c3};
#pragma GCC unroll 4
    for (std::size_t w = 0; w < n; ++w) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out[w] + i), low_halves(counter[w]));
    }
  }
  one_by_one<n>(name, subjects, out, whole);
}
#endif

template <std::size_t n>
void run(BlockKernel kernel, const Name& name, std::span<const std::uint64_t> subjects,
         const std::array<std::span<std::uint32_t>, n>& words) {
  CHECK(kernel <= block_kernels().back(), "of a generation that is not to be used");
  Outputs<n> out;
  for (std::size_t w = 0; w < n; ++w) {
    CHECK(words[w].size() == subjects.size());
    out[w] = words[w].data();
  }
  switch (kernel) {
    case BlockKernel::plain:
      return one_by_one<n>(name, subjects, out);
#if defined(__x86_64__)
    case BlockKernel::avx2:
      return four_by_four<n>(name, subjects, out);
    case BlockKernel::avx512:
      return eight_by_eight<n>(name, subjects, out);
#else
    case BlockKernel::avx2:
    case BlockKernel::avx512:
      break;
#endif
  }
}

std::vector<BlockKernel> kernels_to_use() {
  std::vector<BlockKernel> kernels{BlockKernel::plain};
  if (generation() >= 3) kernels.push_back(BlockKernel::avx2);
  if (generation() >= 4) kernels.push_back(BlockKernel::avx512);
  return kernels;
}

}  // namespace

const std::vector<BlockKernel>& block_kernels() {
  static const std::vector<BlockKernel> kernels = kernels_to_use();
  return kernels;
}

void first_two_words(const StreamKey& key, Purpose purpose, std::span<const std::uint64_t> subjects,
                     Day day, std::span<std::uint32_t> first, std::span<std::uint32_t> second,
                     BlockKernel kernel) {
  run<2>(kernel, {key, purpose, day}, subjects, {first, second});
}

void first_blocks(const StreamKey& key, Purpose purpose, std::span<const std::uint64_t> subjects,
                  Day day, const BlockSpans& words, BlockKernel kernel) {
  run<4>(kernel, {key, purpose, day}, subjects, words);
}

}  // namespace sim
