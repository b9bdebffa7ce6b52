// The end of loans that are not repaid: charge-off, recovery, sale.
#pragma once

#include <cstdint>

#include "models/luck.hpp"
#include "models/shard.hpp"

namespace models {

// Event handlers.
void charge_off_due(const Context& context, std::uint32_t slot);
void recovery_due(const Context& context, std::uint32_t slot, const EventLuck& luck);

}  // namespace models
