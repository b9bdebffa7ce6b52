#include "models/population.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "models/jobs.hpp"
#include "models/kinds.hpp"
#include "models/purposes.hpp"
#include "sim/check.hpp"
#include "sim/day.hpp"
#include "sim/draws.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

constexpr double days_a_month = 365.25 / 12;

// A whole number from `first` to `last`, all equally likely.
std::int64_t whole_at(double u, std::int64_t first, std::int64_t last) {
  const auto steps = static_cast<std::int64_t>(u * static_cast<double>(last - first + 1));
  return std::min(first + steps, last);
}

// Log-normal factors: with median one, and with mean one.
double around_median(double spread, double z) {
  return sim::exp_of(spread * z);
}
double around_mean(double spread, double z) {
  return sim::exp_of(spread * z - 0.5 * spread * spread);
}

}  // namespace

// [J] throughout: four kinds of users of a payment app in a large middle-income country. Incomes
// and essentials follow model.md by quintile; unemployment is higher for the young and for manual
// work.
std::vector<Segment> default_segments() {
  using sim::Money;
  return {{.id = "young",
           .share = {0.20},
           .median_income = Money::of_minor(420'000),
           .income_spread = 0.35,
           .unemployment_multiplier = 1.4,
           .essentials = {0.74},
           .buffer = {14},
           .outside_debt = {0.06},
           .forgetfulness = {0.037},
           .willingness = -0.3,
           .needs = 2.2,
           .app_spending = {0.35}},
          {.id = "workers",
           .share = {0.35},
           .median_income = Money::of_minor(540'000),
           .income_spread = 0.35,
           .unemployment_multiplier = 1.2,
           .essentials = {0.70},
           .buffer = {18},
           .outside_debt = {0.08},
           .forgetfulness = {0.029},
           .willingness = 0.0,
           .needs = 1.8,
           .app_spending = {0.25}},
          {.id = "office",
           .share = {0.30},
           .median_income = Money::of_minor(880'000),
           .income_spread = 0.40,
           .unemployment_multiplier = 0.5,
           .essentials = {0.60},
           .buffer = {28},
           .outside_debt = {0.13},
           .forgetfulness = {0.021},
           .willingness = 0.3,
           .needs = 1.4,
           .app_spending = {0.30},
           .bills = 3},
          {.id = "owners",
           .share = {0.15},
           .median_income = Money::of_minor(900'000),
           .income_spread = 0.60,
           .unemployment_multiplier = 1.0,
           .essentials = {0.62},
           .buffer = {24},
           .outside_debt = {0.12},
           .forgetfulness = {0.025},
           .willingness = 0.0,
           .needs = 2.4,
           .app_spending = {0.30},
           .bills = 4}};
}

std::vector<Region> default_regions() {
  return {{.id = "metropolis", .share = {0.20}},
          {.id = "city", .share = {0.35}},
          {.id = "town", .share = {0.30}},
          {.id = "country", .share = {0.15}}};
}

void PopulationParameters::validate(const Complain& complain) const {
  check_kinds(segments, "segments", segments_max, complain);
  check_kinds(regions, "regions", segments_max, complain);
  check_average(segments, "segments", "unemployment_multiplier", &Segment::unemployment_multiplier,
                complain);
  if (age_min > age_max) {
    complain("age_max", fmt::format("is {}; at least age_min, {}, is expected", age_max, age_min));
  }
}

Traits draw_traits(const PopulationParameters& parameters, const sim::StreamKey& key,
                   std::uint64_t borrower, double unemployment) {
  sim::Stream draws(key, purpose::traits, borrower, sim::Day{0});
  Traits traits;
  // Appending a draw keeps all that is above it; inserting one moves what is below.
  traits.segment = static_cast<std::uint8_t>(kind_at(parameters.segments, sim::uniform(draws)));
  traits.region = static_cast<std::uint8_t>(kind_at(parameters.regions, sim::uniform(draws)));
  const Segment& segment = parameters.segments[traits.segment];
  traits.age = static_cast<std::uint8_t>(
      whole_at(sim::uniform(draws), parameters.age_min, parameters.age_max));
  traits.income = static_cast<double>(segment.median_income.minor()) *
                  around_median(segment.income_spread, sim::standard_normal(draws));
  traits.buffer = traits.income * segment.buffer.value / days_a_month *
                  around_median(parameters.buffer_spread, sim::standard_normal(draws));
  traits.willingness =
      segment.willingness + parameters.willingness_spread * sim::standard_normal(draws);
  traits.needs = segment.needs * around_mean(parameters.needs_spread, sim::standard_normal(draws));
  traits.payday = static_cast<std::uint8_t>(whole_at(sim::uniform(draws), 1, 28));
  traits.jobless = sim::chance(draws, jobless_share(unemployment, segment.unemployment_multiplier));

  traits.essentials = segment.essentials.value;
  traits.outside_debt =
      std::min(segment.outside_debt.value *
                   around_mean(parameters.outside_debt_spread, sim::standard_normal(draws)),
               outside_debt_max);
  traits.app_spending = segment.app_spending.value;
  traits.forgetfulness = segment.forgetfulness.value;
  return traits;
}

double benefit_share(const PopulationParameters& parameters, int months_jobless) {
  return months_jobless < parameters.benefit_months ? parameters.benefit.value : 0;
}

}  // namespace models
