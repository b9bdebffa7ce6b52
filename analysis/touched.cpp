#include "analysis/touched.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double minor_per_major = 100;
constexpr double months_a_year = 12;

constexpr std::array<std::string_view, 2> panels = {"tier", "segment"};

// The value is factor · above / below, each summed over the months.
struct Row {
  GroupFigure figure;
  std::string_view above;
  std::string_view below;  // empty: the number of months
  double factor = 1;
  std::string_view only = {};  // the one panel for which it is; empty: every panel
  bool of_the_rest = false;    // what is missing to the whole
};

const std::vector<Row>& rows() {
  using enum Format;
  static const std::vector<Row> all = {
      {{"members", "Members", count}, "members", ""},
      {{"limit", "Limit of a member", money},
       "limit_total",
       "members",
       1 / minor_per_major,
       "tier"},
      {{"balance", "Balance", money}, "balance", "", 1 / minor_per_major},
      {.figure = {"denial_rate", "Denied, of applications", percent},
       .above = "approvals",
       .below = "applications",
       .of_the_rest = true},
      {{"debt_service", "Debt service, of income", percent}, "debt_service", "income"},
      {{"contacts", "Contacts a member and year", number}, "contacts", "members", months_a_year},
      {{"share_30", "30+ days past due", percent}, "balance_30", "balance"},
      {{"loss_of_lent", "Charged off, of amounts lent", percent},
       "charge_off",
       "originated_amount",
       1,
       "tier"},
      {{"charge_off_rate", "Charge-off rate", percent},
       "charge_off",
       "balance",
       months_a_year,
       "segment"},
  };
  return all;
}

Series series_of(const Source& source, std::string_view panel, std::string_view measure) {
  const auto series = source(panel, measure);
  CHECK(series.has_value(), "the panel {} has no {}", panel, measure);
  return *series;
}

// One measure of one group, summed over the months of one replication.
double total(const Series& series, std::size_t group) {
  double sum = 0;
  for (std::size_t i = group; i < series.cells.size(); i += series.last_axis) {
    sum += static_cast<double>(series.cells[i]);
  }
  return sum;
}

double value_of(const Row& row, std::string_view panel, const Source& source, std::size_t group) {
  const Series above = series_of(source, panel, row.above);
  const double below = row.below.empty() ? static_cast<double>(above.cells.size() / above.last_axis)
                                         : total(series_of(source, panel, row.below), group);
  if (below == 0) return undefined;
  const double value = row.factor * total(above, group) / below;
  return row.of_the_rest ? 1 - value : value;
}

bool is_told(const Row& row, std::string_view panel, const Source& source) {
  const bool here = row.only.empty() || row.only == panel;
  return here && source(panel, row.above).has_value() &&
         (row.below.empty() || source(panel, row.below).has_value());
}

}  // namespace

std::span<const std::string_view> group_panels() {
  return panels;
}

std::vector<GroupEffect> touched(std::string_view panel, std::span<const std::string> groups,
                                 std::span<const SourcePair> pairs, const Sampling& sampling) {
  std::vector<GroupEffect> effects;
  const auto done = std::find_if(pairs.begin(), pairs.end(),
                                 [](const SourcePair& pair) { return bool(pair.base); });
  if (done == pairs.end()) return effects;
  for (const Row& row : rows()) {
    if (!is_told(row, panel, done->base)) continue;
    for (std::size_t group = 0; group < groups.size(); ++group) {
      std::vector<double> base;
      std::vector<double> other;
      for (const SourcePair& pair : pairs) {
        base.push_back(pair.base ? value_of(row, panel, pair.base, group) : undefined);
        other.push_back(pair.other ? value_of(row, panel, pair.other, group) : undefined);
      }
      effects.push_back({panel, groups[group], &row.figure, estimate(base, sampling),
                         paired_difference(base, other, sampling)});
    }
  }
  return effects;
}

}  // namespace analysis
