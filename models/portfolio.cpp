#include "models/portfolio.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>

namespace models {

namespace {

// A monthly instalment that moves stays apart from the next one.
constexpr int closed_days_max = 20;

std::string text_of(const std::chrono::year_month_day& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

void RunParameters::validate(const Complain& complain) const {
  if (start.day() != std::chrono::day(1)) complain("start", "must be the first day of a month");
  for (std::size_t i = 0; i < holidays.size(); ++i) {
    const auto here = holidays.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(holidays.begin(), here, holidays[i]) != here) {
      return complain(fmt::format("holidays[{}]", i),
                      fmt::format("is {}, which stands there already", text_of(holidays[i])));
    }
  }
  const BusinessDays days = business_days();
  for (std::size_t i = 0; i < holidays.size(); ++i) {
    int closed = 0;
    while (closed <= closed_days_max &&
           !days.is_open(std::chrono::sys_days(holidays[i]) + std::chrono::days(closed)))
      ++closed;
    if (closed <= closed_days_max) continue;
    return complain(fmt::format("holidays[{}]", i),
                    fmt::format("is {}, the first of more than {} days without a business day; "
                                "expected at most {}",
                                text_of(holidays[i]), closed_days_max, closed_days_max));
  }
}

}  // namespace models
