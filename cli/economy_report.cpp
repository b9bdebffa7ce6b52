#include "cli/economy_report.hpp"

#include <cmath>
#include <fmt/format.h>
#include <string_view>
#include <vector>

#include "cli/json.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

using models::EconomyVariable;
using models::FittedEconomy;

constexpr std::size_t variables = models::economy_members.size();

std::string_view variable_name(std::size_t i) {
  return models::name_of(static_cast<EconomyVariable>(i));
}

// "2025 Q1" where the quarter is one of the calendar's, else the day on which it begins.
std::string quarter_text(std::chrono::year_month_day day) {
  const auto month = static_cast<unsigned>(day.month());
  if (month % 3 != 1) return date_text(day);
  return fmt::format("{} Q{}", static_cast<int>(day.year()), (month + 2) / 3);
}

std::string percent(double fraction, int decimals) {
  return with_decimals(fraction * 100, decimals);
}

// A number that is the same text on every machine, in millionths of a percent.
std::string fine_percent(double fraction) {
  const std::string text = fmt::format("{:.6f}", fraction * 100);
  return text == "-0.000000" ? "0.000000" : text;
}

std::string quarters_text(const EconomyPaths& paths) {
  std::vector<Align> aligns(1 + variables * (paths.drawn ? 2 : 1), Align::right);
  aligns[0] = Align::left;
  if (paths.drawn) {
    for (std::size_t i = 0; i < variables; ++i) aligns[2 + 2 * i] = Align::left;
  }
  Table table(aligns);
  std::vector<std::string> head = {"quarter"};
  for (std::size_t i = 0; i < variables; ++i) {
    head.emplace_back(variable_name(i));
    if (paths.drawn) head.emplace_back("");
  }
  table.add(head);
  for (const EconomyQuarter& quarter : paths.quarters) {
    std::vector<std::string> row = {quarter_text(quarter.first_day)};
    for (const QuarterSpread& spread : quarter.variables) {
      row.push_back(percent(spread.mean, paths.drawn ? 1 : 2));
      if (paths.drawn) {
        row.push_back(fmt::format("{} to {}", percent(spread.low, 1), percent(spread.high, 1)));
      }
    }
    table.add(row);
  }
  return table.text();
}

std::string criteria_text(const FittedEconomy& fitted) {
  Table table(std::vector<Align>(4, Align::right));
  table.add({"lags", "AIC", "HQ", "BIC"});
  for (const models::LagCriteria& of : fitted.criteria) {
    table.add({std::to_string(of.lags), with_decimals(of.aic, 3), with_decimals(of.hq, 3),
               with_decimals(of.bic, 3)});
  }
  return table.text();
}

std::string coefficients_text(const FittedEconomy& fitted) {
  const models::Autoregression& model = fitted.model;
  std::vector<Align> aligns(1 + variables, Align::right);
  aligns[0] = Align::left;
  Table table(aligns);
  std::vector<std::string> head = {"on"};
  for (std::size_t i = 0; i < variables; ++i) head.emplace_back(variable_name(i));
  table.add(head);
  const auto cell = [](double value, double error) {
    return fmt::format("{:.3f} ({:.3f})", value, error);
  };
  std::vector<std::string> row = {"constant"};
  for (std::size_t i = 0; i < variables; ++i) {
    row.push_back(cell(100 * model.intercept[i], 100 * model.intercept_errors[i]));
  }
  table.add(row);
  for (std::size_t lag = 0; lag < model.lags.size(); ++lag) {
    for (std::size_t j = 0; j < variables; ++j) {
      row = {fmt::format("{}, {} back", variable_name(j), lag + 1)};
      for (std::size_t i = 0; i < variables; ++i) {
        row.push_back(cell(model.lags[lag](i, j), model.lag_errors[lag](i, j)));
      }
      table.add(row);
    }
  }
  row = {"shock"};
  for (std::size_t i = 0; i < variables; ++i) {
    row.push_back(fmt::format("{:.3f}", 100 * std::sqrt(model.covariance(i, i))));
  }
  table.add(row);
  if (fitted.largest_root < 1) {
    const std::vector<double> mean = models::long_run_mean(model);
    row = {"long run"};
    for (double value : mean) row.push_back(fmt::format("{:.2f}", 100 * value));
    table.add(row);
  }
  return table.text();
}

std::string fitted_text(const EconomyPaths& paths) {
  const FittedEconomy& fitted = *paths.fitted;
  const std::size_t lags = fitted.model.lags.size();
  std::string text = fmt::format(
      "\nvector autoregression with {} lag{}{}, estimated from {} quarters; largest root {:.4f}\n",
      lags, lags == 1 ? "" : "s", fitted.criteria.empty() ? "" : ", as BIC prefers",
      fitted.history.rows(), fitted.largest_root);
  if (!fitted.criteria.empty()) text += '\n' + criteria_text(fitted);
  text +=
      "\ncoefficients of each equation, a column each, with standard errors; constants, shocks\n"
      "(standard deviations) and the long run in percent\n";
  return text + coefficients_text(fitted);
}

void matrix_json(const models::Matrix& matrix, double scale, Json& json) {
  json.begin_array();
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    json.begin_array();
    for (std::size_t j = 0; j < matrix.columns(); ++j) {
      json.raw(fmt::format("{:.9f}", scale * matrix(i, j)));
    }
    json.end_array();
  }
  json.end_array();
}

void numbers_json(std::string_view name, const std::vector<double>& values, double scale,
                  Json& json) {
  json.key(name).begin_array();
  for (double value : values) json.raw(fmt::format("{:.9f}", scale * value));
  json.end_array();
}

void matrices_json(std::string_view name, const std::vector<models::Matrix>& matrices, Json& json) {
  json.key(name).begin_array();
  for (const models::Matrix& matrix : matrices) matrix_json(matrix, 1, json);
  json.end_array();
}

void fitted_json(const FittedEconomy& fitted, Json& json) {
  const models::Autoregression& model = fitted.model;
  json.key("autoregression").begin_object();
  json.member("lags", static_cast<std::uint64_t>(model.lags.size()));
  json.member("quarters", static_cast<std::uint64_t>(fitted.history.rows()));
  json.key("largest_root").raw(fmt::format("{:.9f}", fitted.largest_root));
  json.key("criteria").begin_array();
  for (const models::LagCriteria& of : fitted.criteria) {
    json.begin_object().member("lags", static_cast<std::uint64_t>(of.lags));
    json.key("aic").raw(fmt::format("{:.6f}", of.aic));
    json.key("hq").raw(fmt::format("{:.6f}", of.hq));
    json.key("bic").raw(fmt::format("{:.6f}", of.bic)).end_object();
  }
  json.end_array().key("variables").begin_array();
  for (std::size_t i = 0; i < variables; ++i) json.value(variable_name(i));
  json.end_array();
  numbers_json("constant_percent", model.intercept, 100, json);
  numbers_json("constant_error_percent", model.intercept_errors, 100, json);
  matrices_json("coefficients", model.lags, json);
  matrices_json("coefficient_errors", model.lag_errors, json);
  json.key("covariance_percent_squared");
  matrix_json(model.covariance, 1e4, json);
  if (fitted.largest_root < 1) {
    numbers_json("long_run_percent", models::long_run_mean(model), 100, json);
  }
  json.end_object();
}

}  // namespace

std::string economy_text(const EconomyPaths& paths) {
  std::string text = paths.title + '\n';
  text += paths.drawn ? fmt::format(
                            "percent, quarterly means: the mean of {} replications, and where nine "
                            "in ten of them lie\n\n",
                            grouped(paths.replications))
                      : "percent, quarterly means; the same in each replication\n\n";
  text += quarters_text(paths);
  if (!paths.currency.empty()) {
    const QuarterSpread& rate = paths.exchange_rate;
    text += fmt::format(
        "\none {} at the end, in the currency of the home market: {}{}\n", paths.currency,
        three_digits(rate.mean),
        paths.drawn ? fmt::format(" ({} to {})", three_digits(rate.low), three_digits(rate.high))
                    : "");
  }
  if (paths.fitted) text += fitted_text(paths);
  return text;
}

std::string economy_csv(const EconomyPaths& paths) {
  std::string text = "date,variable,mean,p5,p95\n";
  for (const EconomyQuarter& quarter : paths.quarters) {
    for (std::size_t i = 0; i < variables; ++i) {
      const QuarterSpread& spread = quarter.variables[i];
      text += fmt::format("{},{},{},{},{}\n", date_text(quarter.first_day), variable_name(i),
                          fine_percent(spread.mean), paths.drawn ? fine_percent(spread.low) : "",
                          paths.drawn ? fine_percent(spread.high) : "");
    }
  }
  return text;
}

std::string economy_json(const EconomyPaths& paths) {
  Json json;
  json.begin_object().member("title", paths.title).member("drawn", paths.drawn);
  if (!paths.currency.empty()) {
    json.member("currency", paths.currency).key("exchange_rate_at_the_end").begin_object();
    json.member("mean", paths.exchange_rate.mean).member("p5", paths.exchange_rate.low);
    json.member("p95", paths.exchange_rate.high).end_object();
  }
  json.member("replications", paths.replications).key("quarters").begin_array();
  for (const EconomyQuarter& quarter : paths.quarters) {
    json.begin_object().member("date", date_text(quarter.first_day));
    for (std::size_t i = 0; i < variables; ++i) {
      const QuarterSpread& spread = quarter.variables[i];
      json.key(variable_name(i)).begin_object();
      json.key("mean_percent").raw(fine_percent(spread.mean));
      if (paths.drawn) {
        json.key("p5_percent").raw(fine_percent(spread.low));
        json.key("p95_percent").raw(fine_percent(spread.high));
      }
      json.end_object();
    }
    json.end_object();
  }
  json.end_array();
  if (paths.fitted) fitted_json(*paths.fitted, json);
  return json.end_object().text();
}

}  // namespace cli
