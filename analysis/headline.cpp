#include "analysis/headline.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "analysis/file_source.hpp"
#include "analysis/score_power.hpp"
#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double minor_per_major = 100;

// The measures a headline is made of, in the order in which its row names them.
using Columns = std::span<const Series>;

double at_end(const Series& series) {
  return static_cast<double>(series.cells.back());
}

double mean(const Series& series) {
  return total(series) / static_cast<double>(series.cells.size());
}

double a_year(const Series& flow) {
  return 12 * mean(flow);
}

double share_at_end(const Series& part, const Series& whole) {
  return ratio(at_end(part), at_end(whole));
}

// The share of the month in which it is furthest in one direction; months with nothing in the whole
// have none.
template <class Further>
double share_extreme(const Series& part, const Series& whole, Further further) {
  double extreme = undefined;
  for (std::size_t i = 0; i < part.cells.size(); ++i) {
    const double share =
        ratio(static_cast<double>(part.cells[i]), static_cast<double>(whole.cells[i]));
    if (std::isnan(share)) continue;
    if (std::isnan(extreme) || further(share, extreme)) extreme = share;
  }
  return extreme;
}

double share_peak(const Series& part, const Series& whole) {
  return share_extreme(part, whole, std::greater());
}

double share_lowest(const Series& part, const Series& whole) {
  return share_extreme(part, whole, std::less());
}

// Of all months together, so that a month counts by its size.
double share_over_all(Columns c) {
  return ratio(total(c[0]), total(c[1]));
}

double of_average(Columns c) {
  return ratio(a_year(c[0]), mean(c[1]));
}

// The sides of the cut-off, the last axis of its panel.
constexpr std::size_t above = 0;
constexpr std::size_t below = 1;

// What was charged off of what was lent on one side, told where something was lent below.
double charged_off_on(Columns c, std::size_t side) {
  if (total_at(c[1], below) == 0) return undefined;
  return ratio(total_at(c[0], side), total_at(c[1], side));
}

// Interest paid and the lender's parts of what was lost and came back, of what was lent.
double margin_on(Columns c, std::size_t side) {
  if (total_at(c[3], below) == 0) return undefined;
  const double earned = total_at(c[0], side) + total_at(c[1], side);
  return ratio(earned - total_at(c[2], side), total_at(c[3], side));
}

double power(Columns c, double ScorePower::*which) {
  const std::size_t bins = c[0].last_axis;
  std::vector<std::int64_t> good(bins), bad(bins);
  for (std::size_t i = 0; i < c[0].cells.size(); ++i) {
    bad[i % bins] += c[1].cells[i];
    good[i % bins] += c[0].cells[i] - c[1].cells[i];
  }
  const auto found = score_power(good, bad);
  return found ? (*found).*which : undefined;
}

struct Row {
  Headline headline;
  std::string_view panel;
  std::vector<std::string_view> measures;
  double (*compute)(Columns);
};

// One row a headline: to add one, add its row. Rates are of the average month-end balance, a year.
const std::vector<Row>& rows() {
  using enum Format;
  static const std::vector<Row> all = {
      {{"members_end", "Members at the end", "", count},
       "portfolio",
       {"members"},
       [](Columns c) { return at_end(c[0]); }},
      {{"jobless_share", "Jobless share, mean", "of labour force", percent},
       "portfolio",
       {"jobless", "labour_force"},
       share_over_all},
      {{"jobless_share_peak", "Jobless share, peak", "of labour force", percent},
       "portfolio",
       {"jobless", "labour_force"},
       [](Columns c) { return share_peak(c[0], c[1]); }},
      {{"approval_rate", "Approval rate", "of applications", percent},
       "portfolio",
       {"approvals", "applications"},
       share_over_all},
      {{"denial_rate", "Denial rate", "of applications", percent},
       "portfolio",
       {"approvals", "applications"},
       [](Columns c) { return 1 - share_over_all(c); }},
      {{"originated_a_year", "Lent a year", "", money},
       "portfolio",
       {"originated_amount"},
       [](Columns c) { return a_year(c[0]) / minor_per_major; }},
      {{"balance", "Balance, mean", "", money},
       "portfolio",
       {"balance"},
       [](Columns c) { return mean(c[0]) / minor_per_major; }},
      {{"utilisation", "Utilisation of limits", "of limits", percent},
       "portfolio",
       {"balance", "limit_total"},
       share_over_all},
      {{"share_30_end", "30+ days past due, at the end", "of balance", percent},
       "portfolio",
       {"balance_30", "balance"},
       [](Columns c) { return share_at_end(c[0], c[1]); }},
      {{"share_30_peak", "30+ days past due, peak", "of balance", percent},
       "portfolio",
       {"balance_30", "balance"},
       [](Columns c) { return share_peak(c[0], c[1]); }},
      {{"share_90_end", "90+ days past due, at the end", "of balance", percent},
       "portfolio",
       {"balance_90", "balance"},
       [](Columns c) { return share_at_end(c[0], c[1]); }},
      {{"share_90_peak", "90+ days past due, peak", "of balance", percent},
       "portfolio",
       {"balance_90", "balance"},
       [](Columns c) { return share_peak(c[0], c[1]); }},
      {{"charge_off_rate", "Charge-off rate", "of balance, a year", percent},
       "portfolio",
       {"charge_off", "balance"},
       of_average},
      {{"recovery_rate", "Recovered after charge-off", "of charge-offs", percent},
       "portfolio",
       {"recovered", "charge_off"},
       share_over_all},
      {{"yield", "Yield after discounts", "of balance, a year", percent},
       "portfolio",
       {"interest_income", "balance", "benefit_cost"},
       [](Columns c) { return ratio(a_year(c[0]) - a_year(c[2]), mean(c[1])); }},
      {{"funding_cost_rate", "Cost of funds", "of balance, a year", percent},
       "portfolio",
       {"funding_cost", "balance"},
       of_average},
      {{"collection_cost_rate", "Cost of collections", "of balance, a year", percent},
       "portfolio",
       {"collection_cost", "balance"},
       of_average},
      {{"net_income", "Net income, whole run", "", money},
       "portfolio",
       {"net_income"},
       [](Columns c) { return total(c[0]) / minor_per_major; }},
      {{"net_income_a_year", "Net income a year", "", money},
       "portfolio",
       {"net_income"},
       [](Columns c) { return a_year(c[0]) / minor_per_major; }},
      {{"return_on_assets", "Return on assets", "of balance, a year", percent},
       "portfolio",
       {"net_income", "balance"},
       of_average},
      {{"risk_adjusted_return", "Return on risk-weighted assets", "a year", percent},
       "portfolio",
       {"net_income", "risk_weighted_assets"},
       of_average},
      {{"allowance_coverage", "Allowance, at the end", "of own principal", percent},
       "portfolio",
       {"allowance", "own_funds_used"},
       [](Columns c) { return share_at_end(c[0], c[1]); }},
      {{"capital_ratio", "Capital ratio, lowest", "of risk-weighted assets", percent},
       "portfolio",
       {"capital", "risk_weighted_assets"},
       [](Columns c) { return share_lowest(c[0], c[1]); }},
      {{"debt_service_to_income", "Debt service", "of members' income", percent},
       "tier",
       {"debt_service", "income"},
       share_over_all},
      {{"contacts_per_member", "Contacts a member", "a year", number},
       "portfolio",
       {"contacts", "members"},
       of_average},
      {{"charge_off_below_cut_off", "Charge-offs, below the cut-off", "of amount lent", percent,
        true},
       "cut_off",
       {"charge_off", "originated_amount"},
       [](Columns c) { return charged_off_on(c, below); }},
      {{"charge_off_above_cut_off", "Charge-offs, above the cut-off", "of amount lent", percent,
        true},
       "cut_off",
       {"charge_off", "originated_amount"},
       [](Columns c) { return charged_off_on(c, above); }},
      {{"margin_below_cut_off", "Margin, below the cut-off", "of amount lent, before costs",
        percent, true},
       "cut_off",
       {"interest_paid", "own_recovered", "own_charge_off", "originated_amount"},
       [](Columns c) { return margin_on(c, below); }},
      {{"margin_above_cut_off", "Margin, above the cut-off", "of amount lent, before costs",
        percent, true},
       "cut_off",
       {"interest_paid", "own_recovered", "own_charge_off", "originated_amount"},
       [](Columns c) { return margin_on(c, above); }},
      {{"auc", "Score's AUC", "", number},
       "score_power",
       {"accounts", "bad"},
       [](Columns c) { return power(c, &ScorePower::auc); }},
      {{"ks", "Score's KS", "", number},
       "score_power",
       {"accounts", "bad"},
       [](Columns c) { return power(c, &ScorePower::ks); }},
  };
  return all;
}

// nullopt when a measure is not there.
std::optional<double> compute(const Row& row, const Source& source) {
  std::vector<Series> columns;
  for (const std::string_view measure : row.measures) {
    const auto series = source(row.panel, measure);
    if (!series) return std::nullopt;
    CHECK(!series->cells.empty(), "{}/{} is empty", row.panel, measure);
    columns.push_back(*series);
  }
  for (const Series& column : columns) CHECK(column.cells.size() == columns[0].cells.size());
  return row.compute(columns);
}

std::size_t last_axis(const sim::PanelShape& shape) {
  return shape.axes.empty() ? 1 : shape.axes.back().labels.size();
}

using Name = std::pair<std::string, std::string>;

}  // namespace

std::span<const Headline> headlines() {
  static const std::vector<Headline> all = [] {
    std::vector<Headline> list;
    for (const Row& row : rows()) list.push_back(row.headline);
    return list;
  }();
  return all;
}

std::vector<HeadlineValue> headline_values(const Source& source) {
  std::vector<HeadlineValue> values;
  for (std::size_t i = 0; i < rows().size(); ++i) {
    if (const auto value = compute(rows()[i], source)) values.push_back({&headlines()[i], *value});
  }
  return values;
}

std::optional<double> headline_value(const Headline& headline, const Source& source) {
  for (const Row& row : rows()) {
    if (row.headline.name == headline.name) return compute(row, source);
  }
  return std::nullopt;
}

std::vector<HeadlineValue> headline_values(const sim::Panels& panels) {
  // A panel keeps its measures side by side, a series has one of them in a row.
  std::map<Name, std::vector<std::int64_t>> columns;
  return headline_values([&](std::string_view name,
                             std::string_view measure) -> std::optional<Series> {
    const auto panel = std::find_if(panels.begin(), panels.end(), [&](const sim::Panel& candidate) {
      return candidate.shape().name == name;
    });
    if (panel == panels.end()) return std::nullopt;
    const auto& measures = panel->shape().measures;
    const auto found =
        std::find_if(measures.begin(), measures.end(),
                     [&](const sim::Measure& candidate) { return candidate.name == measure; });
    if (found == measures.end()) return std::nullopt;
    const auto index = static_cast<std::size_t>(found - measures.begin());
    auto& column = columns[{std::string(name), std::string(measure)}];
    if (column.empty()) {
      for (std::size_t cell = 0; cell < panel->cells(); ++cell) {
        column.push_back(panel->at(cell, index));
      }
    }
    return Series{column, last_axis(panel->shape())};
  });
}

namespace {

// A unit that is not done has no numbers to compute with, but says which measures there are.
std::optional<std::vector<double>> values_of(const Row& row, const output::ResultReader& file,
                                             FileSource& sources, std::size_t arm) {
  std::vector<double> values(file.replications(), undefined);
  for (std::uint32_t replication = 0; replication < file.replications(); ++replication) {
    const Source source = sources.of(arm, replication);
    for (const std::string_view measure : row.measures) {
      if (!source(row.panel, measure)) return std::nullopt;
    }
    const bool done = file.state(arm, replication).status == output::Status::done;
    if (done) values[replication] = *compute(row, source);
  }
  return values;
}

}  // namespace

std::vector<HeadlineTable> headline_tables(const output::ResultReader& file) {
  std::vector<HeadlineTable> tables;
  FileSource sources(file);
  for (std::size_t i = 0; i < rows().size(); ++i) {
    HeadlineTable table{&headlines()[i], {}};
    for (std::size_t arm = 0; arm < file.arms(); ++arm) {
      if (auto values = values_of(rows()[i], file, sources, arm)) {
        table.values.push_back(std::move(*values));
      }
    }
    if (table.values.size() == file.arms()) tables.push_back(std::move(table));
  }
  return tables;
}

std::optional<std::vector<double>> headline_of_arm(const output::ResultReader& file,
                                                   const Headline& headline, std::size_t arm) {
  FileSource sources(file);
  for (std::size_t i = 0; i < rows().size(); ++i) {
    if (headlines()[i].name == headline.name) return values_of(rows()[i], file, sources, arm);
  }
  return std::nullopt;
}

}  // namespace analysis
