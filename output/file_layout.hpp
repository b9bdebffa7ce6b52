// What lies where in a result file: the code next to FORMAT.md that knows the names.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "output/hdf5_file.hpp"
#include "output/skeleton.hpp"

namespace output {

using AfterStep = std::function<void(std::string_view step)>;

// What a cell of a unit that has not been committed holds: no result can be this far from zero.
inline constexpr std::int64_t no_value = std::numeric_limits<std::int64_t>::min();

inline constexpr std::size_t digest_bytes = 32;
inline constexpr std::size_t message_bytes = 256;

enum class Storage {
  growing,   // contiguous, so that a commit overwrites numbers in place and moves nothing
  finished,  // compressed
};

// Makes every group and dataset of an empty file. `gaps` says that some unit stays without values,
// and marks the missing value for readers; a growing file always has gaps.
void lay_out(hdf5::File& file, const Skeleton& skeleton, Storage storage, bool gaps,
             const AfterStep& after_step);

// Throws hdf5::Failure when something is missing and std::runtime_error when it makes no sense.
Skeleton read_skeleton(const hdf5::File& file);
Storage read_storage(const hdf5::File& file);

// The dataset of each measure of each panel, in the skeleton's order.
using MeasureSets = std::vector<std::vector<hdf5::Dataset>>;
MeasureSets open_measures(const hdf5::File& file, const Skeleton& skeleton);

// The three datasets that say how each unit stands: their names in the root group.
inline const std::string status_name = "status";
inline const std::string digest_name = "digest";
inline const std::string message_name = "message";

}  // namespace output
