// Days on which money moves, and what becomes of a due day that is none of them.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"

namespace models {

// Business day conventions of the ISDA 2006 definitions, section 4.12.
enum class DayShift : std::uint8_t {
  none,                // the day stands, open or not
  following,           // the next open day
  modified_following,  // the next open day, or the last before it where that is another month
  preceding,           // the last open day before it
};
template <>
struct EnumNames<DayShift> {
  static constexpr std::array<std::string_view, 4> names = {"none", "following",
                                                            "modified-following", "preceding"};
};

// Saturdays, Sundays and the holidays given are closed, every other day is open.
class BusinessDays {
 public:
  BusinessDays() = default;
  explicit BusinessDays(std::vector<std::chrono::sys_days> holidays);

  bool is_open(std::chrono::sys_days day) const;
  // An open day, unless the shift is none. CheckFailure where more than a year is closed on end.
  std::chrono::sys_days shifted(std::chrono::sys_days day, DayShift shift) const;

 private:
  std::chrono::sys_days nearest_open(std::chrono::sys_days day, int step) const;

  std::vector<std::chrono::sys_days> holidays_;  // in order
};

}  // namespace models
