#include "models/apr_cap.hpp"

#include <algorithm>

#include "models/annual_percentage_rate.hpp"
#include "sim/check.hpp"

namespace models {

AnnualCost::AnnualCost(const LoanOffer& offer, const sim::Timeline& timeline)
    : offer_(offer), timeline_(timeline) {
  DuePlan plan = offer.terms.plan;
  plan.shift = DayShift::none;
  const bool monthly = plan.every_days == 0;
  const int due_on = monthly ? due_day_of_month(timeline, plan.month_end, offer.opened) : 0;
  const std::chrono::sys_days from = timeline.date(offer.opened);
  const auto due = [&](int n) {
    return std::chrono::sys_days(timeline.date(due_day(timeline, plan, offer.opened, n)));
  };
  using Unit = Frequency::Unit;
  unit_ = plan.instalments == 1 ? unit_period_of_term(from, due(1))
                                : unit_period_of(monthly ? Frequency{Unit::months, 1}
                                                         : Frequency{Unit::days, plan.every_days});
  for (int n = 1; n <= plan.instalments; ++n) {
    when_.push_back(unit_periods_between(unit_, from, due(n), due_on));
  }
}

std::vector<sim::Money> AnnualCost::payments(sim::Rate price) const {
  Terms terms = offer_.terms;
  terms.rate = price;
  std::vector<sim::Money> payments;
  sim::Money owed = terms.principal;
  for (const Instalment& one : schedule(terms, timeline_, offer_.opened)) {
    // A loan that is repaid has no instalments left.
    if (owed == sim::Money{}) break;
    payments.push_back(one.interest + one.principal + offer_.service_fee);
    owed = one.balance_after;
  }
  return payments;
}

std::optional<double> AnnualCost::apr(sim::Rate price) const {
  std::vector<TimedAmount> timed;
  for (const sim::Money payment : payments(price)) {
    timed.push_back({when_[timed.size()], payment});
  }
  return annual_percentage_rate({{{}, offer_.received}}, timed, unit_.per_year);
}

double AnnualCost::excess(sim::Rate price, double per_period) const {
  const double discount = 1 / (1 + per_period);
  double worth = 0;
  double factor = 1;
  int full = 0;
  std::size_t n = 0;
  for (const sim::Money payment : payments(price)) {
    const UnitPeriods& when = when_[n++];
    for (; full < when.full; ++full) factor *= discount;
    worth += static_cast<double>(payment.minor()) * factor / (1 + when.fraction * per_period);
  }
  return worth - static_cast<double>(offer_.received.minor());
}

std::optional<sim::Rate> AnnualCost::highest_within(sim::Rate cap, sim::Rate asked) const {
  const double per_period = static_cast<double>(cap.ppm()) * 1e-6 / unit_.per_year;
  const auto excess_at = [&](std::int64_t ppm) {
    return excess(sim::Rate::of_ppm(ppm), per_period);
  };
  std::int64_t high = asked.ppm();
  double above = excess_at(high);
  if (above <= 0) return asked;
  std::int64_t low = 0;
  double below = excess_at(low);
  if (below > 0) return std::nullopt;
  // A straight line finds the price at once, or nearly; then a look to both sides of it, and
  // halves, which always end.
  for (int round = 0; high - low > 1; ++round) {
    const double guess =
        static_cast<double>(low) + static_cast<double>(high - low) * (below / (below - above));
    const std::int64_t middle = low + (high - low) / 2;
    const std::int64_t near = static_cast<std::int64_t>(guess) + round % 2;
    const std::int64_t price = round < 8 ? std::clamp(near, low + 1, high - 1) : middle;
    const double now = excess_at(price);
    if (now > 0) {
      high = price;
      above = now;
    } else {
      low = price;
      below = now;
    }
  }
  return sim::Rate::of_ppm(low);
}

}  // namespace models
