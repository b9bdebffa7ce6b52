#include "cli/growing_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include "scenarios/problem.hpp"

namespace cli {

GrowingFile::GrowingFile(std::string path, const ExperimentSettings& settings, Interrupt& interrupt,
                         Terminal& terminal)
    : path_(std::move(path)), settings_(settings), interrupt_(interrupt), terminal_(terminal) {
  settings_.finish = false;
  std::error_code ignored;
  if (settings_.if_exists == output::IfExists::resume && std::filesystem::exists(path_, ignored)) {
    arms_ = load_arms({path_, {}, {}});
  }
}

std::size_t GrowingFile::add(Arm arm) {
  const auto known = std::find_if(arms_.begin(), arms_.end(),
                                  [&](const Arm& other) { return other.name == arm.name; });
  const auto place = static_cast<std::size_t>(known - arms_.begin());
  if (known == arms_.end()) {
    arms_.push_back(std::move(arm));
    return place;
  }
  const auto& there = known->scenario().run;
  const auto& asked = arm.scenario().run;
  if (known->hash == arm.hash && there.seed == asked.seed &&
      there.replications == asked.replications) {
    return place;
  }
  throw InputError(
      fmt::format("{} has another scenario, seed or number of replications for {}; -o names "
                  "another file, --force replaces it",
                  path_, scenarios::in_quotes(arm.name)));
}

bool GrowingFile::run() {
  outcome_ = run_into(path_, arms_, settings_, interrupt_, terminal_);
  settings_.if_exists = output::IfExists::resume;
  return outcome_.complete();
}

void GrowingFile::finish() {
  settings_.finish = true;
  run();
}

}  // namespace cli
