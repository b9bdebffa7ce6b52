#include "analysis/decision.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "analysis/bootstrap.hpp"
#include "analysis/expectation.hpp"
#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double months_a_year = 12;

// Replications that all arms have.
std::vector<std::uint32_t> done_in_all(const output::ResultReader& file,
                                       const std::vector<ArmPair>& pairs) {
  std::vector<std::uint32_t> replications;
  for (std::uint32_t i = 0; i < file.replications(); ++i) {
    const auto done = [&](std::size_t which) {
      return file.state(which, i).status == output::Status::done;
    };
    if (std::all_of(pairs.begin(), pairs.end(),
                    [&](const ArmPair& pair) { return done(pair.base) && done(pair.arm); })) {
      replications.push_back(i);
    }
  }
  return replications;
}

void add_drivers(Decision& decision, FileSource& sources, const std::vector<ArmPair>& pairs,
                 const std::vector<std::uint32_t>& done, const Sampling& sampling,
                 std::size_t replications) {
  std::array<std::vector<double>, driver_count> values;
  values.fill(std::vector<double>(replications, std::nan("")));
  for (const std::uint32_t replication : done) {
    for (auto& one : values) one[replication] = 0;
    for (const ArmPair& pair : pairs) {
      const Source base_source = sources.of(pair.base, replication);
      const auto base = income_factors(base_source);
      const auto other = income_factors(sources.of(pair.arm, replication));
      if (!base || !other) return;
      const auto months = base_source("portfolio", "net_income");
      const double years = static_cast<double>(months->cells.size()) / months_a_year;
      const auto parts = drivers(*base, *other);
      for (std::size_t i = 0; i < driver_count; ++i) {
        values[i][replication] += pair.weight * (parts[i] / years);
      }
    }
  }
  for (std::size_t i = 0; i < driver_count; ++i)
    decision.drivers[i] = estimate(values[i], sampling);
}

// Intervals of fewer observations are hardly more than their range.
constexpr std::size_t bootstrap_least = 10;

// `two` has the base and the arm.
TailEstimate bootstrap_of(const HeadlineTable& two, const Sampling& sampling) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < two.values[0].size(); ++i) {
    differences.push_back(two.values[1][i] - two.values[0][i]);
  }
  const auto seen = observations(differences, sampling);
  const auto mean = [](std::span<const double> values) { return estimate(values).mean; };
  auto found = bootstrap(seen, mean, BootstrapKind::bca);
  if (found.n < bootstrap_least) found.low = found.high = std::nan("");
  return found;
}

void add_groups(Decision& decision, const output::ResultReader& file, FileSource& sources,
                const ArmPair& pair, const std::vector<std::uint32_t>& done,
                const Sampling& sampling) {
  std::vector<SourcePair> both(file.replications());
  for (const std::uint32_t i : done) both[i] = {sources.of(pair.base, i), sources.of(pair.arm, i)};
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
  return decide(file, tables, {ArmPair{base, arm, 1}}, sampling);
}

Decision decide(const output::ResultReader& file, const std::vector<HeadlineTable>& tables,
                const std::vector<ArmPair>& pairs, const Sampling& sampling) {
  CHECK(!pairs.empty());
  std::vector<WeightedArm> bases, arms;
  for (const ArmPair& pair : pairs) {
    bases.push_back({pair.base, pair.weight});
    arms.push_back({pair.arm, pair.weight});
  }
  Decision decision;
  decision.sampling = sampling;
  for (const HeadlineTable& table : tables) {
    const HeadlineTable two{table.headline,
                            {expectation(table.values, bases), expectation(table.values, arms)}};
    Comparison comparison = compare(two, {sampling, sampling});
    if (table.headline->name == "net_income_a_year") {
      decision.income = comparison;
      decision.income_bootstrap = bootstrap_of(two, sampling);
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
  const auto done = done_in_all(file, pairs);
  add_drivers(decision, sources, pairs, done, sampling, file.replications());
  if (pairs.size() == 1) add_groups(decision, file, sources, pairs.front(), done, sampling);
  return decision;
}

}  // namespace analysis
