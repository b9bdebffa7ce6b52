// From a need for credit to an open loan.
#pragma once

#include <cstdint>

#include "models/luck.hpp"
#include "models/shard.hpp"

namespace models {

// Event handler: the borrower asks for a loan, which is declined or opened.
void need_credit(const Context& context, std::uint32_t borrower, const EventLuck& luck);

// What a loan asks of its borrower a month, in minor units: its principal spread over its term, all
// of it for a term under a month, and interest on half of it.
double monthly_instalment(const World& world, const Loan& loan);

}  // namespace models
