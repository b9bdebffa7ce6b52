// A borrower's life in the portfolio: coming and leaving, and what the lender sees of one.
#pragma once

#include <algorithm>
#include <cstdint>

#include "models/shard.hpp"

namespace models {

// Who sits in a seat of the portfolio on the run's first day. The payday of the seat's first holder
// is that of all who follow.
Traits first_holder(const World& world, std::uint32_t seat);
// They have been a member for some time.
void settle_in(const World& world, Borrower& borrower, std::uint32_t seat, const Traits& traits);

// Whether the seat has no member on the run's first day.
bool begins_vacant(const World& world, std::uint32_t seat);
// The seat's holder is gone, and somebody will apply for it some day.
void vacate(const World& world, sim::DayCalendar<Event>& calendar, Borrower& borrower,
            std::uint32_t place, sim::Day today);

// Event handler; `generation` is that of whoever was expected when the seat became vacant, its
// lowest byte. Nothing happens where somebody has come before.
void arrive(const Context& context, std::uint32_t borrower, std::uint8_t generation);

// A member has invited whoever may sit in the seat: where it is vacant, somebody applies for it.
void accept_invitation(const Context& context, std::uint32_t borrower);

// The borrower must not have a loan.
void leave(const Context& context, std::uint32_t borrower);

// Cash that the household does not use for instalments, in minor units.
inline double reserve(const World& world, const Borrower& borrower) {
  const double days = world.scenario.household.reserve.value / 30.0;
  return std::min(days * borrower.essentials * borrower.income_permanent,
                  0.5 * borrower.buffer_target);
}

// The index of the highest tier, at least 1, to divide by.
inline double top_tier(const World& world) {
  return world.tiers.size() > 1 ? static_cast<double>(world.tiers.size() - 1) : 1.0;
}

// What the lender can observe of a member today.
ScoreView score_view(const Context& context, const Borrower& borrower);

// What the lender sees of it, where it does not see all or errs; `day` is that of the score's
// update.
ScoreView seen_view(const Context& context, const Borrower& borrower, sim::Day day);

// The price of a product for the borrower today.
// What decides the price of a product for the borrower today, and that price.
PriceView price_view(const Context& context, const Borrower& borrower, std::size_t product);
Price price_of(const Context& context, const Borrower& borrower, std::size_t product);

}  // namespace models
