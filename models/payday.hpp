// A borrower's month: job, income and spending, points and tier, score and limit, need for credit.
//
// It comes once a month, on the payday of the borrower's seat. Borrowers stand in a shard by
// payday, so a day's paydays are neighbours: they are taken in blocks, their draws and the
// exponentials of their month computed side by side in vector registers.
#pragma once

#include <cstddef>
#include <cstdint>

#include "models/shard.hpp"

namespace models {

// Whether the borrower has a payday in the month that began on day `month_began`.
inline bool has_payday(const Borrower& b, std::int32_t month_began) {
  const bool came_this_month = b.joined > 0 && b.joined >= month_began;
  return b.status != SeatStatus::vacant && !came_this_month;
}

// Runs the month of all borrowers whose payday is today; those who came this month have their first
// payday next month. Returns how many had one.
std::size_t paydays(const Context& context);

}  // namespace models
