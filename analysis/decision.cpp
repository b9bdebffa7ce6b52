#include "analysis/decision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double minor_per_major = 100;
constexpr double months_a_year = 12;

// One measure of one tier, summed over the months of one replication.
double of_tier(const Series& series, std::size_t tier) {
  double sum = 0;
  for (std::size_t i = tier; i < series.cells.size(); i += series.last_axis) {
    sum += static_cast<double>(series.cells[i]);
  }
  return sum;
}

struct TierRow {
  TierFigure figure;
  std::string_view above;
  std::string_view below;  // empty: the number of months
  double factor;
};

const std::vector<TierRow>& tier_rows() {
  using enum Format;
  static const std::vector<TierRow> rows = {
      {{"members", "Members", count}, "members", "", 1},
      {{"limit", "Limit of a member", money}, "limit_total", "members", 1 / minor_per_major},
      {{"balance", "Balance", money}, "balance", "", 1 / minor_per_major},
      {{"share_30", "30+ days past due", percent}, "balance_30", "balance", 1},
      {{"charge_off_rate", "Charge-off rate", percent}, "charge_off", "balance", months_a_year},
      {{"contacts", "Contacts a member and year", number}, "contacts", "members", months_a_year},
  };
  return rows;
}

double tier_value(const TierRow& row, const Source& source, std::size_t tier) {
  const auto above = source("tier", row.above);
  CHECK(above.has_value(), "the panel of tiers has no {}", row.above);
  const double months = static_cast<double>(above->cells.size() / above->last_axis);
  double below = months;
  if (!row.below.empty()) {
    const auto series = source("tier", row.below);
    CHECK(series.has_value(), "the panel of tiers has no {}", row.below);
    below = of_tier(*series, tier);
  }
  return below == 0 ? undefined : row.factor * of_tier(*above, tier) / below;
}

std::vector<std::string> tiers_of(const output::ResultReader& file) {
  for (const auto& panel : file.skeleton().panels) {
    if (panel->name == "tier") return panel->axes.back().labels;
  }
  return {};
}

bool has_figures(const output::ResultReader& file) {
  return std::all_of(tier_rows().begin(), tier_rows().end(), [&](const TierRow& row) {
    return file.values("tier", row.above, 0).has_value() &&
           (row.below.empty() || file.values("tier", row.below, 0).has_value());
  });
}

// Replications that both arms have.
std::vector<std::uint32_t> pairs_of(const output::ResultReader& file, std::size_t base,
                                    std::size_t arm) {
  std::vector<std::uint32_t> pairs;
  for (std::uint32_t i = 0; i < file.replications(); ++i) {
    const auto done = [&](std::size_t which) {
      return file.state(which, i).status == output::Status::done;
    };
    if (done(base) && done(arm)) pairs.push_back(i);
  }
  return pairs;
}

void add_drivers(Decision& decision, FileSource& sources, const std::vector<std::uint32_t>& pairs) {
  std::array<std::vector<double>, driver_count> values;
  for (const std::uint32_t replication : pairs) {
    const Source base_source = sources.of(decision.base, replication);
    const auto base = income_factors(base_source);
    const auto other = income_factors(sources.of(decision.arm, replication));
    if (!base || !other) return;
    const auto months = base_source("portfolio", "net_income");
    const double years = static_cast<double>(months->cells.size()) / months_a_year;
    const auto parts = drivers(*base, *other);
    for (std::size_t i = 0; i < driver_count; ++i) values[i].push_back(parts[i] / years);
  }
  for (std::size_t i = 0; i < driver_count; ++i) decision.drivers[i] = estimate(values[i]);
}

void add_tiers(Decision& decision, const output::ResultReader& file, FileSource& sources,
               const std::vector<std::uint32_t>& pairs) {
  const auto tiers = tiers_of(file);
  if (tiers.empty() || !has_figures(file)) return;
  for (std::size_t row = 0; row < tier_rows().size(); ++row) {
    for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
      std::vector<double> base;
      std::vector<double> other;
      for (const std::uint32_t i : pairs) {
        base.push_back(tier_value(tier_rows()[row], sources.of(decision.base, i), tier));
        other.push_back(tier_value(tier_rows()[row], sources.of(decision.arm, i), tier));
      }
      decision.tiers.push_back(
          {tiers[tier], &tier_figures()[row], estimate(base), paired_difference(base, other)});
    }
  }
}

}  // namespace

std::span<const TierFigure> tier_figures() {
  static const std::vector<TierFigure> figures = [] {
    std::vector<TierFigure> list;
    for (const TierRow& row : tier_rows()) list.push_back(row.figure);
    return list;
  }();
  return figures;
}

Judgement judge(const Estimate& effect, double material) {
  CHECK(material >= 0);
  if (!std::isfinite(effect.half_width)) return {};
  if (effect.low() > material) return {Verdict::better, 0};
  if (effect.high() < -material) return {Verdict::worse, 0};
  if (effect.low() >= -material && effect.high() <= material) return {Verdict::no_difference, 0};
  const double distance = std::fabs(std::fabs(effect.mean) - material);
  if (distance == 0) return {};
  const double ratio = effect.half_width / distance;
  constexpr double most = 1e9;
  return {Verdict::not_known, static_cast<std::size_t>(std::min(
                                  most, std::ceil(static_cast<double>(effect.n) * ratio * ratio)))};
}

Decision decide(const output::ResultReader& file, const std::vector<HeadlineTable>& tables,
                std::size_t base, std::size_t arm) {
  Decision decision;
  decision.base = base;
  decision.arm = arm;
  for (const HeadlineTable& table : tables) {
    Comparison comparison =
        compare(HeadlineTable{table.headline, {table.values.at(base), table.values.at(arm)}});
    if (table.headline->name == "net_income_a_year") decision.income = comparison;
    decision.effects.push_back(std::move(comparison));
  }
  CHECK(!decision.income.arms.empty(), "the file has no net income");
  const ArmComparison& income = decision.income.arms[1];
  const double level = std::fabs(decision.income.arms[0].level.mean);
  decision.judgement = judge(income.difference, std::isfinite(level) ? material_share * level : 0);
  decision.replications_saved = income.pairing_gain * income.pairing_gain;
  FileSource sources(file);
  const auto pairs = pairs_of(file, base, arm);
  add_drivers(decision, sources, pairs);
  add_tiers(decision, file, sources, pairs);
  return decision;
}

}  // namespace analysis
