#include "models/application_history.hpp"

#include <algorithm>

#include "sim/check.hpp"

namespace models {

void ApplicationHistory::note(const SeenApplication& application,
                              std::span<const std::uint8_t> classes) {
  CHECK(seen_.empty() || characteristics_ == classes.size());
  characteristics_ = classes.size();
  seen_.push_back(application);
  classes_.insert(classes_.end(), classes.begin(), classes.end());
}

void ApplicationHistory::drop_before(std::int32_t month) {
  const auto first = std::find_if(seen_.begin(), seen_.end(),
                                  [&](const SeenApplication& one) { return one.month >= month; });
  const auto dropped = first - seen_.begin();
  seen_.erase(seen_.begin(), first);
  classes_.erase(classes_.begin(),
                 classes_.begin() + dropped * static_cast<std::ptrdiff_t>(characteristics_));
}

}  // namespace models
