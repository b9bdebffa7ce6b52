// The economy as a file gives it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "models/economy_month.hpp"

namespace models {

// An economic path as read from a file, always monthly: the reader has passed quarterly files
// through `monthly_from_quarterly`. The default, without a name and without months, is no file at
// all.
struct PathFile {
  std::string name;
  std::chrono::year_month first{};
  std::vector<EconomyMonth> months;
  bool operator==(const PathFile&) const = default;
};

// Complains of a path under `key` that is longer than two centuries, or whose unemployment nobody
// would believe.
void check_path(const PathFile& file, std::string_view key, const Complain& complain);

}  // namespace models
