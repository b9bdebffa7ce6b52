// A borrower's month: job, income and spending, points and tier, score and limit, need for credit.
//
// It comes once a month, on the payday of the borrower's seat. Borrowers stand in a shard by
// payday, so a day's paydays are neighbours: they are taken in blocks, their draws and the
// exponentials of their month computed side by side in vector registers.
#pragma once

#include <cstddef>

#include "models/shard.hpp"

namespace models {

// Runs the month of all borrowers whose payday is today; those who came this month have their first
// payday next month. Returns how many had one.
std::size_t paydays(const Context& context);

}  // namespace models
