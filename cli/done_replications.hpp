// The replications of an arm that are done, as a report of its years reads them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "analysis/file_source.hpp"
#include "analysis/sampling.hpp"
#include "output/result_reader.hpp"

namespace cli {

class DoneReplications {
 public:
  // InputError where none is done, and where they were drawn by importance sampling, as their years
  // are not the likely ones; `besides` ends that sentence. The file outlives this.
  DoneReplications(const output::ResultReader& file, std::size_t arm,
                   std::string_view besides = "");
  DoneReplications(const DoneReplications&) = delete;
  DoneReplications& operator=(const DoneReplications&) = delete;

  const std::vector<analysis::Source>& sources() const { return sources_; }
  const analysis::Sampling& sampling() const { return sampling_; }

 private:
  analysis::FileSource file_;  // which the sources read
  std::vector<analysis::Source> sources_;
  analysis::Sampling sampling_;
};

}  // namespace cli
