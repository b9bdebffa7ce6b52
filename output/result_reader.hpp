// Reads a result file, also while it is being written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "output/result_error.hpp"
#include "output/skeleton.hpp"
#include "output/unit.hpp"
#include "sim/panel.hpp"

namespace output {

class ResultReader {
 public:
  // Throws ResultError: unreadable.
  explicit ResultReader(std::filesystem::path path);
  ~ResultReader();
  ResultReader(const ResultReader&) = delete;
  ResultReader& operator=(const ResultReader&) = delete;

  // Everything that was known before the run; `skeleton().run.arms[i].scenario_text` and `.files`
  // are enough to run arm i again.
  const Skeleton& skeleton() const;
  const RunInfo& run() const { return skeleton().run; }
  std::size_t arms() const { return run().arms.size(); }
  std::uint32_t replications() const { return run().replications; }

  // Indices are checked (CheckFailure).
  UnitState state(std::size_t arm, std::uint32_t replication) const;
  // How many units have this status, over all arms.
  std::size_t count(Status status) const;
  // Whether the run reached its end and the file is in its compressed form.
  bool finished() const;

  // All panels of one unit, in the order of the skeleton; the unit must be done (CheckFailure).
  sim::Panels read(std::size_t arm, std::uint32_t replication) const;

  // One measure of one arm: replications() blocks of the panel's cells, row-major over its axes.
  // Blocks of units that are not done hold INT64_MIN. nullopt when the file has no such panel or
  // measure.
  std::optional<std::vector<std::int64_t>> values(std::string_view panel, std::string_view measure,
                                                  std::size_t arm) const;

  // 32 hex digits, computed from the stored numbers: equal exactly when all results are equal,
  // whatever the titles, the compression, and however often the run was interrupted. Throws
  // ResultError (unreadable) when the numbers of a unit do not give the digest stored with it.
  std::string digest() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace output
