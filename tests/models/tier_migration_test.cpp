// Migration between tiers, against the tiers' members and against a second reader of every seat.
#include "models/tier_migration.hpp"

#include <gtest/gtest.h>
#include <map>

#include "small_scenario.hpp"

namespace {

using models::PanelId;
using models::PortfolioMeasure;
using models::TierMeasure;
using models_test::small_scenario;
using models_test::Stepper;

constexpr std::size_t tiers = 4;
constexpr std::size_t joined = tiers;  // as a row
constexpr std::size_t barred = tiers;  // as a column
constexpr std::size_t left = tiers + 1;

// Tiers that many members reach and lose, people who come and go, and some who are barred.
models::Scenario lively(std::int64_t warm_up_months) {
  models::Scenario scenario = small_scenario(2000, 3, warm_up_months);
  scenario.retention.attrition.value = 0.3;
  scenario.membership.valid = {60};
  scenario.membership.tiers[1].points_from = 1'200;
  scenario.membership.tiers[2].points_from = 2'500;
  scenario.collections.charge_off_dpd.value = 90;
  return scenario;
}

class Seen {
 public:
  explicit Seen(sim::Panels panels) : panels_(std::move(panels)) {}
  std::int64_t moved(std::size_t year, std::size_t from, std::size_t to) const {
    return at(PanelId::tier_migration, (year * (tiers + 1) + from) * (tiers + 2) + to, 0);
  }
  std::int64_t out_of(std::size_t year, std::size_t from) const {
    std::int64_t sum = 0;
    for (std::size_t to = 0; to < tiers + 2; ++to) sum += moved(year, from, to);
    return sum;
  }
  std::int64_t into(std::size_t year, std::size_t to) const {
    std::int64_t sum = 0;
    for (std::size_t from = 0; from < tiers + 1; ++from) sum += moved(year, from, to);
    return sum;
  }
  std::int64_t members(std::size_t month, std::size_t tier) const {
    return at(PanelId::tier, month * tiers + tier, static_cast<std::size_t>(TierMeasure::members));
  }
  std::int64_t of_year(std::size_t year, PortfolioMeasure measure) const {
    std::int64_t sum = 0;
    for (std::size_t month = 12 * year; month < 12 * (year + 1); ++month)
      sum += at(PanelId::portfolio, month, static_cast<std::size_t>(measure));
    return sum;
  }

 private:
  std::int64_t at(PanelId id, std::size_t cell, std::size_t measure) const {
    return panels_[static_cast<std::size_t>(id)].at(cell, measure);
  }
  sim::Panels panels_;
};

// Everybody is found once: whoever was in a tier, and whoever came.
TEST(TierMigrationProperty, TiesToTheMembersOfEachTier) {
  for (const int warm_up : {0, 5, 14}) {
    sim::Workers workers(1);
    models::Scenario scenario = lively(warm_up);
    if (warm_up == 5) scenario.population.members_at_start.value = 0.5;
    const Seen seen(models::simulate(scenario, 0, {}, workers));
    for (std::size_t year = 0; year < 3; ++year) {
      std::int64_t changes = 0;
      for (std::size_t tier = 0; tier < tiers; ++tier) {
        ASSERT_EQ(seen.into(year, tier), seen.members(12 * year + 11, tier));
        if (year > 0) {
          ASSERT_EQ(seen.out_of(year, tier), seen.members(12 * year - 1, tier));
        }
        changes += seen.out_of(year, tier) - seen.moved(year, tier, tier);
      }
      EXPECT_GT(changes, 100);
      EXPECT_EQ(seen.out_of(year, joined), seen.of_year(year, PortfolioMeasure::arrivals));
      EXPECT_GT(seen.into(year, barred), 0);
      EXPECT_GT(seen.moved(year, joined, left), 0);
      // Whoever leaves has been a member or barred when the year began, or came in it.
      EXPECT_LE(seen.into(year, left), seen.of_year(year, PortfolioMeasure::departures));
    }
  }
}

// Without a warm-up everybody begins in the lowest tier.
TEST(TierMigration, TheFirstYearBeginsWithTheReport) {
  sim::Workers workers(1);
  const Seen seen(models::simulate(lively(0), 0, {}, workers));
  EXPECT_EQ(seen.out_of(0, 0), 2000);
  const Seen warmed(models::simulate(lively(14), 0, {}, workers));
  EXPECT_GT(warmed.out_of(0, 1), 100);
}

// A second reader looks at every seat each evening, and knows people apart by the seat's
// generation.
TEST(TierMigrationOracle, IsWhatASecondReaderFindsInTheSeats) {
  using Person = std::pair<std::uint32_t, std::uint16_t>;
  Stepper stepper(lively(0), 700);
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> expected[3];
  std::map<Person, std::size_t> began;  // members of the last end of a year, and who has come since
  std::map<Person, std::size_t> now;
  std::map<Person, bool> were_barred;
  const auto look = [&] {
    now.clear();
    for (std::size_t s = 0; s < stepper.run().shards(); ++s) {
      for (const models::Borrower& b : stepper.run().shard(s).borrowers) {
        const Person who{b.seat, b.generation};
        if (b.status == models::SeatStatus::vacant) continue;
        if (b.status == models::SeatStatus::barred) {
          were_barred[who] = true;
          continue;
        }
        now[who] = b.tier;
        began.try_emplace(who, joined);
      }
    }
  };
  const models::World& world = stepper.world();
  for (int year = 0; year < 3; ++year) {
    if (year == 0) {
      look();
      began = now;
    }
    const sim::Day end = world.timeline.first_day(12 * year + 11) + 31;
    for (sim::Day day = world.timeline.first_day(12 * year); day < end; ++day) {
      stepper.run_to(day + 1);
      look();
    }
    for (const auto& [who, from] : began) {
      const auto found = now.find(who);
      const std::size_t to = found != now.end()          ? found->second
                             : were_barred.contains(who) ? barred
                                                         : left;
      ++expected[year][{from, to}];
    }
    began = now;
  }
  const Seen seen(stepper.run().panels());
  for (std::size_t year = 0; year < 3; ++year) {
    for (std::size_t from = 0; from <= joined; ++from) {
      for (std::size_t to = 0; to <= left; ++to) {
        EXPECT_EQ(seen.moved(year, from, to), (expected[year][{from, to}]))
            << year << ": " << from << " to " << to;
      }
    }
    EXPECT_GT((expected[year][{0, 1}]), 10);
    EXPECT_GT((expected[year][{joined, left}]), 0);
  }
  EXPECT_GT((expected[2][{1, 0}]), 10);
}

}  // namespace
