// The rules of bench/LOAN_LITE.md, as plain loops over blocks of loans.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <span>
#include <type_traits>

#include "sim/check.hpp"
#include "sim/maths.hpp"
#include "sim/widest.hpp"

namespace bench {

inline constexpr int loan_lite_days = 3650;
inline constexpr int loan_lite_month = 30;  // days
inline constexpr int loan_lite_months = 122;
inline constexpr int loan_lite_buckets = 6;
inline constexpr std::uint8_t loan_lite_instalments = 12;

// The regime of each month: 0 expansion, 1 recession; the same path for every seed.
inline std::array<int, loan_lite_months> loan_lite_regimes() {
  std::array<int, loan_lite_months> regimes{};
  std::uint64_t state = 42;
  int regime = 0;
  for (int& month : regimes) {
    state += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    const double u = static_cast<double>(z >> 11) * 0x1p-53;
    if (regime == 0) {
      regime = u < 1.0 / 48.0 ? 1 : 0;
    } else {
      regime = u < 1.0 / 14.0 ? 0 : 1;
    }
    month = regime;
  }
  return regimes;
}

// A draw below `cure` cures, one below `pay` pays one instalment, any other misses. As 32-bit
// numbers, so that a word of a stream is compared as it comes.
struct LoanLiteThresholds {
  alignas(64) std::array<std::uint32_t, 16> cure;  // by bucket; filled up to a vector register
  alignas(64) std::array<std::uint32_t, 16> pay;
};

inline LoanLiteThresholds loan_lite_thresholds(int regime) {
  constexpr double cures[2][loan_lite_buckets] = {{0, .45, .22, .12, .07, .05},
                                                  {0, .36, .16, .08, .045, .03}};
  constexpr double pays[2][loan_lite_buckets] = {{.965, .25, .22, .15, .10, .07},
                                                 {.94, .24, .20, .13, .08, .055}};
  LoanLiteThresholds thresholds{};
  for (int b = 0; b < loan_lite_buckets; ++b) {
    thresholds.cure[b] = static_cast<std::uint32_t>(cures[regime][b] * 0x1p32);
    thresholds.pay[b] = static_cast<std::uint32_t>((cures[regime][b] + pays[regime][b]) * 0x1p32);
  }
  return thresholds;
}

// Days until the next application, from a uniform word: 1 + floor(-120 ln(1 - u)).
[[gnu::always_inline]] inline int loan_lite_wait(std::uint32_t word) {
  return 1 + static_cast<int>(-120.0 * sim::log_of((0x1p32 - 0.5 - word) * 0x1p-32));
}

// The instalment of a new loan: 40 + floor(120 u).
inline std::uint32_t loan_lite_instalment(std::uint32_t word) {
  return 40 + static_cast<std::uint32_t>((std::uint64_t{word} * 120) >> 32);
}

// A loan in one word, so that a register holds sixteen: instalments left in the lowest byte,
// instalments behind in the next, the instalment above.
struct LoanLiteLoan {
  std::uint32_t packed;

  [[gnu::always_inline]] static LoanLiteLoan of(std::uint32_t left, std::uint32_t bucket,
                                                std::uint32_t instalment) {
    return {left | bucket << 8 | instalment << 16};
  }
  std::uint32_t left() const { return packed & 0xFF; }
  std::uint32_t bucket() const { return packed >> 8 & 0xFF; }
  std::uint32_t instalment() const { return packed >> 16; }
};

// What due dates leave behind, added up in sixteen parts, one for each lane of a vector register.
struct LoanLiteDues {
  static constexpr std::size_t lanes = 16;
  using Sum = std::array<std::uint32_t, lanes>;

  // Balances by bucket after the due date; those of the last bucket are written off.
  alignas(64) std::array<Sum, loan_lite_buckets + 1> balance{};
  alignas(64) Sum charge_offs{};

  static std::int64_t total(const Sum& sum) {
    return std::accumulate(sum.begin(), sum.end(), std::int64_t{0});
  }
};

// The due date of one loan, with one word. Returns whether the loan goes on.
inline bool loan_lite_due(const LoanLiteThresholds& below, std::uint32_t word, LoanLiteLoan& loan,
                          LoanLiteDues& dues) {
  std::uint32_t left = loan.left();
  std::uint32_t bucket = loan.bucket();
  if (word < below.cure[bucket]) {
    left -= std::min(bucket + 1, left);
    bucket = 0;
  } else if (word < below.pay[bucket]) {
    --left;
  } else {
    ++bucket;
  }
  dues.balance[bucket][0] += left * loan.instalment();
  const bool charged_off = bucket == loan_lite_buckets;
  dues.charge_offs[0] += charged_off ? 1 : 0;
  const std::uint32_t left_open = charged_off ? 0 : left;
  loan = LoanLiteLoan::of(left_open, bucket, loan.instalment());
  return left_open > 0;
}

// Eight or sixteen numbers side by side.
struct LoanLiteEight {
  static constexpr std::size_t count = 8;
  using Words [[gnu::vector_size(32)]] = std::uint32_t;
  using Flags [[gnu::vector_size(8)]] = std::uint8_t;
};
struct LoanLiteSixteen {
  static constexpr std::size_t count = 16;
  using Words [[gnu::vector_size(64)]] = std::uint32_t;
  using Flags [[gnu::vector_size(16)]] = std::uint8_t;
};

// The same for as many loans as a vector register has lanes, without a branch.
template <class Side>
[[gnu::always_inline]] inline void loan_lite_due_lanes(const LoanLiteThresholds& below,
                                                       const std::uint32_t* words,
                                                       LoanLiteLoan* loans, std::uint8_t* open,
                                                       LoanLiteDues& dues) {
  using Lanes = typename Side::Words;
  using Flags = typename Side::Flags;
  Lanes packed, word, cure, pay;
  std::memcpy(&packed, loans, sizeof packed);
  std::memcpy(&word, words, sizeof word);
  std::memcpy(&cure, below.cure.data(), sizeof cure);
  std::memcpy(&pay, below.pay.data(), sizeof pay);
  const Lanes left = packed & 0xFF;
  const Lanes bucket = packed >> 8 & 0xFF;
  const Lanes instalment = packed >> 16;
  const auto cures = word < __builtin_shuffle(cure, bucket);
  const auto pays = word < __builtin_shuffle(pay, bucket);  // or cures
  const Lanes behind = bucket + 1 < left ? bucket + 1 : left;
  const Lanes one = Lanes{} + 1;
  const Lanes left_after = left - (cures ? behind : pays ? one : Lanes{});
  const Lanes bucket_after = cures ? Lanes{} : pays ? bucket : bucket + 1;
  const Lanes balance = left_after * instalment;
  for (std::uint32_t b = 0; b <= loan_lite_buckets; ++b) {
    Lanes sum;
    std::memcpy(&sum, dues.balance[b].data(), sizeof sum);
    sum += bucket_after == b ? balance : Lanes{};
    std::memcpy(dues.balance[b].data(), &sum, sizeof sum);
  }
  Lanes charge_offs;
  std::memcpy(&charge_offs, dues.charge_offs.data(), sizeof charge_offs);
  charge_offs += bucket_after == loan_lite_buckets ? one : Lanes{};
  std::memcpy(dues.charge_offs.data(), &charge_offs, sizeof charge_offs);
  const Lanes left_open = bucket_after == loan_lite_buckets ? Lanes{} : left_after;
  const Flags flags = __builtin_convertvector(left_open < one ? left_open : one, Flags);
  std::memcpy(open, &flags, sizeof flags);
  const Lanes after = left_open | bucket_after << 8 | instalment << 16;
  std::memcpy(static_cast<void*>(loans), &after, sizeof after);
}

// One due date of each loan, from one word each; open[i] becomes 1 where the loan goes on, else 0.
inline void loan_lite_collect(const LoanLiteThresholds& thresholds,
                              std::span<const std::uint32_t> words, std::span<LoanLiteLoan> loans,
                              std::span<std::uint8_t> open, LoanLiteDues& dues) {
  CHECK(words.size() >= loans.size());
  CHECK(open.size() >= loans.size());
  sim::widest([=, &thresholds, &dues]<int lanes>(sim::Lanes<lanes>) {
    const LoanLiteThresholds below = thresholds;
    std::size_t i = 0;
    if constexpr (lanes >= 8) {
      using Side = std::conditional_t<lanes == 8, LoanLiteEight, LoanLiteSixteen>;
      LoanLiteDues sum = dues;
      for (; i + lanes <= loans.size(); i += lanes) {
        loan_lite_due_lanes<Side>(below, words.data() + i, loans.data() + i, open.data() + i, sum);
      }
      dues = sum;
    }
    for (; i < loans.size(); ++i) {
      open[i] = loan_lite_due(below, words[i], loans[i], dues) ? 1 : 0;
    }
  });
}

// A borrower without a loan, and the day of the next application.
struct LoanLiteWait {
  std::uint32_t borrower;
  std::int32_t end;
};

// Days until the next application, from a word each.
inline void loan_lite_waits(std::span<const std::uint32_t> words, std::span<std::int32_t> days) {
  CHECK(days.size() >= words.size());
  sim::widest([count = words.size(), word = words.data(), day = days.data()](auto) {
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) day[i] = loan_lite_wait(word[i]);
  });
}

// waiting[i] becomes 1 where a wait ends on another day than today, else 0.
inline void loan_lite_still_waiting(std::span<const LoanLiteWait> waits, std::int32_t today,
                                    std::span<std::uint8_t> waiting) {
  CHECK(waiting.size() >= waits.size());
  sim::widest([today, count = waits.size(), wait = waits.data(), still = waiting.data()](auto) {
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) still[i] = wait[i].end != today ? 1 : 0;
  });
}

}  // namespace bench
