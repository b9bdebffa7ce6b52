#include "analysis/decision.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "analysis/bootstrap.hpp"
#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double months_a_year = 12;

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

void add_drivers(Decision& decision, FileSource& sources, const std::vector<std::uint32_t>& pairs,
                 const Sampling& sampling, std::size_t replications) {
  std::array<std::vector<double>, driver_count> values;
  values.fill(std::vector<double>(replications, std::nan("")));
  for (const std::uint32_t replication : pairs) {
    const Source base_source = sources.of(decision.base, replication);
    const auto base = income_factors(base_source);
    const auto other = income_factors(sources.of(decision.arm, replication));
    if (!base || !other) return;
    const auto months = base_source("portfolio", "net_income");
    const double years = static_cast<double>(months->cells.size()) / months_a_year;
    const auto parts = drivers(*base, *other);
    for (std::size_t i = 0; i < driver_count; ++i) values[i][replication] = parts[i] / years;
  }
  for (std::size_t i = 0; i < driver_count; ++i)
    decision.drivers[i] = estimate(values[i], sampling);
}

// Intervals of fewer observations are hardly more than their range.
constexpr std::size_t bootstrap_least = 10;

TailEstimate bootstrap_of(const HeadlineTable& table, std::size_t base, std::size_t arm,
                          const Sampling& sampling) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < table.values[base].size(); ++i) {
    differences.push_back(table.values[arm][i] - table.values[base][i]);
  }
  const auto seen = observations(differences, sampling);
  const auto mean = [](std::span<const double> values) { return estimate(values).mean; };
  auto found = bootstrap(seen, mean, BootstrapKind::bca);
  if (found.n < bootstrap_least) found.low = found.high = std::nan("");
  return found;
}

void add_groups(Decision& decision, const output::ResultReader& file, FileSource& sources,
                const std::vector<std::uint32_t>& pairs, const Sampling& sampling) {
  std::vector<SourcePair> both(file.replications());
  for (const std::uint32_t i : pairs) {
    both[i] = {sources.of(decision.base, i), sources.of(decision.arm, i)};
  }
  for (const std::string_view name : group_panels()) {
    for (const auto& panel : file.skeleton().panels) {
      if (panel->name != name) continue;
      for (auto& effect : touched(name, panel->axes.back().labels, both, sampling)) {
        decision.groups.push_back(std::move(effect));
      }
    }
  }
}

}  // namespace

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
                std::size_t base, std::size_t arm, const Sampling& sampling) {
  Decision decision;
  decision.base = base;
  decision.arm = arm;
  for (const HeadlineTable& table : tables) {
    Comparison comparison =
        compare(HeadlineTable{table.headline, {table.values.at(base), table.values.at(arm)}},
                {sampling, sampling});
    if (table.headline->name == "net_income_a_year") {
      decision.income = comparison;
      decision.income_bootstrap = bootstrap_of(table, base, arm, sampling);
    }
    decision.effects.push_back(std::move(comparison));
  }
  CHECK(!decision.income.arms.empty(), "the file has no net income");
  const ArmComparison& income = decision.income.arms[1];
  const double level = std::fabs(decision.income.arms[0].level.mean);
  decision.material = std::isfinite(level) ? material_share * level : 0;
  decision.judgement = judge(income.difference, decision.material);
  decision.replications_saved = income.pairing_gain * income.pairing_gain;
  decision.sampling_gain = income.sampling_gain;
  FileSource sources(file);
  const auto pairs = pairs_of(file, base, arm);
  add_drivers(decision, sources, pairs, sampling, file.replications());
  add_groups(decision, file, sources, pairs, sampling);
  return decision;
}

}  // namespace analysis
