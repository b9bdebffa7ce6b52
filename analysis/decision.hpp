// One arm against another, in the terms of whoever has to decide: what it earns, whether that is
// known well enough, why, and whom it touches.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/drivers.hpp"
#include "analysis/file_source.hpp"
#include "analysis/quantile.hpp"
#include "analysis/sampling.hpp"
#include "analysis/touched.hpp"
#include "output/result_reader.hpp"

namespace analysis {

enum class Verdict {
  better,         // the whole interval lies above what matters
  worse,          // below it
  no_difference,  // the whole interval lies within what does not matter
  not_known,      // more replications are needed
};

struct Judgement {
  Verdict verdict = Verdict::not_known;
  // About how many replications would tell, at the scatter seen so far; 0 where it is known, or
  // where no number would, because the effect is as large as what just matters.
  std::size_t replications_needed = 0;
};

// An effect matters from `material` on, in the same unit, not below zero.
Judgement judge(const Estimate& effect, double material);

// The share of the base arm's net income from which an effect on it matters.
inline constexpr double material_share = 0.01;

// Two arms of a file, the first being the base, and the probability of the scenario that they
// share.
struct ArmPair {
  std::size_t base = 0;
  std::size_t arm = 0;
  double weight = 1;
};

struct Decision {
  Sampling sampling;                // of both arms
  Comparison income;                // of net income a year; two arms, the base first
  std::vector<Comparison> effects;  // of every headline, likewise
  double material = 0;              // from where on an effect on net income a year matters
  Judgement judgement;              // of net income a year
  double replications_saved = 0;    // independent ones that one of these is worth; NaN if undefined
  double sampling_gain = 1;         // plain pairs that one of these is worth, of net income a year
  // Of the difference of net income a year, by BCa bootstrap, which assumes no distribution; NaN
  // with too few observations to resample (ten are wanted).
  TailEstimate income_bootstrap;
  std::array<Estimate, driver_count> drivers{};  // of net income a year, by Driver; n = 0: unknown
  // Of tiers, then of segments; of panels that the file has, and of one scenario alone.
  std::vector<GroupEffect> groups;
};

// `tables` are those of the file (headline_tables). Net income a year must be among them
// (CheckFailure). `sampling` is that of both arms.
Decision decide(const output::ResultReader& file, const std::vector<HeadlineTable>& tables,
                std::size_t base, std::size_t arm, const Sampling& sampling = {});

// The same of several scenarios at once, each with its probability (analysis/expectation.hpp):
// every figure is the weighted sum within a replication, so that its interval knows what luck they
// share. Drivers add up as before. What touches whom is said of one scenario alone.
Decision decide(const output::ResultReader& file, const std::vector<HeadlineTable>& tables,
                const std::vector<ArmPair>& pairs, const Sampling& sampling);

}  // namespace analysis
