// One replication's measures out of a result file, each read once for all replications of an arm.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "analysis/headline.hpp"
#include "output/result_reader.hpp"

namespace analysis {

class FileSource {
 public:
  explicit FileSource(const output::ResultReader& file) : file_(file) {}  // outlives the source

  // The measures of one unit. A unit that is not done has series too, of numbers that mean nothing.
  Source of(std::size_t arm, std::uint32_t replication);

 private:
  using Key = std::tuple<std::size_t, std::string, std::string>;  // arm, panel, measure

  std::optional<Series> series(std::size_t arm, std::uint32_t replication, std::string_view panel,
                               std::string_view measure);

  const output::ResultReader& file_;
  std::map<Key, std::optional<std::vector<std::int64_t>>> read_;
};

}  // namespace analysis
