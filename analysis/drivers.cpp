#include "analysis/drivers.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double minor_per_major = 100;

// The first bucket of 90 days past due and more, M4.
constexpr std::size_t default_bucket = 4;

constexpr std::array<DriverName, driver_count> names = {{
    {"volume", "Volume"},
    {"price", "Price"},
    {"benefits", "Benefits"},
    {"funding", "Funding"},
    {"default_rate", "Default"},
    {"loss_given_default", "Loss given default"},
    {"operations", "Operations"},
}};

constexpr std::size_t at(Driver driver) {
  return static_cast<std::size_t>(driver);
}

double in_major(const Series& series) {
  return total(series) / minor_per_major;
}

// The balance that moved from below 90 days past due to beyond it, or straight to charge-off. The
// axes are month, bucket before and destination; the last two destinations are paid off and charged
// off.
double defaulted(const Series& rolls) {
  const std::size_t destinations = rolls.last_axis;
  CHECK(destinations > default_bucket + 2);
  const std::size_t buckets = destinations - 2;
  const std::size_t paid = buckets;
  double sum = 0;
  for (std::size_t i = 0; i < rolls.cells.size(); ++i) {
    const std::size_t to = i % destinations;
    const std::size_t from = i / destinations % buckets;
    if (from < default_bucket && to >= default_bucket && to != paid) {
      sum += static_cast<double>(rolls.cells[i]);
    }
  }
  return sum / minor_per_major;
}

// Weight of a set of `size` others in the Shapley value of one among driver_count.
double weight(int size) {
  double ways = static_cast<double>(driver_count);
  for (int i = 0; i < size; ++i) {
    ways *= static_cast<double>(static_cast<int>(driver_count) - 1 - i) / (i + 1);
  }
  return 1 / ways;
}

}  // namespace

const DriverName& name_of(Driver driver) {
  return names.at(at(driver));
}

double IncomeFactors::income() const {
  const auto of = [&](Driver driver) { return values[at(driver)]; };
  const double margin = of(Driver::price) - of(Driver::benefits) - of(Driver::funding) -
                        of(Driver::default_rate) * of(Driver::loss_given_default);
  if (no_balance) return -of(Driver::operations);
  return of(Driver::volume) * (margin - of(Driver::operations));
}

std::optional<IncomeFactors> income_factors(const Source& source) {
  const auto sum = [&](std::string_view measure) -> std::optional<double> {
    const auto series = source("portfolio", measure);
    return series ? std::optional(in_major(*series)) : std::nullopt;
  };
  const auto balance = sum("balance");
  auto interest = sum("interest_income");
  // Fees are a part of the price; files from before there were any have none.
  if (interest) *interest += sum("fee_income").value_or(0);
  const auto benefits = sum("benefit_cost");
  const auto funding = sum("funding_cost");
  const auto income = sum("net_income");
  const auto collections = sum("collection_cost");
  const auto operating = sum("operating_cost");
  const auto rolls = source("roll", "balance");
  const bool known = balance && interest && benefits && funding && income && collections &&
                     operating && rolls.has_value();
  if (!known) return std::nullopt;

  IncomeFactors factors;
  auto& values = factors.values;
  if (*balance == 0) {
    factors.no_balance = true;
    values[at(Driver::operations)] = -*income;
    return factors;
  }
  const double operations = *collections + *operating;
  // What income leaves unexplained by all else is what lending has lost, recoveries taken off.
  const double loss = *interest - *benefits - *funding - operations - *income;
  const double defaults = defaulted(*rolls);
  values[at(Driver::volume)] = *balance;
  values[at(Driver::price)] = *interest / *balance;
  values[at(Driver::benefits)] = *benefits / *balance;
  values[at(Driver::funding)] = *funding / *balance;
  values[at(Driver::default_rate)] = (defaults > 0 ? defaults : loss) / *balance;
  values[at(Driver::loss_given_default)] = defaults > 0 ? loss / defaults : 1;
  values[at(Driver::operations)] = operations / *balance;
  return factors;
}

std::array<double, driver_count> drivers(const IncomeFactors& base, const IncomeFactors& other) {
  std::array<double, driver_count> parts{};
  if (base.no_balance || other.no_balance) {
    // Nothing can be said of rates of nothing: all of it is that one arm lends and the other does
    // not.
    parts[at(Driver::volume)] = other.income() - base.income();
    return parts;
  }
  constexpr unsigned sets = 1U << driver_count;
  std::array<double, sets> income{};
  for (unsigned moved = 0; moved < sets; ++moved) {
    IncomeFactors mixed = base;
    for (std::size_t i = 0; i < driver_count; ++i) {
      if ((moved >> i & 1U) != 0) mixed.values[i] = other.values[i];
    }
    income[moved] = mixed.income();
  }
  for (std::size_t i = 0; i < driver_count; ++i) {
    for (unsigned moved = 0; moved < sets; ++moved) {
      if ((moved >> i & 1U) != 0) continue;
      parts[i] += weight(std::popcount(moved)) * (income[moved | 1U << i] - income[moved]);
    }
  }
  return parts;
}

}  // namespace analysis
