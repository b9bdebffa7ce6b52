#include "models/payday.hpp"

#include <algorithm>
#include <cmath>

#include "models/household.hpp"
#include "models/life.hpp"
#include "models/limits.hpp"
#include "models/need.hpp"
#include "models/outside_debt.hpp"
#include "models/purposes.hpp"
#include "sim/draws.hpp"
#include "sim/maths.hpp"
#include "sim/prefetch.hpp"
#include "sim/stream_batch.hpp"
#include "sim/widest.hpp"

namespace models {
namespace {

// Weight of one month in the lender's running mean of inflows: about a year's memory.
constexpr float inflow_weight = 0.08F;
// What a friend's default weighs halves in a year.
constexpr float peer_fading = 0.9439F;

// Borrowers at a time: their columns fit the first-level cache.
constexpr std::size_t block = 64;

template <class T>
using Column = std::array<T, block>;

// The borrowers of a block and their luck. Columns are computed whole: those of the last block end
// in leftovers that nobody reads.
struct Luck {
  std::size_t count = 0;
  Column<std::uint32_t> place;
  Column<std::uint64_t> person;
  Column<std::uint32_t> words[4];   // of the month
  Column<std::uint32_t> need_word;  // of the need for credit
  Column<std::uint32_t> unused;
  // Uniform:
  Column<double> leaves;
  Column<double> job;
  // Factors on income, the permanent one and that of this month:
  Column<double> lasting;
  Column<double> passing;
  // Exponential with mean one:
  Column<double> patience;
};

// Those of a block who are members, with what their scores are made of.
struct Members {
  std::size_t count = 0;
  Column<std::uint32_t> place;
  Column<double> patience;
  ScoreColumns columns;
};
static_assert(score_block == block);

// What makes a need for credit, of those who may have one.
struct Needs {
  std::size_t count = 0;
  Column<std::uint32_t> place;
  Column<double> base;         // the rate a month before price and use
  Column<double> price_ratio;  // to the reference price
  Column<double> sensitivity;  // to it
  Column<double> used;         // share of the limit
  Column<double> patience;
  Column<double> months;  // until the need comes up
};

void draw_factors(const IncomeFactors& factors, Luck& luck) {
  sim::widest([f = factors, to = &luck](auto) {
    for (std::size_t i = 0; i < block; ++i) {
      to->leaves[i] = sim::uniform_of(to->words[0][i]);
      to->job[i] = sim::uniform_of(to->words[1][i]);
      const double z_lasting = sim::normal_quantile_of(sim::uniform_of(to->words[2][i]));
      const double z_passing = sim::normal_quantile_of(sim::uniform_of(to->words[3][i]));
      to->lasting[i] = f.lasting(z_lasting);
      to->passing[i] = f.passing(z_passing);
      to->patience[i] = -sim::log_of(sim::uniform_of(to->need_word[i]));
    }
  });
}

void time_needs(const NeedParameters& parameters, Needs& needs) {
  sim::widest([curve = NeedCurve(parameters), to = &needs](auto) {
    for (std::size_t i = 0; i < block; ++i) {
      const double rate =
          to->base[i] * curve.factor(to->price_ratio[i], to->sensitivity[i], to->used[i]);
      to->months[i] = to->patience[i] / rate;
    }
  });
}

void work(const Context& c, Borrower& b, double u_job) {
  const JobRates& rates =
      c.shared.jobs[c.world.job_group(b.segment, c.world.industry_of(b.employer))];
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
    if (c.shared.layoffs.hit(b.employer)) separation = rates.separation_if_hit;
  }
  if (u_job < separation) {
    b.employed = false;
    b.months_jobless = 0;
  }
}

// A loan is overdue only if this month or the last was noted.
bool lately_late(const Borrower& b) {
  constexpr std::uint32_t two_months = 0xFU;
  return b.first_loan != no_slot && (b.late_history & two_months) != 0;
}

// What is overdue on all loans, minor units.
double arrears(const Context& c, const Borrower& b) {
  if (!lately_late(b)) return 0;
  sim::Money sum;
  for (std::uint32_t slot = b.first_loan; slot != no_slot;
       slot = c.shard.loans[slot].next_of_borrower) {
    const Loan& loan = c.shard.loans[slot];
    if (loan.status == LoanStatus::open && loan.unpaid > 0)
      sum += loan.overdue_principal + loan.interest_due;
  }
  return static_cast<double>(sum.minor());
}

// Returns what other lenders were paid.
float earn_and_spend(const Context& c, Borrower& b, double lasting, double passing) {
  const PopulationParameters& population = c.world.scenario.population;
  b.income_permanent *= static_cast<float>(lasting);
  const double share = b.employed ? 1.0 : benefit_share(population, b.months_jobless);
  b.income = static_cast<float>(b.income_permanent * share * passing);
  const float surprise = b.income - b.inflow_mean;
  b.inflow_mean += inflow_weight * surprise;
  b.inflow_variance =
      (1 - inflow_weight) * (b.inflow_variance + inflow_weight * surprise * surprise);
  const float served = outside_service(b);
  const HouseholdMonth month{
      .buffer = static_cast<double>(b.buffer.minor()),
      .target = b.buffer_target,
      .income = b.income,
      .essentials = b.essentials * b.income_permanent * c.shared.real_cost * c.shared.hidden_cost,
      .outside_debt = served,
      .instalments = b.instalments,
      .arrears = arrears(c, b)};
  b.buffer = sim::nearest(buffer_after(c.world.scenario.household, month));
  // What the month has served is paid back.
  b.stacked_debt = stacked_after_month(c.world.scenario.outside_debt, b.stacked_debt);
  return served;
}

// Household bills that the member would pay with the app this month.
double bills(const Context& c, const Borrower& b) {
  return b.dormant ? 0.0 : c.world.scenario.population.segments[b.segment].bills;
}

// A household that has nothing left leaves its bills unpaid.
void pay_bills(const Context& c, Borrower& b) {
  const bool unpaid = b.buffer == sim::Money{} && bills(c, b) > 0;
  b.unpaid_bills = static_cast<std::uint8_t>(b.unpaid_bills << 1U | (unpaid ? 1U : 0U));
}

// Where what is told by tier and price band stands for the member.
std::size_t price_cell(const Context& c, const Borrower& b) {
  const PriceList& prices = c.world.prices;
  return b.tier * prices.bands() + prices.band_of(b.score);
}

// Whether a member who owes nothing leaves. If not, one who uses the app may fall dormant, and one
// who is dormant wake up.
bool leaves(const Context& c, Borrower& b, double u) {
  const double attrition = c.shared.attrition[price_cell(c, b)];
  const Retention& retention = c.world.retention;
  const double leaving = retention.leaving(attrition, recent_declines(b.declines), b.dormant);
  if (u < leaving) return true;
  if (u < leaving + (b.dormant ? retention.waking() : retention.falling_dormant()))
    b.dormant = !b.dormant;
  return false;
}

// Who is not late tells a friend of the app now and then.
void invite(const Context& c, const Borrower& b) {
  const double invitations = c.world.scenario.network.invitations;
  if (invitations <= 0 || b.dormant || lately_late(b)) return;
  sim::Stream luck(c.world.key, purpose::invitation, person(b), c.today());
  if (!sim::chance(luck, invitations / 12.0)) return;
  const Friends friends = c.world.network.friends(b.seat);
  const auto count = static_cast<double>(friends.size());
  if (count == 0) return;
  const auto nth = static_cast<std::ptrdiff_t>(std::min(sim::uniform(luck) * count, count - 1));
  const std::uint32_t seat = *std::ranges::next(friends.begin(), nth);
  c.outbox.send(seat / c.seats_per_shard, {.seat = seat, .kind = PeerNews::Kind::invitation});
}

void review_tier(const Context& c, Borrower& b) {
  const std::uint32_t points = points_earned(
      c.world.scenario.membership, {.spent = sim::nearest(spending_share(b) * b.income),
                                    .savings = b.buffer,
                                    .repayments_on_time = b.on_time_month,
                                    .bills_paid = (b.unpaid_bills & 1U) == 0 ? bills(c, b) : 0});
  b.points.earn(c.shared.month, points);
  c.count(TierMeasure::points, b.tier, points);
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
          .monthly_income = sim::nearest(b.inflow_mean),
          .score_before = b.reviewed_score,
          .worst_dpd = b.dpd_since_review,
          .limit = b.limit,
          .balance = b.principal,
          .frozen = b.frozen};
}

void review_score_and_limit(const Context& c, Borrower& b, std::int32_t score) {
  const Scenario& scenario = c.world.scenario;
  const std::int32_t today = c.today().value();
  if (today >= b.next_score) {
    b.score = static_cast<std::uint16_t>(score);
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
      case LimitAction::raised: {
        c.count(PortfolioMeasure::limits_raised);
        const double used = static_cast<double>(b.principal.minor()) /
                            static_cast<double>(std::max<std::int64_t>(b.limit.minor(), 1));
        b.stacked_debt = stacked_after_raise(scenario.outside_debt, b.stacked_debt,
                                             decision.limit - b.limit, used, b.income_permanent);
        break;
      }
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

// Notes what makes a need; nothing where no loan fits under the limit.
void feel_need(const Context& c, std::uint32_t place, double patience, Needs& needs) {
  const Borrower& b = c.shard.borrowers[place];
  if (b.frozen || b.dormant || b.limit <= b.principal) return;
  const NeedView view{
      .base_rate = b.needs / 12.0,
      .month_of_year = c.shared.calendar_month,
      .limit = b.limit,
      .headroom = b.limit - b.principal,
      .tier_benefit = static_cast<double>(b.tier) / top_tier(c.world),
      .short_of_cash = static_cast<double>(b.buffer.minor()) < reserve(c.world, b),
      .spending_level = b.app_spending * b.inflow_mean / c.shared.median_app_spending,
      .willingness = b.willingness};
  const NeedParameters& parameters = c.world.scenario.need;
  const double base = need_base(parameters, view);
  if (base <= 0) return;
  const std::size_t i = needs.count++;
  needs.place[i] = place;
  needs.base[i] = base;
  needs.price_ratio[i] = c.shared.price_ratios[price_cell(c, b)];
  needs.sensitivity[i] = sensitivity(parameters, view);
  needs.used[i] = share_used(view);
  needs.patience[i] = patience;
}

// What the member earned and what debts took of it this month, whoever the lender is.
void count_budget(const Context& c, const Borrower& b, float outside_service) {
  if (c.measures == nullptr) return;
  const std::int64_t income = sim::nearest(b.income).minor();
  const std::int64_t debt_service = sim::nearest(b.instalments + outside_service).minor();
  c.count(TierMeasure::income, b.tier, income);
  c.count(TierMeasure::debt_service, b.tier, debt_service);
  c.count(SegmentMeasure::income, b.segment, income);
  c.count(SegmentMeasure::debt_service, b.segment, debt_service);
}

// Those who have a payday among the places from `first`; returns the place after the last looked
// at.
std::uint32_t gather(const Context& c, std::uint32_t first, std::uint32_t last, Luck& luck) {
  const std::int32_t month_began = c.world.timeline.first_day(c.shared.month).value();
  luck.count = 0;
  std::uint32_t place = first;
  for (; place < last && luck.count < block; ++place) {
    const Borrower& b = c.shard.borrowers[place];
    // Neighbours, but not on one page: the processor's own prefetching stops at the end of a page.
    if (place + sim::prefetch_distance < last)
      sim::prefetch(c.shard.borrowers[place + sim::prefetch_distance]);
    if (!has_payday(b, month_began)) continue;
    if (lately_late(b)) sim::prefetch(c.shard.loans[b.first_loan].principal);
    luck.place[luck.count] = place;
    luck.person[luck.count] = person(c, place);
    ++luck.count;
  }
  return place;
}

// The month up to what the lender makes of it.
void live(const Context& c, const Luck& luck, std::size_t i, Members& members) {
  const std::uint32_t place = luck.place[i];
  Borrower& b = c.shard.borrowers[place];
  const bool debt_free = b.first_loan == no_slot;
  if (debt_free && (b.status == SeatStatus::barred || leaves(c, b, luck.leaves[i]))) {
    leave(c, place);
    return;
  }
  b.late_history = month_passed(b.late_history);
  b.applications <<= 4;
  b.declines = static_cast<std::uint8_t>(b.declines << 1U);
  b.peer_default *= peer_fading;
  if (b.late_months > 0) {
    b.late_months = static_cast<float>(c.world.payment.faded_late_history(b.late_months));
  }
  work(c, b, luck.job[i]);
  const float served = earn_and_spend(c, b, luck.lasting[i], luck.passing[i]);
  if (b.status != SeatStatus::member) return;
  pay_bills(c, b);
  invite(c, b);
  review_tier(c, b);
  count_budget(c, b, served);
  const std::size_t row = members.count++;
  members.place[row] = place;
  members.patience[row] = luck.patience[i];
  members.columns.set(row, seen_view(c, b, c.today()));
}

}  // namespace

std::size_t paydays(const Context& c) {
  const int day_of_month = c.today() - c.world.timeline.first_day(c.shared.month) + 1;
  const Shard::Cohort cohort = c.shard.cohort(static_cast<unsigned>(day_of_month));
  const IncomeFactors factors(c.world.scenario.population, c.shared.economy.wage_growth);
  Luck luck{};
  Members members{};
  Needs needs{};
  std::size_t count = 0;
  for (std::uint32_t place = cohort.first; place < cohort.last;) {
    place = gather(c, place, cohort.last, luck);
    sim::first_blocks(c.world.key, purpose::month_of_life, luck.person, c.today(),
                      {luck.words[0], luck.words[1], luck.words[2], luck.words[3]});
    sim::first_two_words(c.world.key, purpose::need_of_credit, luck.person, c.today(),
                         luck.need_word, luck.unused);
    draw_factors(factors, luck);
    members.count = 0;
    for (std::size_t i = 0; i < luck.count; ++i) live(c, luck, i, members);
    c.shared.scorecard.score(members.columns);
    needs.count = 0;
    for (std::size_t i = 0; i < members.count; ++i) {
      review_score_and_limit(c, c.shard.borrowers[members.place[i]], members.columns.scores[i]);
      feel_need(c, members.place[i], members.patience[i], needs);
    }
    time_needs(c.world.scenario.need, needs);
    for (std::size_t i = 0; i < needs.count; ++i) {
      if (needs.months[i] >= 1.0) continue;
      c.shard.calendar.schedule(c.today() + (1 + static_cast<int>(needs.months[i] * 29.0)),
                                {.kind = EventKind::CreditNeeded, .borrower = needs.place[i]});
    }
    count += luck.count;
  }
  return count;
}

}  // namespace models
