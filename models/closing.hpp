// The end of loans that are not repaid: charge-off, recovery, sale.
#pragma once

#include <cstdint>

#include "models/luck.hpp"
#include "models/shard.hpp"

namespace models {

// The loan has defaulted: counted once a loan, whoever finds it first.
void note_default(const Context& context, Loan& loan);

// Event handlers.
void charge_off_due(const Context& context, std::uint32_t slot);
void recovery_due(const Context& context, std::uint32_t slot, const EventLuck& luck);

}  // namespace models
