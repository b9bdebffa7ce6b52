// All that decides a repayment schedule, as pure data: what `creditcycle schedule` reads.
//
// The running book bills its loans by models/schedule, which knows fewer rules and is fast; where
// both know a rule they give the same amounts, to the minor unit (tests/models/amortisation).
#pragma once

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "models/day_convention.hpp"
#include "models/due_dates.hpp"
#include "models/fee_handling.hpp"
#include "models/rounding.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models {

// Terms that no schedule fits; what() says what was found and what is expected.
class BadTerms : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

// How principal comes back.
enum class Repayment : std::uint8_t {
  equal_instalment,  // interest and principal add up to the same amount each period
  equal_principal,   // the same principal each period, interest on top
  bullet,            // everything at the end, one payment
  interest_only,     // interest each period, principal with the last one
  step_up,           // instalments that grow by a share every few periods
  revolving,         // a minimum payment each period, until all is paid
};
template <>
struct EnumNames<Repayment> {
  static constexpr std::array<std::string_view, 6> names = {
      "equal-instalment", "equal-principal", "bullet", "interest-only", "step-up", "revolving"};
};

struct Fees {
  sim::Money upfront{};
  std::int64_t upfront_ppm = 0;  // of the amount, on top of the above
  FeeHandling handling = FeeHandling::deducted;
  sim::Money each{};                // with every instalment
  std::int64_t prepayment_ppm = 0;  // of principal that is prepaid
};

// What an early repayment of a part changes.
enum class PrepaymentEffect : std::uint8_t {
  shorter,  // instalments stay as they are and the loan ends sooner
  lower,    // instalments are planned anew from the next period on and the end stays
};
template <>
struct EnumNames<PrepaymentEffect> {
  static constexpr std::array<std::string_view, 2> names = {"shorter", "lower"};
};

// Principal paid back early. Interest on it to that day is billed with the next instalment; an
// amount of all the principal or more pays off the loan with the interest there is. It comes before
// the instalment up to whose day interest is counted, or after it where it is the same day.
struct Prepayment {
  std::chrono::sys_days day;
  sim::Money amount;
};

// From instalment `from` on, counted from 1, instalments are planned anew at this rate.
struct RateChange {
  int from = 1;
  sim::Rate rate;
};

// Nothing is paid in `instalments` periods from instalment `from` on. Interest is added to the
// principal at the end of each; the loan ends that much later.
struct Holiday {
  int from = 1;
  int instalments = 1;
};

// From instalment `from` on the loan has `instalments` more.
struct Extension {
  int from = 1;
  int instalments = 1;
};

// Instalment `instalment` is paid this many days after it is due. Its principal bears the agreed
// rate for the days of grace and late interest for those after, on top of the instalment.
struct LatePayment {
  int instalment = 1;
  int days = 1;
};

struct LateTerms {
  int grace_days = 0;
  std::int64_t factor_ppm = 1'500'000;  // late interest as a share of the agreed rate
  sim::Money fee{};                     // of an instalment that is paid after its days of grace
};

struct LoanTerms {
  sim::Money amount{};  // above zero, at most `amount_max`
  sim::Rate rate{};     // a year, from zero to `rate_max`
  Repayment repayment = Repayment::equal_instalment;
  // Payments; periods until the one payment of a bullet; the most payments of a revolving loan, of
  // which the last takes all that is left.
  int instalments = 12;
  DueRule due{};
  DayConvention day_count = DayConvention::actual_365;
  bool interest_to_nominal =
      false;  // interest is counted between due dates before they are shifted
  RoundingMode interest_rounding = RoundingMode::half_even;  // to the minor unit
  Rounding instalment_rounding{};
  int interest_only = 0;         // the first instalments that pay interest alone
  int interest_free = 0;         // the first periods that bear no interest
  int interest_free_days = 0;    // the first days that bear none
  std::int64_t step_ppm = 0;     // by how much the instalments of a step-up loan grow
  int step_every = 12;           // after how many of them
  std::int64_t minimum_ppm = 0;  // of principal, on top of interest: a revolving loan's minimum
  sim::Money minimum{};          // which is no less than this
  Fees fees{};
  std::vector<Prepayment> prepayments{};
  PrepaymentEffect prepayment_effect = PrepaymentEffect::shorter;
  std::vector<RateChange> rate_changes{};
  std::vector<Holiday> holidays{};
  std::vector<Extension> extensions{};
  std::vector<LatePayment> late_payments{};
  LateTerms late{};

  // A hundred thousand million, 10,000 % a year and a thousand years, within which no sum
  // overflows.
  static constexpr sim::Money amount_max = sim::Money::of_minor(10'000'000'000'000);
  static constexpr sim::Rate rate_max = sim::Rate::of_ppm(100'000'000);
  static constexpr int years_max = 1'000;
  static constexpr int instalments_max = 12'000;
};

// Throws BadTerms with the first thing that is wrong.
void validate_terms(const LoanTerms& terms);

}  // namespace models
