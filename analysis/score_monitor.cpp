#include "analysis/score_monitor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/score_power.hpp"
#include "sim/check.hpp"

namespace analysis {

namespace {

using Counts = std::vector<std::int64_t>;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();
constexpr std::size_t months_of_reference = 12;

double total(std::span<const std::int64_t> counts) {
  return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
}

double rate(std::int64_t bad, std::int64_t accounts) {
  return accounts == 0 ? undefined : static_cast<double>(bad) / static_cast<double>(accounts);
}

void add(std::span<const std::int64_t> counts, Counts& to) {
  CHECK(counts.size() == to.size());
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += counts[i];
}

// Counts by bin as counts by class.
Counts sums(std::span<const std::int64_t> counts, std::span<const std::size_t> starts) {
  Counts classes(starts.size());
  std::size_t at = 0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    while (at + 1 < starts.size() && bin >= starts[at + 1]) ++at;
    classes[at] += counts[bin];
  }
  return classes;
}

}  // namespace

double population_stability(std::span<const std::int64_t> reference,
                            std::span<const std::int64_t> now) {
  CHECK(reference.size() == now.size());
  const double before = total(reference), after = total(now);
  if (before == 0 || after == 0) return undefined;
  double sum = 0;
  for (std::size_t i = 0; i < now.size(); ++i) {
    // A class that is empty in both says nothing.
    if (reference[i] == 0 && now[i] == 0) continue;
    const double q = std::max(0.5, static_cast<double>(reference[i])) / before;
    const double p = std::max(0.5, static_cast<double>(now[i])) / after;
    sum += (p - q) * std::log(p / q);
  }
  return sum;
}

double calibration(const ScoreCounts& reference, const ScoreCounts& now) {
  double expected = 0, observed = 0;
  for (std::size_t i = 0; i < now.accounts.size(); ++i) {
    if (reference.accounts[i] == 0) continue;  // Nothing is known of these scores.
    expected +=
        static_cast<double>(now.accounts[i]) * rate(reference.bad[i], reference.accounts[i]);
    observed += static_cast<double>(now.bad[i]);
  }
  return expected > 0 ? observed / expected : undefined;
}

std::vector<std::size_t> class_starts(std::span<const std::int64_t> reference,
                                      std::size_t classes) {
  CHECK(classes >= 1);
  const double all = total(reference);
  std::vector<std::size_t> starts = {0};
  double below = 0;
  for (std::size_t bin = 0; bin < reference.size() && all > 0; ++bin) {
    const double due = all * static_cast<double>(starts.size()) / static_cast<double>(classes);
    // A class is full where the next account would belong to the next one.
    if (below >= due && starts.size() < classes && bin > starts.back()) starts.push_back(bin);
    below += static_cast<double>(reference[bin]);
  }
  return starts;
}

ScoreCounts in_classes(const ScoreCounts& counts, std::span<const std::size_t> starts) {
  return {sums(counts.accounts, starts), sums(counts.bad, starts)};
}

ScoreHistory score_history(std::span<const ScoreCounts> counts,
                           std::span<const std::vector<std::int64_t>> scores, std::size_t length) {
  CHECK(counts.size() == scores.size());
  CHECK(!counts.empty());
  CHECK(length >= 1);
  const std::size_t bins = scores.front().size();
  const Counts none(bins);
  ScoreHistory history{{}, {}, {none, none}, none};
  for (std::size_t month = 0; month < counts.size(); ++month) {
    if (month % length == 0) {
      history.counts.push_back({none, none});
      history.scores.push_back(none);
    }
    add(counts[month].accounts, history.counts.back().accounts);
    add(counts[month].bad, history.counts.back().bad);
    add(scores[month], history.scores.back());
    if (month >= months_of_reference) continue;
    add(counts[month].accounts, history.reference.accounts);
    add(counts[month].bad, history.reference.bad);
    add(scores[month], history.reference_scores);
  }
  return history;
}

std::vector<ScorePeriod> score_periods(std::span<const ScoreHistory> histories,
                                       const ScoreClasses& classes) {
  std::vector<ScorePeriod> periods;
  const std::size_t length = histories.empty() ? 0 : histories.front().counts.size();
  for (std::size_t t = 0; t < length; ++t) {
    std::vector<double> accounts, bad_rate, auc, gini, ks, calibrated, stability;
    std::vector<std::vector<double>> by_class(classes.accounts.size());
    for (const ScoreHistory& history : histories) {
      stability.push_back(population_stability(sums(history.reference_scores, classes.scores),
                                               sums(history.scores[t], classes.scores)));
      const ScoreCounts& now = history.counts[t];
      if (total(now.accounts) == 0) continue;
      accounts.push_back(total(now.accounts));
      bad_rate.push_back(total(now.bad) / total(now.accounts));
      Counts good;
      for (std::size_t i = 0; i < now.accounts.size(); ++i)
        good.push_back(now.accounts[i] - now.bad[i]);
      const auto power = score_power(good, now.bad);
      auc.push_back(power ? power->auc : undefined);
      gini.push_back(power ? power->gini : undefined);
      ks.push_back(power ? power->ks : undefined);
      const ScoreCounts in_class = in_classes(now, classes.accounts);
      calibrated.push_back(calibration(in_classes(history.reference, classes.accounts), in_class));
      for (std::size_t c = 0; c < by_class.size(); ++c) {
        by_class[c].push_back(rate(in_class.bad[c], in_class.accounts[c]));
      }
    }
    ScorePeriod period{estimate(accounts),
                       of_whole(estimate(bad_rate)),
                       of_whole(estimate(auc)),
                       within(estimate(gini), -1, 1),
                       of_whole(estimate(ks)),
                       within(estimate(calibrated), 0, endless),
                       within(estimate(stability), 0, endless),
                       {}};
    for (const auto& rates : by_class) period.class_bad_rates.push_back(of_whole(estimate(rates)));
    periods.push_back(std::move(period));
  }
  return periods;
}

}  // namespace analysis
