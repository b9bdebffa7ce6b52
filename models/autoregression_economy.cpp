#include "models/autoregression_economy.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <span>

#include "models/purposes.hpp"
#include "models/quarters.hpp"
#include "sim/check.hpp"
#include "sim/day.hpp"
#include "sim/draws.hpp"

namespace models {
namespace {

constexpr std::size_t variables = economy_members.size();

// What a given path may last: solving for more would take longer than the run.
constexpr std::size_t given_quarters_max = 120;

// How many quarters on each side the months of a quarter depend on: see monthly_from_quarterly.
constexpr std::size_t reach = 2;

Matrix quarters_of(const PathFile& file) {
  const auto quarters =
      quarterly_from_monthly(std::span(file.months).first(file.months.size() / 3 * 3));
  Matrix result(quarters.size(), variables);
  for (std::size_t t = 0; t < quarters.size(); ++t) {
    for (std::size_t i = 0; i < variables; ++i) result(t, i) = quarters[t].*economy_members[i];
  }
  return result;
}

std::size_t best_lags(std::span<const LagCriteria> criteria) {
  return std::min_element(criteria.begin(), criteria.end(),
                          [](const auto& a, const auto& b) { return a.bic < b.bic; })
      ->lags;
}

std::vector<GivenValue> given_values(const AutoregressionEconomy& economy) {
  const Matrix path = quarters_of(economy.given);
  std::vector<GivenValue> given;
  for (std::size_t t = 0; t < path.rows(); ++t) {
    for (EconomyVariable variable : economy.follows) {
      const auto i = static_cast<std::size_t>(variable);
      given.push_back({t, i, path(t, i)});
    }
  }
  return given;
}

Matrix drawn_with(const sim::StreamKey& key, std::size_t quarters) {
  Matrix normals(quarters, variables);
  for (std::size_t q = 0; q < quarters; ++q) {
    sim::Stream draws(key, purpose::economy_quarter, 0, sim::Day{static_cast<std::int32_t>(q)});
    for (std::size_t i = 0; i < variables; ++i) normals(q, i) = sim::standard_normal(draws);
  }
  return normals;
}

Matrix drawn_normals(const EconomyNews& news, std::size_t quarters) {
  Matrix normals = drawn_with(news.own, quarters);
  if (!news.home) return normals;
  const Matrix home = drawn_with(*news.home, quarters);
  for (std::size_t q = 0; q < quarters; ++q) {
    for (std::size_t i = 0; i < variables; ++i) {
      normals(q, i) = linked(home(q, i), normals(q, i), news.correlation);
    }
  }
  return normals;
}

EconomyMonth shown(const AutoregressionEconomy& economy, const Matrix& path, std::size_t t) {
  EconomyMonth quarter;
  for (std::size_t i = 0; i < variables; ++i) quarter.*economy_members[i] = path(t, i);
  quarter.unemployment = std::max(quarter.unemployment, economy.unemployment_floor.value);
  quarter.policy_rate =
      std::max(quarter.policy_rate, static_cast<double>(economy.policy_rate_floor.ppm()) * 1e-6);
  return quarter;
}

bool whole_quarters(const PathFile& file, std::string_view key, const Complain& complain) {
  if (file.months.size() % 3 == 0) return true;
  complain(key,
           fmt::format("the path has {} months; whole quarters are expected", file.months.size()));
  return false;
}

void check_given(const AutoregressionEconomy& economy, const Complain& complain) {
  const PathFile& given = economy.given;
  if (given.months.empty() && economy.follows.empty()) return;
  if (given.months.empty()) return complain("given", "the path that `follows` needs is expected");
  if (economy.follows.empty()) {
    return complain("follows",
                    "a variable that follows the given path is expected, such as "
                    "unemployment");
  }
  check_path(given, "given", complain);
  if (!whole_quarters(given, "given", complain)) return;
  if (given.months.size() / 3 > given_quarters_max) {
    complain("given", fmt::format("the path has {} quarters; at most {} are expected",
                                  given.months.size() / 3, given_quarters_max));
  }
  for (std::size_t i = 0; i < economy.follows.size(); ++i) {
    const EconomyVariable variable = economy.follows[i];
    const auto before = std::span(economy.follows).first(i);
    if (std::find(before.begin(), before.end(), variable) != before.end()) {
      complain(fmt::format("follows[{}]", i),
               fmt::format("{} is named twice; once is expected", name_of(variable)));
    }
    const bool floored =
        variable == EconomyVariable::unemployment || variable == EconomyVariable::policy_rate;
    const auto member = economy_members[static_cast<std::size_t>(variable)];
    const double floor = variable == EconomyVariable::unemployment
                             ? economy.unemployment_floor.value
                             : static_cast<double>(economy.policy_rate_floor.ppm()) * 1e-6;
    for (std::size_t t = 0; floored && t < given.months.size(); ++t) {
      if (given.months[t].*member >= floor) continue;
      complain("given",
               fmt::format("{} in month {} of the path is {:.4g} %; at least its floor of {:.4g} % "
                           "is expected",
                           name_of(variable), t + 1, given.months[t].*member * 100, floor * 100));
      break;
    }
  }
}

}  // namespace

void AutoregressionEconomy::validate(const Complain& complain) const {
  check_given(*this, complain);
  if (history.months.empty()) {
    return complain("history",
                    "a path from which to estimate is expected, such as "
                    "\"paths/us-1985-2019.csv\"");
  }
  check_path(history, "history", complain);
  if (!whole_quarters(history, "history", complain)) return;
  try {
    const FittedEconomy fitted = fit(*this);
    if (!(fitted.largest_root < 1)) {
      complain("history",
               fmt::format("with {} lags the autoregression has a root of modulus {:.4f}; "
                           "less than 1 is expected, or its paths run away",
                           fitted.model.lags.size(), fitted.largest_root));
    }
  } catch (const BadHistory& error) {
    complain("history", fmt::format("the path {}", error.what()));
  }
}

FittedEconomy fit(const AutoregressionEconomy& economy) {
  FittedEconomy fitted{quarters_of(economy.history), {}, {}, 0};
  auto lags = static_cast<std::size_t>(economy.lags);
  if (lags == 0) {
    // Where not even one lag is possible, estimating it says why.
    const auto most = lags_possible(fitted.history, static_cast<std::size_t>(economy.lags_max));
    fitted.criteria = lag_criteria(fitted.history, std::max<std::size_t>(most, 1));
    lags = best_lags(fitted.criteria);
  }
  fitted.model = estimate(fitted.history, lags);
  fitted.largest_root = largest_root(fitted.model);
  return fitted;
}

std::vector<EconomyMonth> autoregression_path(const AutoregressionEconomy& economy,
                                              const EconomyNews& news, std::size_t months) {
  const FittedEconomy fitted = fit(economy);
  const std::vector<GivenValue> given = given_values(economy);
  // Given values act on what comes before them, so all are met, also those after the last month.
  const std::size_t quarters = std::max((months + 2) / 3 + reach, economy.given.months.size() / 3);
  const Matrix normals =
      given_normals(fitted.model, fitted.history, drawn_normals(news, quarters), given);
  Matrix path = path_after(fitted.model, fitted.history, normals);
  for (const GivenValue& value : given) path(value.period, value.variable) = value.value;

  std::vector<EconomyMonth> shown_quarters;
  for (std::size_t t = fitted.history.rows() - reach; t < fitted.history.rows(); ++t) {
    shown_quarters.push_back(shown(economy, fitted.history, t));
  }
  for (std::size_t t = 0; t < (months + 2) / 3 + reach; ++t) {
    shown_quarters.push_back(shown(economy, path, t));
  }
  const std::vector<EconomyMonth> all = monthly_from_quarterly(shown_quarters);
  const auto first = all.begin() + 3 * reach;
  return {first, first + static_cast<std::ptrdiff_t>(months)};
}

}  // namespace models
