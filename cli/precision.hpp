// How sharply a study's contrasts are wanted, and how sharply they are known.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/headline.hpp"
#include "cli/study_arms.hpp"
#include "cli/study_result.hpp"

namespace cli {

// A half width as written: a share of the second variant's mean ("1 %"), or an amount in the
// measure's own unit ("0.1 pp" for one in per cent, "10,000" or "10,000 CNY" for money).
struct HalfWidth {
  bool relative = false;
  double value = 0;  // above zero
};

// Nothing where it cannot be read.
std::optional<HalfWidth> parse_half_width(std::string text, analysis::Format format);
// Throws InputError that names the target.
HalfWidth half_width_of(const scenarios::Precision& target);

struct PrecisionStage {
  std::vector<PrecisionReached> reached;  // by target, then scenario
  std::size_t next = 0;                   // replications to have before looking again
  bool met = true;
  std::size_t may_be_best = 0;  // arms, where a best one is asked for
};

// Where a result file stands with what the study wants. Targets with an unknown measure or a half
// width that cannot be read are an InputError, so that `check_precision` may be asked before a run.
PrecisionStage precision_of(const StudyArms& study, const output::ResultReader& file);
void check_precision(const scenarios::Study& study);

}  // namespace cli
