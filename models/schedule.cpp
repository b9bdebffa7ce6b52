#include "models/schedule.hpp"

#include <algorithm>

#include "models/day_convention.hpp"
#include "sim/check.hpp"

namespace models {

namespace {

// A monthly loan: the timeline's month of its opening, and its due day of the month.
struct Monthly {
  Monthly(const sim::Timeline& timeline, MonthEnd end, sim::Day opened)
      : month_end(end), month(timeline.month_around(opened)) {
    const int opened_on = opened - timeline.month_start(month) + 1;
    due_on = end == MonthEnd::day_28 ? std::min(opened_on, 28) : opened_on;
  }

  sim::Day due(const sim::Timeline& timeline, int n) const {
    const sim::Day date = timeline.month_start(month + n) + (due_on - 1);
    const sim::Day next_month = timeline.month_start(month + n + 1);
    if (date < next_month) return date;
    return month_end == MonthEnd::first_of_next ? next_month : next_month - 1;
  }

  MonthEnd month_end;
  int month;
  int due_on = 0;
};

sim::Day moved(const sim::Timeline& timeline, const DuePlan& plan, sim::Day day) {
  if (plan.shift == DayShift::none) return day;
  const std::chrono::sys_days date = timeline.date(day);
  return timeline.day_of(plan.business_days == nullptr
                             ? BusinessDays().shifted(date, plan.shift)
                             : plan.business_days->shifted(date, plan.shift));
}

// The due days and the days of interest of a loan, one period after another.
class Periods {
 public:
  Periods(const sim::Timeline& timeline, const Terms& terms, sim::Day opened)
      : timeline_(timeline),
        terms_(terms),
        monthly_(timeline, terms.plan.month_end, opened),
        nominal_(opened),
        due_(opened),
        free_until_(opened + terms.free_days) {}

  void next() {
    const sim::Day before = due_;
    ++n_;
    const int every = terms_.plan.every_days;
    nominal_ = every > 0 ? nominal_ + every : monthly_.due(timeline_, n_);
    due_ = moved(timeline_, terms_.plan, nominal_);
    const sim::Day from = std::min(std::max(before, free_until_), due_);
    days_ = interest_days(terms_.day_count, timeline_, from, due_, every > 0 ? 0 : monthly_.due_on);
  }
  sim::Day due() const { return due_; }
  int days() const { return days_; }

 private:
  const sim::Timeline& timeline_;
  const Terms& terms_;
  Monthly monthly_;
  sim::Day nominal_;  // before it is moved to a business day
  sim::Day due_;
  sim::Day free_until_;
  int n_ = 0;
  int days_ = 0;
};

bool has_annuity(Shape shape) {
  return shape == Shape::equal_instalment || shape == Shape::step_up;
}

Annuity annuity_of(const Terms& terms, const sim::Timeline& timeline, sim::Day opened) {
  Annuity annuity;
  Periods periods(timeline, terms, opened);
  for (int n = 1; n <= terms.plan.instalments; ++n) {
    periods.next();
    annuity.add_period(terms.rate, periods.days(), sim::year_days(terms.day_count),
                       instalment_weight(terms.repayment, n));
  }
  return annuity;
}

}  // namespace

sim::Day due_day(const sim::Timeline& timeline, const DuePlan& plan, sim::Day opened, int n) {
  if (n == 0) return opened;
  const sim::Day nominal = plan.every_days > 0
                               ? opened + n * plan.every_days
                               : Monthly(timeline, plan.month_end, opened).due(timeline, n);
  return moved(timeline, plan, nominal);
}

int due_day_of_month(const sim::Timeline& timeline, MonthEnd month_end, sim::Day opened) {
  return Monthly(timeline, month_end, opened).due_on;
}

int interest_days(sim::DayCount count, const sim::Timeline& timeline, sim::Day from, sim::Day to,
                  int due_on) {
  if (count != sim::DayCount::thirty_360) return to - from;
  const auto number = [&](sim::Day day) {
    return thirty_day_number(timeline.date(day), static_cast<unsigned>(due_on));
  };
  return number(to) - number(from);
}

std::int64_t instalment_weight(const RepaymentRule& repayment, int n) {
  if (repayment.shape != Shape::step_up) return Annuity::one;
  const auto weight = step_weight(repayment.step_ppm, (n - 1) / repayment.step_every);
  CHECK(weight.has_value(), "instalments step up more than 4096-fold");
  return *weight;
}

sim::Money minimum_payment(const RepaymentRule& repayment, sim::Money owed, sim::Money interest) {
  constexpr std::int64_t million = 1'000'000;
  const sim::Int128 exact =
      sim::Int128{interest.minor()} * million + sim::Int128{owed.minor()} * repayment.minimum_ppm;
  const sim::Money wanted = rounded_money(exact, million, repayment.rounding);
  return std::min(std::max(repayment.minimum, wanted), interest + owed);
}

void Annuity::add_period(sim::Rate rate, int days, int year_days, std::int64_t weight) {
  // 1 / (1 + ppm × days / (million × year_days)) as a fraction of integers: below 2^60 × 2^29.
  const std::int64_t numerator = std::int64_t{1'000'000} * year_days;
  const sim::Int128 denominator = numerator + sim::Int128{rate.ppm()} * days;
  discount_ = denominator >> half_bits == 0
                  ? divided(discount_, numerator, static_cast<std::int64_t>(denominator))
                  : static_cast<std::int64_t>(
                        (sim::Int128{discount_} * numerator + denominator / 2) / denominator);
  sum_ += weight == one ? discount_ : (sim::Int128{discount_} * weight) >> step_weight_bits;
}

// discount × numerator / denominator, rounded to the nearest: a long division with digits of 30
// bits, as the processor divides 64 bits and not 128.
std::int64_t Annuity::divided(std::int64_t discount, std::int64_t numerator,
                              std::int64_t denominator) {
  constexpr std::int64_t digit = std::int64_t{1} << half_bits;
  const std::int64_t high = (discount >> half_bits) * numerator;
  const std::int64_t low = (discount & (digit - 1)) * numerator + denominator / 2;
  return (high / denominator << half_bits) +
         ((high % denominator << half_bits) + low) / denominator;
}

sim::Money Annuity::instalment(sim::Money principal, std::int64_t weight,
                               const Rounding& rounding) const {
  CHECK(sum_ > 0, "an annuity needs at least one period");
  const sim::Int128 numerator = (sim::Int128{principal.minor()} * weight)
                                << (scale_bits - step_weight_bits);
  if (!is_plain(rounding)) return rounded_money(numerator, sum_, rounding);
  return sim::Money::of_minor(sim::divide_half_even(numerator, sum_));
}

sim::Money planned_instalment(const Terms& terms, const sim::Timeline& timeline, sim::Day opened,
                              int n) {
  if (!has_annuity(terms.repayment.shape)) return sim::Money{};
  return annuity_of(terms, timeline, opened)
      .instalment(terms.principal, instalment_weight(terms.repayment, n), terms.repayment.rounding);
}

sim::Money AnnuityCache::instalment(std::size_t product, const Terms& terms,
                                    const sim::Timeline& timeline, sim::Day opened) {
  if (!has_annuity(terms.repayment.shape)) return sim::Money{};
  const auto hash = static_cast<std::uint64_t>(terms.rate.ppm()) * 31 + product;
  Entry& entry = entries_[hash * 0x9E3779B97F4A7C15U >> 59];
  if (entry.opened != opened || entry.product != product || entry.rate != terms.rate) {
    entry = {.opened = opened,
             .product = static_cast<std::uint32_t>(product),
             .rate = terms.rate,
             .annuity = annuity_of(terms, timeline, opened)};
  }
  return entry.annuity.instalment(terms.principal, Annuity::one, terms.repayment.rounding);
}

std::vector<Instalment> schedule(const Terms& terms, const sim::Timeline& timeline,
                                 sim::Day opened) {
  CHECK(terms.principal > sim::Money{}, "a schedule needs a principal above zero");
  CHECK(terms.plan.instalments > 0, "a schedule needs at least one instalment");
  std::vector<Instalment> plan;
  plan.reserve(static_cast<std::size_t>(terms.plan.instalments));
  const bool planned = has_annuity(terms.repayment.shape);
  const Annuity annuity = planned ? annuity_of(terms, timeline, opened) : Annuity{};
  Periods periods(timeline, terms, opened);
  InstalmentView view{.principal_left = terms.principal,
                      .interest = {},
                      .instalment = {},
                      .original = terms.principal,
                      .left = terms.plan.instalments,
                      .instalments = terms.plan.instalments};
  for (; view.left > 0; --view.left) {
    periods.next();
    view.interest = sim::simple_interest(view.principal_left, terms.rate, periods.days(),
                                         sim::year_days(terms.day_count));
    const int n = terms.plan.instalments - view.left + 1;
    if (planned) {
      view.instalment = annuity.instalment(terms.principal, instalment_weight(terms.repayment, n),
                                           terms.repayment.rounding);
    }
    const sim::Money principal = instalment_principal(terms.repayment, view);
    view.principal_left -= principal;
    plan.push_back({periods.due(), view.interest, principal, view.principal_left});
  }
  CHECK(view.principal_left == sim::Money{}, "a schedule ends at exactly zero");
  return plan;
}

}  // namespace models
