#include "sim/row_mask.hpp"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sim {

namespace {

static_assert(std::endian::native == std::endian::little);

// Eight flags of 0 or 1, the first in the lowest byte, as eight bits: the products that reach the
// top byte are each flag moved to its place, and nothing carries into it.
std::uint64_t eight_bits(std::uint64_t flags) {
  return flags * 0x0102040810204080u >> 56;
}

using Kernel = void (*)(const RowMask&, const std::byte*, std::byte*);

// Every row is written and the place moves on past the chosen ones: no branch to be guessed.
template <class Row>
void one_by_one(const RowMask& mask, const std::byte* from, std::byte* to) {
  for (std::size_t i = 0; i < mask.rows(); ++i) {
    Row row;
    std::memcpy(&row, from + i * sizeof(Row), sizeof(Row));
    std::memcpy(to, &row, sizeof(Row));
    to += mask[i] ? sizeof(Row) : 0;
  }
}

#if defined(__x86_64__)
// Compressed in a register and stored whole: compressing into memory is slow on some processors.
[[gnu::target("avx512f")]] void sixteen_by_sixteen(const RowMask& mask, const std::byte* from,
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

[[gnu::target("avx512f")]] void eight_by_eight(const RowMask& mask, const std::byte* from,
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

struct Kernels {
  Kernel four_bytes = one_by_one<std::uint32_t>;
  Kernel eight_bytes = one_by_one<std::uint64_t>;
};

Kernels best_kernels() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return {sixteen_by_sixteen, eight_by_eight};
#endif
  return {};
}

}  // namespace

RowMask::RowMask(std::span<const std::uint8_t> flags) : rows_(flags.size()) {
  CHECK(flags.size() <= rows_max, "{} rows in a block", flags.size());
  for (std::size_t i = 0; i < rows_; i += 8) {
    std::uint64_t eight = 0;
    if (rows_ - i >= 8) {
      std::memcpy(&eight, flags.data() + i, 8);
    } else {
      std::memcpy(&eight, flags.data() + i, rows_ - i);
    }
    words_[i / 64] |= eight_bits(eight) << i % 64;
  }
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

void compact_bytes(const RowMask& mask, std::size_t row_bytes, const std::byte* from,
                   std::byte* to) {
  static const Kernels kernels = best_kernels();
  (row_bytes == 4 ? kernels.four_bytes : kernels.eight_bytes)(mask, from, to);
}

}  // namespace sim
