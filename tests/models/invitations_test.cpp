// Members bring friends in.
#include <cmath>
#include <gtest/gtest.h>

#include "models/life.hpp"
#include "models/network.hpp"
#include "small_scenario.hpp"

namespace {

using models::PortfolioMeasure;
using models_test::small_scenario;
using models_test::Stepper;
using sim::Day;

std::int64_t at(const sim::Panel& panel, std::size_t month, PortfolioMeasure measure) {
  return panel.at(month, static_cast<std::size_t>(measure));
}

sim::Panel portfolio_of(const models::Scenario& scenario) {
  Stepper stepper(scenario, 4000);
  stepper.run_to(Day(stepper.world().timeline.days()));
  return stepper.run().panels()[0];
}

// Few members, and hardly anybody who comes unasked.
models::Scenario a_beginning(double invitations) {
  models::Scenario scenario = small_scenario(12'000, 4);
  scenario.population.members_at_start.value = 0.05;
  scenario.population.vacancy.value = 3650;
  scenario.population.verification_failures.value = 0;
  scenario.retention.attrition.value = 0;
  scenario.retention.dormancy.value = 0;
  scenario.network.invitations = invitations;
  // Friends anywhere, and many: the members mix.
  scenario.network.rewiring.value = 1;
  scenario.network.degree_mean = 64;
  scenario.network.degree_spread = 0;
  for (models::Segment& segment : scenario.population.segments) segment.needs = 0;
  return scenario;
}

// F' = (p + q F(t − delay)) (1 − F) (Bass, A new product growth for model consumer durables, 1969):
// everybody comes at rate p, and each member invites at rate q. A member's first payday is a month
// after joining on average, and the first invitation then as likely as later: half a month's delay.
TEST(InvitationsOracle, MembershipGrowsAsBassSaysWhereEverybodyMixes) {
  constexpr double p = 1.0 / 3650;
  constexpr double a_year = 2;
  constexpr double q = a_year / 365;
  constexpr int delay = 15;
  const models::Scenario scenario = a_beginning(a_year);
  const sim::Panel panel = portfolio_of(scenario);
  const auto seats = static_cast<double>(scenario.portfolio.borrowers);
  std::vector<double> share = {0.05};
  for (int day = 0; day < 4 * 366; ++day) {
    const double inviting = share[static_cast<std::size_t>(std::max(0, day - delay))];
    share.push_back(share.back() + (p + q * inviting) * (1 - share.back()));
  }
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    const double members = static_cast<double>(at(panel, month, PortfolioMeasure::members)) / seats;
    const auto day = static_cast<std::size_t>(30.44 * static_cast<double>(month + 1));
    EXPECT_NEAR(members, share[day], 0.025) << "month " << month;
  }
  EXPECT_GT(share.back(), 0.9) << "no growth tests nothing";
  EXPECT_LT(share[365], 0.5);
}

TEST(InvitationsOracle, AFriendWhoJoinsCostsTheRewardAndNobodyElseDoes) {
  models::Scenario scenario = a_beginning(3);
  scenario.portfolio.borrowers = 3000;
  scenario.costs.referral = sim::Money{};
  const sim::Panel free = portfolio_of(scenario);
  scenario.costs.referral = sim::Money::of_minor(7'00);
  const sim::Panel paid = portfolio_of(scenario);
  std::int64_t referrals = 0;
  for (std::size_t month = 0; month < paid.cells(); ++month) {
    const std::int64_t friends = at(paid, month, PortfolioMeasure::referrals);
    ASSERT_EQ(friends, at(free, month, PortfolioMeasure::referrals));
    ASSERT_LE(friends, at(paid, month, PortfolioMeasure::arrivals));
    EXPECT_EQ(at(paid, month, PortfolioMeasure::operating_cost) -
                  at(free, month, PortfolioMeasure::operating_cost),
              7'00 * friends);
    referrals += friends;
  }
  EXPECT_GT(referrals, 1000);
}

// Whoever is expected for a seat that a friend has taken does not come as well, and everybody who
// comes is one more member.
TEST(InvitationsProperty, MembersAreThoseBeforeAndWhoCameLessWhoLeft) {
  models::Scenario scenario = a_beginning(6);
  scenario.portfolio.borrowers = 2000;
  scenario.population.vacancy.value = 60;
  scenario.population.verification_failures.value = 0.2;
  scenario.retention.attrition.value = 0.6;
  const sim::Panel panel = portfolio_of(scenario);
  for (std::size_t month = 1; month < panel.cells(); ++month) {
    EXPECT_EQ(at(panel, month, PortfolioMeasure::members),
              at(panel, month - 1, PortfolioMeasure::members) +
                  at(panel, month, PortfolioMeasure::arrivals) -
                  at(panel, month, PortfolioMeasure::departures))
        << "month " << month;
  }
}

TEST(Invitations, WhoeverWasExpectedBeforeAFriendCameComesTooLate) {
  Stepper stepper(a_beginning(0), 12'000);
  stepper.run_to(Day(1));
  models::Shard& shard = stepper.run().shard(0);
  models::Shared shared;
  shared.today = Day(1);
  sim::Outbox<models::PeerNews> outbox(1);
  const models::Context context{.world = stepper.world(),
                                .shared = shared,
                                .shard = shard,
                                .outbox = outbox,
                                .seats_per_shard = 12'000,
                                .measures = nullptr};
  std::uint32_t place = 0;
  while (shard.borrowers[place].status != models::SeatStatus::vacant) ++place;
  const auto expected = static_cast<std::uint8_t>(shard.borrowers[place].generation);
  models::arrive(context, place, static_cast<std::uint8_t>(expected - 1));
  EXPECT_EQ(shard.borrowers[place].status, models::SeatStatus::vacant);
  models::arrive(context, place, expected);
  EXPECT_EQ(shard.borrowers[place].status, models::SeatStatus::member);
  const std::int32_t joined = shard.borrowers[place].joined;
  shared.today = Day(40);
  models::arrive(context, place, expected);
  models::accept_invitation(context, place);
  EXPECT_EQ(shard.borrowers[place].joined, joined) << "the seat was taken";
}

TEST(Invitations, HaveFriendsWhereNobodysDefaultIsTakenToHeart) {
  const sim::StreamKey key(1, 0);
  models::NetworkParameters parameters;
  parameters.influence.value = 0;
  EXPECT_EQ(models::Network(parameters, key, 500).friends(7).size(), 0U);
  parameters.invitations = 1;
  EXPECT_GT(models::Network(parameters, key, 500).friends(7).size(), 0U);
}

}  // namespace
