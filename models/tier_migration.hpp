// Where members go from tier to tier in a year of the report, followed person by person: a tier
// lasts a year, so that what they do in a month does not make a year when it is multiplied.
//
// Of each seat the tier of its holder at the last end of a year is remembered, in a byte beside the
// borrowers (Shard::year_began_in). Whoever leaves is counted at once, since the next in the seat
// is somebody else. So of all members of a tier when the year began, each is found once: in a tier,
// barred, or gone; and of all who joined in it too.
#pragma once

#include <cstdint>

#include "models/shard.hpp"

namespace models {

// Instead of a tier: who has joined in the year, and who was barred in it or before.
inline constexpr std::uint8_t no_tier_yet = 0xFF;
inline constexpr std::uint8_t no_tier_any_more = 0xFE;

// Whether a year of the report ends with this month. One ends with the warm-up too.
constexpr bool year_ends(int report_month) {
  return (report_month + 1) % 12 == 0;
}

// Counts where the holder of a seat is today, the last day of a year or that of their leaving.
// Whoever has been found barred is counted no more.
inline void note_migration(const Context& c, std::uint32_t place, bool leaves = false) {
  const Borrower& b = c.shard.borrowers[place];
  std::uint8_t& before = c.shard.year_began_in[place];
  const bool barred = b.status == SeatStatus::barred;
  if (c.measures != nullptr && before != no_tier_any_more) {
    const std::size_t from = before == no_tier_yet ? migrated_from_outside : before;
    const std::size_t to = barred ? migrated_to_barred : leaves ? migrated_away : b.tier;
    c.measures->add(MigrationMeasure::members, from, to, 1);
  }
  before = leaves ? no_tier_yet : barred ? no_tier_any_more : b.tier;
}

}  // namespace models
