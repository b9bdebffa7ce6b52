#include "models/life.hpp"

#include <algorithm>
#include <cmath>

#include "models/household.hpp"
#include "models/limits.hpp"
#include "models/need.hpp"
#include "models/pricing.hpp"
#include "models/purposes.hpp"
#include "sim/draws.hpp"

namespace models {
namespace {

// The score of a member on the first day; replaced at the first payday.
constexpr int first_score = 600;
// Weight of one month in the lender's running mean of inflows: about a year's memory.
constexpr float inflow_weight = 0.08F;
// What a friend's default weighs halves in a year.
constexpr float peer_fading = 0.9439F;

sim::Money minor(double amount) {
  return sim::nearest(amount);
}

void sit_down(Shard& shard, std::uint32_t borrower, const Traits& traits, std::int32_t joined) {
  Borrower& b = shard.borrowers[borrower];
  const std::uint16_t generation = b.generation;
  b = Borrower{};
  b.generation = generation;
  b.buffer = minor(traits.buffer);
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
  b.payday = traits.payday;
  b.employed = !traits.jobless;
  b.joined = joined;
  b.score = first_score;
  b.reviewed_score = first_score;
  b.status = SeatStatus::member;
}

void schedule_payday(const Context& c, std::uint32_t borrower) {
  const int next = c.shared.month + 1;
  if (next >= c.world.timeline.months()) return;
  const int payday = c.shard.borrowers[borrower].payday;
  c.shard.calendar.schedule(c.world.timeline.first_day(next) + (payday - 1),
                            {.kind = EventKind::Payday, .borrower = borrower});
}

void work(const Context& c, std::uint32_t borrower, double u_job) {
  Borrower& b = c.shard.borrowers[borrower];
  const JobRates& rates = c.shared.jobs[b.segment];
  if (!b.employed) {
    if (b.months_jobless < 255) ++b.months_jobless;
    if (u_job >= rates.finding) return;
    b.employed = true;
    b.months_jobless = 0;
    b.income_permanent *=
        static_cast<float>(1.0 - c.world.scenario.population.reemployment_cut.value);
    return;
  }
  double separation = rates.separation;
  if (u_job < rates.separation_if_hit && u_job >= separation) {
    const std::uint32_t employer = c.world.network.employer(c.seat_of(borrower));
    if (employer_is_hit(c.world.key, employer, c.shared.month, rates.employer_hit)) {
      separation = rates.separation_if_hit;
    }
  }
  if (u_job < separation) {
    b.employed = false;
    b.months_jobless = 0;
  }
}

// What is overdue on all loans, minor units. A loan is overdue only if this month or the last was
// noted.
double arrears(const Context& c, const Borrower& b) {
  constexpr std::uint32_t two_months = 0xFU;
  if ((b.late_history & two_months) == 0) return 0;
  sim::Money sum;
  for (std::uint32_t slot = b.first_loan; slot != no_slot;
       slot = c.shard.loans[slot].next_of_borrower) {
    const Loan& loan = c.shard.loans[slot];
    if (loan.status == LoanStatus::open && loan.unpaid > 0)
      sum += loan.overdue_principal + loan.interest_due;
  }
  return static_cast<double>(sum.minor());
}

void earn_and_spend(const Context& c, Borrower& b, double z_permanent, double z_month) {
  const PopulationParameters& population = c.world.scenario.population;
  b.income_permanent *=
      static_cast<float>(permanent_factor(population, c.shared.economy.wage_growth, z_permanent));
  const double share = b.employed ? 1.0 : benefit_share(population, b.months_jobless);
  b.income =
      static_cast<float>(b.income_permanent * share * transitory_factor(population, z_month));
  const float surprise = b.income - b.inflow_mean;
  b.inflow_mean += inflow_weight * surprise;
  b.inflow_variance =
      (1 - inflow_weight) * (b.inflow_variance + inflow_weight * surprise * surprise);
  const HouseholdMonth month{.buffer = static_cast<double>(b.buffer.minor()),
                             .target = b.buffer_target,
                             .income = b.income,
                             .essentials = b.essentials * b.income_permanent * c.shared.real_cost,
                             .outside_debt = b.outside_debt * b.income_permanent,
                             .instalments = b.instalments,
                             .arrears = arrears(c, b)};
  b.buffer = minor(buffer_after(c.world.scenario.household, month));
}

void review_tier(const Context& c, std::uint32_t borrower) {
  Borrower& b = c.shard.borrowers[borrower];
  b.points.earn(c.shared.month, points_earned(c.world.scenario.membership,
                                              {.spent = minor(b.app_spending * b.income),
                                               .savings = b.buffer,
                                               .repayments_on_time = b.on_time_month}));
  b.on_time_month = 0;
  if (c.today().value() < b.next_tier_review) return;
  b.next_tier_review = c.today().value() + c.world.scenario.membership.review_every.value;
  const Standing now{b.tier, sim::Day(b.tier_valid_until)};
  const Standing then = c.world.tiers.review(now, b.points.total(), c.today());
  if (then.tier > now.tier) c.count(PortfolioMeasure::promotions);
  if (then.tier < now.tier) c.count(PortfolioMeasure::demotions);
  b.tier = then.tier;
  b.tier_valid_until = then.valid_until.value();
}

LimitView limit_view(const Context& c, const Borrower& b) {
  return {.score = b.score,
          .tier_multiplier = c.world.tiers.tier(b.tier).limit_multiplier,
          .monthly_income = minor(b.inflow_mean),
          .score_before = b.reviewed_score,
          .worst_dpd = b.dpd_since_review,
          .limit = b.limit,
          .balance = b.principal,
          .frozen = b.frozen};
}

void review_score_and_limit(const Context& c, std::uint32_t borrower) {
  Borrower& b = c.shard.borrowers[borrower];
  const Scenario& scenario = c.world.scenario;
  const std::int32_t today = c.today().value();
  if (today >= b.next_score) {
    b.score = static_cast<std::uint16_t>(c.world.scorecard.score(score_view(c, borrower)));
    b.next_score = today + scenario.scoring.refresh_every.value;
  }
  if (today < b.next_limit_review) return;
  b.next_limit_review = today + scenario.limits.review_every.value;
  if (b.limit == sim::Money{} && b.open_loans == 0) {
    b.limit = initial_limit(scenario.limits, c.shared.limits, limit_view(c, b));
  } else {
    const LimitDecision decision = review_limit(scenario.limits, c.shared.limits, limit_view(c, b));
    switch (decision.action) {
      case LimitAction::unchanged:
        break;
      case LimitAction::raised:
        c.count(PortfolioMeasure::limits_raised);
        break;
      case LimitAction::cut:
        c.count(PortfolioMeasure::limits_cut);
        break;
      case LimitAction::frozen:
        c.count(PortfolioMeasure::limits_frozen);
        b.frozen = true;
        break;
      case LimitAction::freed:
        b.frozen = false;
        break;
    }
    b.limit = decision.limit;
  }
  b.reviewed_score = b.score;
  b.dpd_since_review = 0;
}

// The time to the next need is exponential; one that comes before the next payday is scheduled.
void feel_need(const Context& c, std::uint32_t borrower) {
  const Borrower& b = c.shard.borrowers[borrower];
  if (b.frozen || b.limit <= b.principal) return;
  const Scenario& scenario = c.world.scenario;
  const double rate =
      need_rate(scenario.need,
                {.base_rate = b.needs / 12.0,
                 .month_of_year = c.shared.calendar_month,
                 .price = price_of(c, b, 0).paid,
                 .limit = b.limit,
                 .headroom = b.limit - b.principal,
                 .tier_benefit = static_cast<double>(b.tier) / top_tier(c.world),
                 .short_of_cash = static_cast<double>(b.buffer.minor()) < reserve(c.world, b)});
  if (rate <= 0) return;
  sim::Stream luck(c.world.key, purpose::need_of_credit, person(c, borrower), c.today());
  const double months = -std::log(sim::uniform(luck)) / rate;
  if (months >= 1.0) return;
  c.shard.calendar.schedule(c.today() + (1 + static_cast<int>(months * 29.0)),
                            {.kind = EventKind::CreditNeeded, .borrower = borrower});
}

}  // namespace

void settle_in(const World& world, Shard& shard, std::uint32_t borrower) {
  const std::uint64_t who = shard.first_seat + borrower;
  const Traits traits =
      draw_traits(world.scenario.population, world.key, who, world.economy.front().unemployment);
  sim::Stream luck(world.key, purpose::tenure, who, sim::Day(0));
  constexpr double mean_tenure_days = 3.0 * 365.0;
  constexpr double longest_tenure_days = 10.0 * 365.0;
  const double tenure = std::min(sim::exponential(luck, mean_tenure_days), longest_tenure_days);
  sit_down(shard, borrower, traits, -static_cast<std::int32_t>(tenure));
  Borrower& b = shard.borrowers[borrower];
  shard.calendar.schedule(sim::Day(b.payday - 1),
                          {.kind = EventKind::Payday, .borrower = borrower});
}

void leave(const Context& c, std::uint32_t borrower) {
  Borrower& b = c.shard.borrowers[borrower];
  CHECK(b.open_loans == 0);
  CHECK(b.first_loan == no_slot);
  c.count(PortfolioMeasure::departures);
  b.status = SeatStatus::vacant;
  b.limit = sim::Money{};
  ++b.generation;
  sim::Stream luck(c.world.key, purpose::vacancy, person(c, borrower), c.today());
  const double days = sim::exponential(luck, c.world.scenario.population.vacancy.value);
  c.shard.calendar.schedule(c.today() + (1 + static_cast<int>(std::min(days, 36'500.0))),
                            {.kind = EventKind::Arrival, .borrower = borrower});
}

void arrive(const Context& c, std::uint32_t borrower) {
  const Scenario& scenario = c.world.scenario;
  c.shard.books.post(Account::operating_cost, Account::cash, scenario.costs.verification);
  sim::Stream luck(c.world.key, purpose::verification, person(c, borrower), c.today());
  if (sim::chance(luck, scenario.population.verification_failures.value)) {
    c.count(PortfolioMeasure::verification_failed);
    ++c.shard.borrowers[borrower].generation;
    const double days = sim::exponential(luck, scenario.population.vacancy.value);
    c.shard.calendar.schedule(c.today() + (1 + static_cast<int>(std::min(days, 36'500.0))),
                              {.kind = EventKind::Arrival, .borrower = borrower});
    return;
  }
  const Traits traits = draw_traits(c.world.scenario.population, c.world.key, person(c, borrower),
                                    c.shared.economy.unemployment);
  sit_down(c.shard, borrower, traits, c.today().value());
  c.count(PortfolioMeasure::arrivals);
  schedule_payday(c, borrower);
}

void payday(const Context& c, std::uint32_t borrower) {
  Borrower& b = c.shard.borrowers[borrower];
  // One block of four words, whatever happens below.
  sim::Stream luck(c.world.key, purpose::month_of_life, person(c, borrower), c.today());
  const double u_leave = sim::uniform(luck);
  const double u_job = sim::uniform(luck);
  const double z_permanent = sim::standard_normal(luck);
  const double z_month = sim::standard_normal(luck);

  const bool debt_free = b.first_loan == no_slot;
  if (debt_free && (b.status == SeatStatus::barred || u_leave < c.world.monthly_attrition)) {
    leave(c, borrower);
    return;
  }
  schedule_payday(c, borrower);
  b.late_history = month_passed(b.late_history);
  b.applications <<= 4;
  b.peer_default *= peer_fading;
  if (b.late_months > 0) {
    b.late_months = static_cast<float>(c.world.payment.faded_late_history(b.late_months));
  }
  work(c, borrower, u_job);
  earn_and_spend(c, b, z_permanent, z_month);
  if (b.status != SeatStatus::member) return;
  review_tier(c, borrower);
  review_score_and_limit(c, borrower);
  feel_need(c, borrower);
}

ScoreView score_view(const Context& c, std::uint32_t borrower) {
  const Borrower& b = c.shard.borrowers[borrower];
  constexpr float days_a_month = 30.4375F;
  constexpr std::array<float, 4> dpd_of_level = {0, 15, 45, 90};
  const float spending = b.app_spending * b.inflow_mean;
  const int since_late = months_since_late_30(b.late_history);
  return {
      .tenure_months = static_cast<float>(c.today().value() - b.joined) / days_a_month,
      .on_time_payments = static_cast<float>(b.on_time),
      .months_since_late = since_late < 12 ? static_cast<float>(since_late) : ScoreView::never,
      .worst_dpd = dpd_of_level[worst_of_year(b.late_history)],
      .utilisation = b.limit > sim::Money{} ? static_cast<float>(b.principal.minor()) /
                                                  static_cast<float>(b.limit.minor())
                                            : 0.0F,
      .spending_level = spending / static_cast<float>(c.world.median_app_spending),
      .savings_level = spending > 0 ? static_cast<float>(b.buffer.minor()) / spending : 0.0F,
      .income_volatility = b.inflow_mean > 0 ? std::sqrt(b.inflow_variance) / b.inflow_mean : 0.0F,
      .open_loans = static_cast<float>(b.open_loans),
      .recent_applications = static_cast<float>(recent_applications(b.applications)),
      .age = static_cast<float>(b.age)};
}

Price price_of(const Context& c, const Borrower& b, std::size_t product) {
  return price(c.world.scenario.pricing,
               {.score = b.score,
                .tier_discount = c.world.tiers.tier(b.tier).rate_discount,
                .product_add = c.world.scenario.products[product].rate_add,
                .policy_rate_change = c.shared.policy_rate_change});
}

}  // namespace models
