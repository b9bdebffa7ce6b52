#include "models/jobs.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/kinds.hpp"
#include "models/purposes.hpp"
#include "sim/check.hpp"
#include "sim/day.hpp"
#include "sim/draws.hpp"
#include "sim/maths.hpp"
#include "sim/stream_batch.hpp"

namespace models {
namespace {

// The two flows that lead a jobless share from `before` to `after` in one month.
struct Flows {
  double separation = 0;
  double finding = 0;
};

// Separation makes up for what the finding rate leaves open. Where that would be less than the
// least separation, or less than none, finding gives way instead; where it would be more than every
// job, too.
Flows flows_between(double before, double after, double finding, double separation_min) {
  if (before <= 0) return {after, finding};
  const double separation = (after - before * (1 - finding)) / (1 - before);
  if (separation > 1) return {1, (1 - after) / before};
  if (separation >= separation_min) return {separation, finding};
  // At most `after` of all people may be newly jobless; then everybody else who was jobless has a
  // job.
  const double least = std::min(separation_min, after / (1 - before));
  return {least, 1 - (after - (1 - before) * least) / before};
}

double finding_at(const JobParameters& parameters, double unemployment) {
  const double tightness =
      parameters.finding_reference.value / std::max(unemployment, unemployment_min);
  return std::min(
      0.95, parameters.finding.value * sim::power_of(tightness, parameters.finding_elasticity));
}

}  // namespace

// [J] shares and cyclicalities: the order is that of every recession, the sizes are round.
std::vector<Industry> default_industries() {
  return {{.id = "manufacturing", .share = {0.25}, .cyclicality = 1.4},
          {.id = "construction", .share = {0.10}, .cyclicality = 2.0},
          {.id = "trade", .share = {0.25}, .cyclicality = 1.0},
          {.id = "public", .share = {0.40}, .cyclicality = 0.5}};
}

void JobParameters::validate(const Complain& complain) const {
  check_kinds(industries, "industries", industries_max, complain);
  check_average(industries, "industries", "cyclicality", &Industry::cyclicality, complain);
}

double jobless_share(double unemployment, double multiplier) {
  return std::clamp(unemployment * multiplier, 0.0, jobless_max);
}

std::vector<JobRates> job_rates(std::span<const EconomyMonth> path, const JobParameters& parameters,
                                const JobGroup& group) {
  CHECK(group.multiplier >= 0);
  const auto share_at = [&](double unemployment) {
    return jobless_share(industry_unemployment(parameters, unemployment, group.cyclicality),
                         group.multiplier);
  };
  std::vector<JobRates> rates(path.size());
  for (std::size_t t = 0; t < path.size(); ++t) {
    const double before = path[t == 0 ? 0 : t - 1].unemployment;
    const double after = path[t].unemployment;
    const double finding = finding_at(parameters, after);
    const double least = parameters.separation_min.value;
    const Flows economy =
        flows_between(jobless_share(before, 1), jobless_share(after, 1), finding, least);
    const Flows flows =
        flows_between(share_at(before), share_at(after), finding, least * group.multiplier);

    // Layoffs take `cluster_share` of the economy's separations and of each group's, because the
    // group's risk when hit is in proportion to its separations. Where that would be above
    // certainty, the rest falls on those without a layoff; it is never below the group's
    // separation, so a layoff never helps.
    const double clusters = parameters.cluster_share.value;
    const double layoff = parameters.layoff_share.value;
    JobRates& month = rates[t];
    month.finding = flows.finding;
    month.employer_hit = clusters * std::min(1.0, economy.separation / layoff);
    if (month.employer_hit > 0) {
      month.separation_if_hit = std::min(1.0, clusters * flows.separation / month.employer_hit);
    }
    month.separation = (flows.separation - month.employer_hit * month.separation_if_hit) /
                       (1 - month.employer_hit);
  }
  return rates;
}

std::vector<std::uint8_t> industries_of(const JobParameters& parameters, const sim::StreamKey& key,
                                        std::uint32_t employers) {
  std::vector<std::uint8_t> industries;
  if (parameters.industries.size() == 1) return industries;
  industries.reserve(employers);
  for (std::uint32_t employer = 0; employer < employers; ++employer) {
    sim::Stream draws(key, purpose::industry, employer, sim::Day{0});
    industries.push_back(
        static_cast<std::uint8_t>(kind_at(parameters.industries, sim::uniform(draws))));
  }
  return industries;
}

void Layoffs::draw(const sim::StreamKey& key, std::uint32_t employers, int month,
                   double probability) {
  hit_.assign(employers / bits + 1, 0);
  if (probability <= 0) return;
  std::array<std::uint64_t, bits> subjects;
  std::array<std::uint32_t, bits> first;
  std::array<std::uint32_t, bits> second;
  for (std::uint32_t word = 0; word < hit_.size(); ++word) {
    for (std::uint32_t i = 0; i < bits; ++i) subjects[i] = word * bits + i;
    sim::first_two_words(key, purpose::employer_hit, subjects, sim::Day{month}, first, second);
    for (std::uint32_t i = 0; i < bits; ++i) {
      const std::uint64_t hit = sim::uniform_of(first[i]) < probability ? 1 : 0;
      hit_[word] |= hit << i;
    }
  }
}

}  // namespace models
