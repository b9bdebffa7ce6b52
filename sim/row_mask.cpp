#include "sim/row_mask.hpp"

#include <algorithm>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sim {

namespace {

// 64 flags of 0 or 1 as 64 bits, the first lowest.
std::uint64_t bits_of(const std::uint8_t* flags) {
  std::uint64_t bits = 0;
#if defined(__x86_64__)
  for (std::size_t i = 0; i < 64; i += 16) {
    const __m128i sixteen = _mm_loadu_si128(reinterpret_cast<const __m128i*>(flags + i));
    // The instruction takes the highest bit of each byte; the flag is the lowest.
    const int chosen = _mm_movemask_epi8(_mm_slli_epi16(sixteen, 7));
    bits |= std::uint64_t{static_cast<std::uint32_t>(chosen)} << i;
  }
#else
  for (std::size_t i = 0; i < 64; ++i) bits |= std::uint64_t{flags[i]} << i;
#endif
  return bits;
}

// Rows from `begin` on, a multiple of 64 rows or a place in the last word.
template <class Row>
void one_by_one_from(std::size_t begin, const RowMask& mask, const std::byte* from, std::byte* to) {
  for (std::size_t i = begin; i < mask.rows(); i = (i / 64 + 1) * 64) {
    for (std::uint64_t chosen = mask.word(i / 64) >> i % 64; chosen != 0; chosen &= chosen - 1) {
      Row row;
      const auto at = i + static_cast<std::size_t>(std::countr_zero(chosen));
      std::memcpy(&row, from + at * sizeof(Row), sizeof(Row));
      std::memcpy(to, &row, sizeof(Row));
      to += sizeof(Row);
    }
  }
}

template <class Row>
void one_by_one(const RowMask& mask, const std::byte* from, std::byte* to) {
  one_by_one_from<Row>(0, mask, from, to);
}

#if defined(__x86_64__)
// For each choice among eight rows, the places of the chosen ones.
constexpr auto places_of = [] {
  std::array<std::array<std::uint8_t, 8>, 256> places{};
  for (std::size_t chosen = 0; chosen < 256; ++chosen) {
    std::size_t count = 0;
    for (std::uint8_t i = 0; i < 8; ++i) {
      if ((chosen >> i & 1) != 0) places[chosen][count++] = i;
    }
  }
  return places;
}();

[[gnu::target("avx2"), gnu::always_inline]] inline void permute_eight(std::size_t chosen,
                                                                      const std::byte* from,
                                                                      std::byte* to) {
  std::uint64_t bytes;
  std::memcpy(&bytes, places_of[chosen].data(), 8);
  const __m256i places = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(static_cast<long long>(bytes)));
  const __m256i rows = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_permutevar8x32_epi32(rows, places));
}

[[gnu::target("avx2")]] void eight_at_a_time(const RowMask& mask, const std::byte* from,
                                             std::byte* to) {
  const std::size_t whole = mask.rows() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) {
    const std::size_t chosen = mask.word(i / 64) >> i % 64 & 0xFF;
    permute_eight(chosen, from + i * 4, to);
    to += static_cast<std::size_t>(std::popcount(chosen)) * 4;
  }
  one_by_one_from<std::uint32_t>(whole, mask, from, to);
}

// A row of eight bytes is two neighbours of four, which go together.
[[gnu::target("avx2")]] void four_long_at_a_time(const RowMask& mask, const std::byte* from,
                                                 std::byte* to) {
  constexpr std::array<std::uint8_t, 16> twice{0x00, 0x03, 0x0C, 0x0F, 0x30, 0x33, 0x3C, 0x3F,
                                               0xC0, 0xC3, 0xCC, 0xCF, 0xF0, 0xF3, 0xFC, 0xFF};
  const std::size_t whole = mask.rows() / 4 * 4;
  for (std::size_t i = 0; i < whole; i += 4) {
    const std::size_t chosen = twice[mask.word(i / 64) >> i % 64 & 0xF];
    permute_eight(chosen, from + i * 8, to);
    to += static_cast<std::size_t>(std::popcount(chosen)) * 4;
  }
  one_by_one_from<std::uint64_t>(whole, mask, from, to);
}

// Compressed in a register and stored whole: compressing into memory is slow on some processors.
[[gnu::target("avx512f")]] void sixteen_at_a_time(const RowMask& mask, const std::byte* from,
                                                  std::byte* to) {
  const std::size_t whole = mask.rows() / 16 * 16;
  for (std::size_t i = 0; i < whole; i += 16) {
    const auto chosen = static_cast<__mmask16>(mask.word(i / 64) >> i % 64);
    const __m512i rows = _mm512_loadu_si512(from + i * 4);
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi32(chosen, rows));
    to += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(chosen))) * 4;
  }
  if (whole == mask.rows()) return;
  const auto left = static_cast<__mmask16>((1u << (mask.rows() - whole)) - 1);
  const auto chosen = static_cast<__mmask16>(mask.word(whole / 64) >> whole % 64);
  const __m512i rows = _mm512_maskz_loadu_epi32(left, from + whole * 4);
  _mm512_mask_storeu_epi32(to, left, _mm512_maskz_compress_epi32(chosen, rows));
}

[[gnu::target("avx512f")]] void eight_long_at_a_time(const RowMask& mask, const std::byte* from,
                                                     std::byte* to) {
  const std::size_t whole = mask.rows() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) {
    const auto chosen = static_cast<__mmask8>(mask.word(i / 64) >> i % 64);
    const __m512i rows = _mm512_loadu_si512(from + i * 8);
    _mm512_storeu_si512(to, _mm512_maskz_compress_epi64(chosen, rows));
    to += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(chosen))) * 8;
  }
  if (whole == mask.rows()) return;
  const auto left = static_cast<__mmask8>((1u << (mask.rows() - whole)) - 1);
  const auto chosen = static_cast<__mmask8>(mask.word(whole / 64) >> whole % 64);
  const __m512i rows = _mm512_maskz_loadu_epi64(left, from + whole * 8);
  _mm512_mask_storeu_epi64(to, left, _mm512_maskz_compress_epi64(chosen, rows));
}
#endif

}  // namespace

RowMask::RowMask(std::span<const std::uint8_t> flags) : rows_(flags.size()) {
  CHECK(flags.size() <= rows_max, "{} rows in a block", flags.size());
  const std::size_t whole = rows_ / 64 * 64;
  for (std::size_t i = 0; i < whole; i += 64) words_[i / 64] = bits_of(flags.data() + i);
  if (whole == rows_) return;
  std::array<std::uint8_t, 64> last{};
  std::copy(flags.begin() + static_cast<std::ptrdiff_t>(whole), flags.end(), last.begin());
  words_[whole / 64] = bits_of(last.data());
}

RowMask RowMask::operator~() const {
  RowMask other = *this;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::size_t rows = rows_ < 64 * i ? 0 : rows_ - 64 * i;  // in this word and after it
    other.words_[i] =
        ~words_[i] & (rows >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << rows) - 1);
  }
  return other;
}

void compact_bytes(const RowMask& mask, std::size_t row_bytes, const std::byte* from, std::byte* to,
                   [[maybe_unused]] int version) {
  const bool four = row_bytes == 4;
#if defined(__x86_64__)
  if (version == 4) return (four ? sixteen_at_a_time : eight_long_at_a_time)(mask, from, to);
  if (version == 3) return (four ? eight_at_a_time : four_long_at_a_time)(mask, from, to);
#endif
  (four ? one_by_one<std::uint32_t> : one_by_one<std::uint64_t>)(mask, from, to);
}

}  // namespace sim
