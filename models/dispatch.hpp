// From the day's events to their handlers.
#pragma once

#include <span>

#include "models/event.hpp"
#include "models/shard.hpp"

namespace models {

// Handles events of one kind, in their order.
void dispatch(const Context& context, EventKind kind, std::span<const Event> events);

}  // namespace models
