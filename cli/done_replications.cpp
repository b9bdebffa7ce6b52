#include "cli/done_replications.hpp"

#include <cstdint>
#include <fmt/format.h>
#include <string>

#include "analysis/weights.hpp"
#include "cli/command.hpp"

namespace cli {

DoneReplications::DoneReplications(const output::ResultReader& file, std::size_t arm,
                                   std::string_view besides)
    : file_(file) {
  const std::string& name = file.run().arms[arm].name;
  if (analysis::luck_of(file, arm).is_weighted()) {
    throw InputError(fmt::format(
        "{} was drawn by importance sampling: its years are not the likely ones{}", name, besides));
  }
  for (std::uint32_t replication = 0; replication < file.replications(); ++replication) {
    if (file.state(arm, replication).status == output::Status::done)
      sources_.push_back(file_.of(arm, replication));
  }
  if (sources_.empty()) throw InputError(fmt::format("no replication of {} is done", name));
  // Blocks that were drawn together can be told only where none of them is missing.
  if (sources_.size() == file.replications())
    sampling_ = analysis::sampling_of(file, arm, arm, false);
}

}  // namespace cli
