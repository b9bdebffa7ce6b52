// The arms of a study: every point composed and checked before anything runs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/arms.hpp"
#include "scenarios/study.hpp"

namespace cli {

struct StudyArms {
  scenarios::Study study;
  std::string path;                          // the study file
  std::vector<scenarios::UnitPoint> sample;  // of a design that samples
  std::vector<scenarios::StudyPoint> points;
  std::vector<Arm> arms;  // by point
};

// What the command line lays over a study.
struct StudyChanges {
  std::vector<std::string> sets;  // over every arm; none of a swept parameter (InputError)
  std::optional<std::int64_t> replications;
  std::optional<std::int64_t> seed;
};

// Throws scenarios::BadScenario for the study itself, and InputError with every arm that is not
// valid, each mistake once.
StudyArms load_study_arms(const std::string& path, const StudyChanges& changes);

// The arm of one point. Throws scenarios::BadScenario.
Arm arm_at(const scenarios::StudyPoint& point);

// Puts points and arms in the order of a result file that has some of them already, new ones last,
// so that the file can grow by them.
void order_as_in_file(StudyArms& study, const std::vector<std::string>& names_in_file);

}  // namespace cli
