// What is to be simulated: scenarios loaded from files, or from a result file that ran before.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"
#include "output/skeleton.hpp"
#include "scenarios/load.hpp"

namespace cli {

// A scenario under a name, as one arm of an experiment.
struct Arm {
  std::string name;
  scenarios::Loaded loaded;
  // Equal when one replication with the same seed gives the same results.
  std::string hash;
  std::vector<std::string> sets;      // as given on the command line
  std::vector<std::string> policies;  // names of the policy files, in order

  const models::Scenario& scenario() const { return loaded.scenario; }
};

// Of one replication, warm-up included.
double borrower_months_of(const Arm& arm);

// InputError where an arm is drawn by importance sampling: `what` ("compare") takes all
// replications as equally likely, which those are not.
void expect_equal_weights(const std::vector<Arm>& arms, std::string_view what);

// The options from which a scenario is composed, shared by the subcommands that compose one.
std::vector<Option> composing_options();

// What those options say, --replications and --seed as settings of their own.
scenarios::Request request_of(const Arguments& arguments);

// Whether the path names a result file, by its first bytes.
bool is_result_file(const std::string& path);

// One arm from a scenario file, or all arms of a result file, with the request's policies and
// settings on top; `request.scenario` is the path. Throws scenarios::BadScenario,
// output::ResultError, or InputError where the file is a study.
std::vector<Arm> load_arms(const scenarios::Request& request);

// Whether a file holds policy tables alone, so that it can be laid over a scenario but is none
// itself.
bool is_policy_file(const std::string& path);

// Whether the file, which may not be there, is a study and not a scenario: it names scenarios.
bool is_study_file(const std::string& path);

// The skeleton of a result file for these arms, which must report the same months and be measured
// alike (InputError otherwise). All arms take the replications of the first.
output::Skeleton skeleton_of(const std::vector<Arm>& arms);

}  // namespace cli
