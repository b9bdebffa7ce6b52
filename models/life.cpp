#include "models/life.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "models/household.hpp"
#include "models/limits.hpp"
#include "models/need.hpp"
#include "models/pricing.hpp"
#include "models/purposes.hpp"
#include "models/tier_migration.hpp"
#include "sim/draws.hpp"

namespace models {
namespace {

// The score of a member on the first day; replaced at the first payday.
constexpr int first_score = 600;

void sit_down(Borrower& b, const Traits& traits, std::int32_t joined) {
  const std::uint32_t seat = b.seat;
  const std::uint32_t employer = b.employer;
  const std::uint16_t generation = b.generation;
  const std::uint8_t observed_bin = b.observed_bin;
  b = Borrower{};
  b.seat = seat;
  b.employer = employer;
  b.generation = generation;
  b.observed_bin = observed_bin;
  b.buffer = sim::nearest(traits.buffer);
  b.buffer_target = static_cast<float>(traits.buffer);
  b.income_permanent = static_cast<float>(traits.income);
  b.income = b.income_permanent;
  b.inflow_mean = b.income_permanent;
  b.essentials = static_cast<float>(traits.essentials);
  b.outside_debt = static_cast<float>(traits.outside_debt);
  b.app_spending = static_cast<float>(traits.app_spending);
  b.willingness = static_cast<float>(traits.willingness);
  b.forgetfulness = static_cast<float>(traits.forgetfulness);
  b.needs = static_cast<float>(traits.needs);
  b.segment = traits.segment;
  b.region = traits.region;
  b.age = traits.age;
  b.employed = !traits.jobless;
  b.joined = joined;
  b.score = first_score;
  b.reviewed_score = first_score;
  b.status = SeatStatus::member;
}

// Whoever was observed and leaves takes no outcome along: it is settled, and the next in the seat
// has no part in it.
void note_leaving(Borrower& b) {
  if (b.observed_bin > bin_bits) return;
  b.observed_bin =
      static_cast<std::uint8_t>(b.observed_bin | (b.bad_since_observed ? left_bad : left_good));
}

// Of the employer's industry.
double unemployment_of(const World& world, std::uint32_t employer, double economy) {
  const JobParameters& jobs = world.scenario.jobs;
  return industry_unemployment(jobs, economy,
                               jobs.industries[world.industry_of(employer)].cyclicality);
}

}  // namespace

Traits first_holder(const World& world, std::uint32_t seat) {
  return draw_traits(
      world.scenario.population, world.key, seat,
      unemployment_of(world, world.network.employer(seat), world.economy.front().unemployment));
}

void settle_in(const World& world, Borrower& b, std::uint32_t seat, const Traits& traits) {
  sim::Stream luck(world.key, purpose::tenure, seat, sim::Day(0));
  constexpr double mean_tenure_days = 3.0 * 365.0;
  constexpr double longest_tenure_days = 10.0 * 365.0;
  const double tenure = std::min(sim::exponential(luck, mean_tenure_days), longest_tenure_days);
  b.seat = seat;
  b.employer = world.network.employer(seat);
  sit_down(b, traits, -static_cast<std::int32_t>(tenure));
}

namespace {

// The seat waits for whoever comes next: an event that names another generation comes too late.
void await_arrival(const World& world, sim::DayCalendar<Event>& calendar, const Borrower& vacant,
                   std::uint32_t place, sim::Day today, sim::Stream& luck) {
  constexpr double longest = 36'500.0;
  const double days = sim::exponential(luck, world.scenario.population.vacancy.value);
  calendar.schedule(today + (1 + static_cast<int>(std::min(days, longest))),
                    {.kind = EventKind::Arrival,
                     .version = static_cast<std::uint8_t>(vacant.generation),
                     .borrower = place});
}

}  // namespace

void vacate(const World& world, sim::DayCalendar<Event>& calendar, Borrower& b, std::uint32_t place,
            sim::Day today) {
  b.status = SeatStatus::vacant;
  b.limit = sim::Money{};
  ++b.generation;
  sim::Stream luck(world.key, purpose::vacancy, person(b), today);
  await_arrival(world, calendar, b, place, today, luck);
}

void leave(const Context& c, std::uint32_t borrower) {
  Borrower& b = c.shard.borrowers[borrower];
  CHECK(b.open_loans == 0);
  CHECK(b.first_loan == no_slot);
  c.count(PortfolioMeasure::departures);
  note_migration(c, borrower, true);
  note_leaving(b);
  vacate(c.world, c.shard.calendar, b, borrower, c.today());
}

namespace {

// Whoever comes is verified; true where they are taken in.
bool verify_and_join(const Context& c, std::uint32_t borrower) {
  const Scenario& scenario = c.world.scenario;
  c.shard.books.post(Account::operating_cost, Account::cash, scenario.costs.verification);
  sim::Stream luck(c.world.key, purpose::verification, person(c, borrower), c.today());
  if (sim::chance(luck, scenario.population.verification_failures.value)) {
    c.count(PortfolioMeasure::verification_failed);
    ++c.shard.borrowers[borrower].generation;
    await_arrival(c.world, c.shard.calendar, c.shard.borrowers[borrower], borrower, c.today(),
                  luck);
    return false;
  }
  const Traits traits = draw_traits(scenario.population, c.world.key, person(c, borrower),
                                    unemployment_of(c.world, c.shard.borrowers[borrower].employer,
                                                    c.shared.economy.unemployment));
  sit_down(c.shard.borrowers[borrower], traits, c.today().value());
  c.count(PortfolioMeasure::arrivals);
  return true;
}

}  // namespace

void arrive(const Context& c, std::uint32_t borrower, std::uint8_t generation) {
  const Borrower& b = c.shard.borrowers[borrower];
  const bool awaited = static_cast<std::uint8_t>(b.generation) == generation;
  if (b.status == SeatStatus::vacant && awaited) verify_and_join(c, borrower);
}

void accept_invitation(const Context& c, std::uint32_t borrower) {
  if (c.shard.borrowers[borrower].status != SeatStatus::vacant) return;
  if (!verify_and_join(c, borrower)) return;
  c.shard.books.post(Account::operating_cost, Account::cash, c.world.scenario.costs.referral);
  c.count(PortfolioMeasure::referrals);
}

bool begins_vacant(const World& world, std::uint32_t seat) {
  const double members = world.scenario.population.members_at_start.value;
  if (members >= 1) return false;
  sim::Stream luck(world.key, purpose::first_vacancy, seat, sim::Day(0));
  return !sim::chance(luck, members);
}

ScoreView score_view(const Context& c, const Borrower& b) {
  constexpr float days_a_month = 30.4375F;
  constexpr unsigned six_months = 0x3F;
  constexpr std::array<float, 4> dpd_of_level = {0, 15, 45, 90};
  const float spending = spending_share(b) * b.inflow_mean;
  const int since_late = months_since_late_30(b.late_history);
  return {
      .tenure_months = static_cast<float>(c.today().value() - b.joined) / days_a_month,
      .on_time_payments = static_cast<float>(b.on_time),
      .months_since_late = since_late < 12 ? static_cast<float>(since_late) : ScoreView::never,
      .worst_dpd = dpd_of_level[worst_of_year(b.late_history)],
      .utilisation = b.limit > sim::Money{} ? static_cast<float>(b.principal.minor()) /
                                                  static_cast<float>(b.limit.minor())
                                            : 0.0F,
      .spending_level = spending / static_cast<float>(c.shared.median_app_spending),
      .savings_level = spending > 0 ? static_cast<float>(b.buffer.minor()) / spending : 0.0F,
      .income_volatility = b.inflow_mean > 0 ? std::sqrt(b.inflow_variance) / b.inflow_mean : 0.0F,
      .open_loans = static_cast<float>(b.open_loans),
      .recent_applications = static_cast<float>(recent_applications(b.applications)),
      .age = static_cast<float>(b.age),
      .unpaid_bills = static_cast<float>(std::popcount(b.unpaid_bills & six_months)),
      .bureau_debt_service = b.inflow_mean > 0 ? outside_service(b) / b.inflow_mean : 0.0F};
}

ScoreView seen_view(const Context& c, const Borrower& b, sim::Day day) {
  const ScoreView view = score_view(c, b);
  if (c.world.observation.perfect()) return view;
  return c.world.observation.seen(c.world.key, person(b), day, view);
}

PriceView price_view(const Context& c, const Borrower& b, std::size_t product) {
  return {.score = b.score,
          .tier_discount = c.world.tiers.tier(b.tier).rate_discount,
          .product_add = c.world.scenario.products[product].rate_add,
          .policy_rate_change = c.shared.policy_rate_change,
          .policy_rate = c.shared.policy_rate,
          .term_years = c.world.products[product].years};
}

Price price_of(const Context& c, const Borrower& b, std::size_t product) {
  return c.world.prices.price(price_view(c, b, product));
}

}  // namespace models
