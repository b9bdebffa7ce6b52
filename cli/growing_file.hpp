// A result file whose arms are asked for one after another: what it has is not simulated again, so
// that a search which was interrupted goes on by asking the same again.
#pragma once

#include <string>
#include <vector>

#include "cli/experiment.hpp"

namespace cli {

class GrowingFile {
 public:
  // With IfExists::resume the arms of a file that is there are taken over.
  GrowingFile(std::string path, const ExperimentSettings& settings, Interrupt& interrupt,
              Terminal& terminal);

  // The place of the arm among all. InputError where there is one of that name which has another
  // scenario, seed or number of replications.
  std::size_t add(Arm arm);

  // Simulates what was added since; false when not everything could be.
  bool run();
  // Compresses the file: no more is to come.
  void finish();

  const std::string& path() const { return path_; }
  const std::vector<Arm>& arms() const { return arms_; }
  const Outcome& outcome() const { return outcome_; }

 private:
  std::string path_;
  ExperimentSettings settings_;
  Interrupt& interrupt_;
  Terminal& terminal_;
  std::vector<Arm> arms_;
  Outcome outcome_;
};

}  // namespace cli
