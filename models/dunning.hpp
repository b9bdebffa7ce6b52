// What the lender does about a late loan.
#pragma once

#include <cstdint>

#include "models/luck.hpp"
#include "models/shard.hpp"

namespace models {

// Event handler: the collections strategy takes its next step on the loan.
void collection_step(const Context& context, std::uint32_t slot, bool entering,
                     const EventLuck& luck);

}  // namespace models
