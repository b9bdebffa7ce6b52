#include "models/scenario.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>

namespace models {

namespace {

// The most days on end on which no money moves.
int longest_closed(const RunParameters& run) {
  constexpr std::chrono::days day(1);
  const BusinessDays days = run.business_days();
  int longest = 2;  // a weekend
  for (const std::chrono::sys_days holiday : run.holidays) {
    std::chrono::sys_days first = holiday;
    while (!days.is_open(first - day)) first -= day;
    std::chrono::sys_days after = holiday;
    while (!days.is_open(after)) after += day;
    longest = std::max(longest, static_cast<int>((after - first).count()));
  }
  return longest;
}

}  // namespace

void Scenario::validate(const Complain& complain) const {
  validate_products(products, [&](std::string_view key, std::string_view what) {
    complain("products" + std::string(key), what);
  });
  validate_markets(markets, portfolio.borrowers, [&](std::string_view key, std::string_view what) {
    complain("markets" + std::string(key), what);
  });
  const int closed = longest_closed(run);
  for (std::size_t i = 0; i < products.size(); ++i) {
    const DuePlan plan = due_plan(products[i]);
    if (plan.shift == DayShift::none || plan.every_days == 0 || plan.every_days > closed) continue;
    complain(fmt::format("products[{}].shift", i),
             fmt::format("moves due days that are {} days apart, where run.holidays close {} days "
                         "on end; expected due days further apart than that, or no shift",
                         plan.every_days, closed));
  }
  if (portfolio.balance_sheet == BalanceSheet::runs_off && run.warm_up_months == 0) {
    complain(
        "portfolio.balance_sheet",
        "is \"static\" where run.warm_up_months is 0, so that nothing is ever lent; a warm-up of "
        "at least 1 month is expected");
  }
}

}  // namespace models
