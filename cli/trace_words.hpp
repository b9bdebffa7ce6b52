// An event of a borrower's history in a few words.
#pragma once

#include <string>

#include "models/scenario.hpp"
#include "models/trace.hpp"

namespace cli {

// "payday, finds work, limit raised"; "instalment paid in part, short of cash". Without amounts,
// which have columns of their own.
std::string what_happened(const models::TraceEntry& entry, const models::Scenario& scenario);

}  // namespace cli
