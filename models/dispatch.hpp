// From the day's events to their handlers.
#pragma once

#include <span>

#include "models/event.hpp"
#include "models/shard.hpp"

namespace models {

// Whether the loan of an event is still what it was when the event was scheduled. An event of which
// it is not is stale, and nothing happens.
bool is_current(const Context& context, const Event& event);

// Handles events of one kind, in their order.
void dispatch(const Context& context, EventKind kind, std::span<const Event> events);

}  // namespace models
