#include "sim/stream_batch.hpp"

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

using Kernel = void (*)(const Name&, std::span<const std::uint64_t>, std::uint32_t*,
                        std::uint32_t*);

void one_by_one(const Name& name, std::span<const std::uint64_t> subjects, std::uint32_t* first,
                std::uint32_t* second) {
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const RandomBlock block = random_block(name.key, name.purpose, subjects[i], name.day);
    first[i] = block[0];
    second[i] = block[1];
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2"), gnu::always_inline]] inline __m256i lanes(std::uint32_t word) {
  return _mm256_set1_epi64x(static_cast<long long>(word));
}

// Philox4x32-10 on four streams side by side. Each 64-bit lane holds one 32-bit word in its low
// half; the multiplication reads the low half only, so the high halves may hold rubbish and no
// shuffle is needed in between. Constants are those of Random123's philox.h.
[[gnu::target("avx2")]] void four_by_four(const Name& name, std::span<const std::uint64_t> subjects,
                                          std::uint32_t* first, std::uint32_t* second) {
  const __m256i multiplier0 = lanes(PHILOX_M4x32_0);
  const __m256i multiplier1 = lanes(PHILOX_M4x32_1);
  const __m256i step0 = lanes(PHILOX_W32_0);
  const __m256i step1 = lanes(PHILOX_W32_1);
  const __m256i low_halves_first = _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7);
  const std::size_t whole = subjects.size() / 4 * 4;
  for (std::size_t i = 0; i < whole; i += 4) {
    __m256i c0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(subjects.data() + i));
    __m256i c1 = _mm256_srli_epi64(c0, 32);
    __m256i c2 = lanes(static_cast<std::uint32_t>(name.day.value()));
    __m256i c3 = lanes(static_cast<std::uint32_t>(name.purpose) << 16);
    __m256i key0 = lanes(static_cast<std::uint32_t>(name.key.value()));
    __m256i key1 = lanes(static_cast<std::uint32_t>(name.key.value() >> 32));
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
    const __m256i words0 = _mm256_permutevar8x32_epi32(c0, low_halves_first);
    const __m256i words1 = _mm256_permutevar8x32_epi32(c1, low_halves_first);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(first + i), _mm256_castsi256_si128(words0));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(second + i), _mm256_castsi256_si128(words1));
  }
  one_by_one(name, subjects.subspan(whole), first + whole, second + whole);
}
#endif

Kernel best_kernel() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return four_by_four;
#endif
  return one_by_one;
}

}  // namespace

void first_two_words(const StreamKey& key, Purpose purpose, std::span<const std::uint64_t> subjects,
                     Day day, std::span<std::uint32_t> first, std::span<std::uint32_t> second) {
  static const Kernel kernel = best_kernel();
  CHECK(first.size() == subjects.size());
  CHECK(second.size() == subjects.size());
  kernel({key, purpose, day}, subjects, first.data(), second.data());
}

}  // namespace sim
