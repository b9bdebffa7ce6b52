#include "models/schedule.hpp"

#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <random>

#include "sim/check.hpp"

namespace {

using models::DuePlan;
using models::Instalment;
using models::InstalmentView;
using models::MonthEnd;
using models::Shape;
using models::Terms;
using sim::Day;
using sim::DayCount;
using sim::Money;
using sim::Rate;
using sim::Timeline;
using namespace std::chrono_literals;

const Timeline timeline(2025y / std::chrono::January / 1, 10);

Day day(std::chrono::year_month_day date) {
  return timeline.day_of(date);
}

TEST(DueDay, StandsStillOnThe28thForTheLastDaysOfAMonth) {
  const DuePlan plan{.month_end = MonthEnd::day_28};
  for (const auto opened : {28d, 29d, 30d, 31d}) {
    const Day from = day(2025y / std::chrono::January / opened);
    EXPECT_EQ(models::due_day(timeline, plan, from, 0), from);
    EXPECT_EQ(models::due_day(timeline, plan, from, 1), day(2025y / std::chrono::February / 28));
    EXPECT_EQ(models::due_day(timeline, plan, from, 2), day(2025y / std::chrono::March / 28));
    EXPECT_EQ(models::due_day_of_month(timeline, MonthEnd::day_28, from), 28);
  }
}

TEST(DueDay, MovesToTheLastDayOrTheNextFirstAndComesBack) {
  const Day from = day(2027y / std::chrono::December / 31);
  const DuePlan last{.month_end = MonthEnd::last_day};
  EXPECT_EQ(models::due_day(timeline, last, from, 2), day(2028y / std::chrono::February / 29));
  EXPECT_EQ(models::due_day(timeline, last, from, 3), day(2028y / std::chrono::March / 31));
  EXPECT_EQ(models::due_day(timeline, last, from, 4), day(2028y / std::chrono::April / 30));
  const DuePlan next{.month_end = MonthEnd::first_of_next};
  EXPECT_EQ(models::due_day(timeline, next, from, 2), day(2028y / std::chrono::March / 1));
  EXPECT_EQ(models::due_day(timeline, next, from, 3), day(2028y / std::chrono::March / 31));
  EXPECT_EQ(models::due_day_of_month(timeline, MonthEnd::last_day, from), 31);
}

TEST(DueDay, MayLieBeyondTheEndOfTheTimeline) {
  const Day last{timeline.days() - 1};
  EXPECT_EQ(models::due_day(timeline, DuePlan{.month_end = MonthEnd::last_day}, last, 36),
            day(2037y / std::chrono::December / 31));
  EXPECT_EQ(models::due_day(timeline, DuePlan{.every_days = 30}, last, 1), last + 30);
}

TEST(DueDayProperty, FollowsTheDayOfTheMonthFromEveryDayOfEightYears) {
  // Naive: walk forward a day at a time and stop where the day of the month asks for it.
  const DuePlan plan{.month_end = MonthEnd::last_day};
  for (Day opened{0}; opened < Day{8 * 365}; ++opened) {
    const unsigned wanted{timeline.date(opened).day()};
    Day walk = opened;
    for (int n = 1; n <= 13; ++n) {
      const auto month = timeline.date(walk).month();
      while (timeline.date(walk).month() == month) ++walk;
      while (unsigned{timeline.date(walk).day()} < wanted &&
             timeline.date(walk + 1).month() == timeline.date(walk).month()) {
        ++walk;
      }
      ASSERT_EQ(models::due_day(timeline, plan, opened, n), walk) << opened.value() << " " << n;
    }
  }
}

TEST(InterestDays, AreTrueDaysUnlessAMonthHasThirty) {
  const Day from = day(2025y / std::chrono::January / 15);
  const Day to = day(2025y / std::chrono::March / 15);
  EXPECT_EQ(models::interest_days(DayCount::actual_365, timeline, from, to, 15), 59);
  EXPECT_EQ(models::interest_days(DayCount::actual_360, timeline, from, to, 15), 59);
  EXPECT_EQ(models::interest_days(DayCount::thirty_360, timeline, from, to, 15), 60);
}

TEST(InterestDays, CountThe30thAndThe31stAsOneDayAndFebruaryAsThirty) {
  const auto days = [](std::chrono::year_month_day from, std::chrono::year_month_day to,
                       int due_on) {
    return models::interest_days(DayCount::thirty_360, timeline, day(from), day(to), due_on);
  };
  EXPECT_EQ(days(2025y / 1 / 30, 2025y / 1 / 31, 15), 0);
  EXPECT_EQ(days(2025y / 1 / 31, 2025y / 2 / 1, 15), 1);
  EXPECT_EQ(days(2025y / 2 / 28, 2025y / 3 / 1, 15), 3);
  EXPECT_EQ(days(2025y / 2 / 28, 2025y / 3 / 1, 31), 1);  // the 28th stands for the 30th
}

TEST(InterestDaysProperty, AThirtyDayMonthAddsUpAndEveryWholeMonthIsThirty) {
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const Day opened{static_cast<int>(random() % 3000)};
    for (const MonthEnd rule : {MonthEnd::day_28, MonthEnd::last_day}) {
      const int due_on = models::due_day_of_month(timeline, rule, opened);
      const DuePlan plan{.month_end = rule};
      const Day a = models::due_day(timeline, plan, opened, 1 + static_cast<int>(random() % 12));
      const Day c = a + static_cast<int>(random() % 400);
      const Day b = a + (c == a ? 0 : static_cast<int>(random() % (c - a)));
      const auto days = [&](Day from, Day to) {
        return models::interest_days(DayCount::thirty_360, timeline, from, to, due_on);
      };
      ASSERT_EQ(days(a, b) + days(b, c), days(a, c));
      ASSERT_GE(days(a, b), 0);
      ASSERT_EQ(days(models::due_day(timeline, plan, opened, 1),
                     models::due_day(timeline, plan, opened, 13)),
                360);
      ASSERT_EQ(days(models::due_day(timeline, plan, opened, 4),
                     models::due_day(timeline, plan, opened, 5)),
                30);
    }
  }
}

// Any terms that a scenario could ask for.
Terms random_terms(std::mt19937& random) {
  Terms terms;
  const int decades = static_cast<int>(random() % 8);  // from cents to 300,000
  terms.principal = Money::of_minor(
      1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(std::pow(10, decades) * 3)));
  terms.rate = Rate::of_ppm(static_cast<std::int64_t>(random() % 400'000));
  terms.repayment = {.shape = static_cast<Shape>(random() % 6),
                     .step_ppm = static_cast<int>(random() % 300'000) - 100'000,
                     .step_every = 1 + static_cast<int>(random() % 12),
                     .minimum_ppm = static_cast<int>(random() % 200'000),
                     .minimum = Money::of_minor(static_cast<int>(random() % 10'000))};
  terms.day_count = static_cast<DayCount>(random() % 3);
  terms.plan.instalments =
      terms.repayment.shape == Shape::bullet ? 1 : 1 + static_cast<int>(random() % 36);
  terms.plan.every_days = random() % 2 == 0 ? 0 : 1 + static_cast<int>(random() % 30);
  terms.plan.month_end = static_cast<MonthEnd>(random() % 3);
  return terms;
}

TEST(ScheduleProperty, EndsAtExactlyZeroAndBillsInterestOnWhatIsLeft) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const Terms terms = random_terms(random);
    const Day opened{static_cast<int>(random() % 3650)};
    const int due_on = terms.plan.every_days > 0
                           ? 0
                           : models::due_day_of_month(timeline, terms.plan.month_end, opened);
    Money left = terms.principal;
    Day before = opened;
    const auto plan = models::schedule(terms, timeline, opened);
    ASSERT_EQ(plan.size(), static_cast<std::size_t>(terms.plan.instalments));
    for (const Instalment& one : plan) {
      ASSERT_GT(one.due, before);
      const int days = models::interest_days(terms.day_count, timeline, before, one.due, due_on);
      ASSERT_EQ(one.interest,
                sim::simple_interest(left, terms.rate, days, sim::year_days(terms.day_count)));
      ASSERT_GE(one.principal, Money{});
      ASSERT_LE(one.balance_after, left);
      left -= one.principal;
      ASSERT_EQ(one.balance_after, left);
      before = one.due;
    }
    ASSERT_EQ(left, Money{});
  }
}

TEST(ScheduleProperty, IsWhatTheStepsOfADailyAccrualGive) {
  // As an event handler would: interest accrues by the day, exact, and is rounded when it is
  // billed.
  std::mt19937 random(2);
  for (int i = 0; i < 5'000; ++i) {
    const Terms terms = random_terms(random);
    const Day opened{static_cast<int>(random() % 3650)};
    const int due_on = terms.plan.every_days > 0
                           ? 0
                           : models::due_day_of_month(timeline, terms.plan.month_end, opened);
    Money left = terms.principal;
    Day accrued_to = opened;
    int n = 0;
    for (const Instalment& expected : models::schedule(terms, timeline, opened)) {
      const Day due = models::due_day(timeline, terms.plan, opened, ++n);
      sim::Int128 accrued = 0;
      while (accrued_to < due) {
        // Two steps, somewhere between: only the sum of the days may matter.
        const int step = 1 + static_cast<int>(random() % static_cast<unsigned>(due - accrued_to));
        const int days =
            models::interest_days(terms.day_count, timeline, accrued_to, accrued_to + step, due_on);
        accrued += sim::Int128{left.minor()} * terms.rate.ppm() * days;
        accrued_to = accrued_to + step;
      }
      const std::int64_t year = 1'000'000LL * sim::year_days(terms.day_count);
      const Money interest = Money::of_minor(sim::divide_half_even(accrued, year));
      const Money principal = models::instalment_principal(
          terms.repayment,
          InstalmentView{.principal_left = left,
                         .interest = interest,
                         .instalment = models::planned_instalment(terms, timeline, opened, n),
                         .original = terms.principal,
                         .left = terms.plan.instalments - n + 1,
                         .instalments = terms.plan.instalments});
      left -= principal;
      ASSERT_EQ((Instalment{due, interest, principal, left}), expected);
    }
    ASSERT_EQ(n, terms.plan.instalments);
  }
}

TEST(ScheduleOracle, EqualPeriodsGiveTheAnnuityFormula) {
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    Terms terms = random_terms(random);
    terms.repayment.shape = Shape::equal_instalment;
    terms.day_count = DayCount::actual_365;
    terms.rate = Rate::of_ppm(1 + terms.rate.ppm());
    terms.plan.every_days = 1 + static_cast<int>(random() % 30);
    const int n = 1 + static_cast<int>(random() % 36);
    terms.plan.instalments = n;
    const long double per_period =
        static_cast<long double>(terms.rate.ppm()) * terms.plan.every_days / 365e6L;
    const long double exact = static_cast<long double>(terms.principal.minor()) * per_period /
                              -std::expm1(-n * std::log1p(per_period));
    const Money instalment = models::planned_instalment(terms, timeline, Day{0});
    ASSERT_NEAR(static_cast<double>(instalment.minor() - exact), 0, 0.5 + 1e-6);
  }
}

// The same in 128 bits, as it is defined; rates from nothing to beyond what 64 bits can divide.
TEST(ScheduleOracle, AnnuitiesAreThoseOf128Bits) {
  std::mt19937 random(12);
  for (int i = 0; i < 20'000; ++i) {
    models::Annuity annuity;
    sim::Int128 discount = sim::Int128{1} << 60;
    sim::Int128 sum = 0;
    const std::int64_t ppm =
        static_cast<std::int64_t>(random() % (i % 2 == 0 ? 400'000 : 60'000'000));
    const int year = i % 3 == 0 ? 360 : 365;
    const int periods = 1 + static_cast<int>(random() % 40);
    for (int n = 0; n < periods; ++n) {
      const int days = static_cast<int>(random() % 60);
      annuity.add_period(Rate::of_ppm(ppm), days, year);
      const sim::Int128 one = sim::Int128{1'000'000} * year;
      const sim::Int128 denominator = one + sim::Int128{ppm} * days;
      discount = (discount * one + denominator / 2) / denominator;
      sum += discount;
    }
    const Money principal = Money::of_minor(1 + static_cast<std::int64_t>(random()));
    ASSERT_EQ(annuity.instalment(principal).minor(),
              sim::divide_half_even(sim::Int128{principal.minor()} << 60, sum));
  }
}

TEST(ScheduleOracle, TheCacheGivesWhatIsWorkedOutAfresh) {
  std::mt19937 random(13);
  std::vector<Terms> products;
  for (int i = 0; i < 5; ++i) products.push_back(random_terms(random));
  models::AnnuityCache cache;
  for (int i = 0; i < 20'000; ++i) {
    const std::size_t product = random() % products.size();
    Terms terms = products[product];
    terms.principal = Money::of_minor(1 + static_cast<int>(random() % 10'000'000));
    terms.rate = Rate::of_ppm(50'000 + 10'000 * static_cast<int>(random() % 20));
    const Day opened{i / 500};
    ASSERT_EQ(cache.instalment(product, terms, timeline, opened),
              models::planned_instalment(terms, timeline, opened));
  }
}

TEST(ScheduleOracle, TheLastInstalmentTakesNoMoreThanTheRoundings) {
  std::mt19937 random(4);
  for (int i = 0; i < 5'000; ++i) {
    Terms terms = random_terms(random);
    terms.repayment.shape = Shape::equal_instalment;
    terms.principal = terms.principal + Money::of_minor(1'000'00);
    const Day opened{static_cast<int>(random() % 3650)};
    const Money instalment = models::planned_instalment(terms, timeline, opened);
    const Instalment last = models::schedule(terms, timeline, opened).back();
    const std::int64_t off = (last.interest + last.principal - instalment).minor();
    // One minor unit a period, with interest on it at no more than 40 % a year over three years.
    ASSERT_LE(std::abs(off), 1 + 2 * terms.plan.instalments);
  }
}

TEST(ScheduleOracle, EqualPrincipalIsASumOfAnArithmeticSeries) {
  // 12,000.00 at 12 %, 30/360: principal 1,000.00 a month, interest 120, 110, … 10.
  const Terms terms{.principal = Money::of_minor(12'000'00),
                    .rate = Rate::of_ppm(120'000),
                    .repayment = {.shape = Shape::equal_principal},
                    .day_count = DayCount::thirty_360,
                    .plan = {}};
  Money interest;
  int n = 0;
  for (const Instalment& one : models::schedule(terms, timeline, Day{4})) {
    EXPECT_EQ(one.principal, Money::of_minor(1'000'00));
    EXPECT_EQ(one.interest, Money::of_minor(10'00 * (12 - n++)));
    interest += one.interest;
  }
  EXPECT_EQ(interest, Money::of_minor(780'00));  // n (n + 1) / 2 tens
}

TEST(Schedule, RepaysABulletAtOnceWithInterestForItsDays) {
  const Terms terms{.principal = Money::of_minor(5'000'00),
                    .rate = Rate::of_ppm(146'000),
                    .repayment = {.shape = Shape::bullet},
                    .plan = {.instalments = 1, .every_days = 7}};
  const auto plan = models::schedule(terms, timeline, Day{10});
  ASSERT_EQ(plan.size(), 1u);
  EXPECT_EQ(plan[0], (Instalment{Day{17}, Money::of_minor(14'00), terms.principal, Money{}}));
}

TEST(Schedule, PaysInterestOnlyUntilTheEnd) {
  const Terms terms{.principal = Money::of_minor(10'000'00),
                    .rate = Rate::of_ppm(120'000),
                    .repayment = {.shape = Shape::interest_only},
                    .day_count = DayCount::thirty_360,
                    .plan = {.instalments = 3}};
  const auto plan = models::schedule(terms, timeline, Day{0});
  ASSERT_EQ(plan.size(), 3u);
  for (const Instalment& one : plan) EXPECT_EQ(one.interest, Money::of_minor(100'00));
  EXPECT_EQ(plan[1].balance_after, terms.principal);
  EXPECT_EQ(plan[2].principal, terms.principal);
}

TEST(Schedule, KeepsTheLastDayOfAThreeYearLoanBeyondTheHorizon) {
  const Terms terms{.principal = Money::of_minor(10'000'00), .plan = {.instalments = 36}};
  const auto plan = models::schedule(terms, timeline, Day{timeline.days() - 1});
  EXPECT_EQ(plan.back().due, day(2037y / std::chrono::December / 28));
  EXPECT_EQ(plan.back().balance_after, Money{});
}

TEST(Schedule, EndsSoonerAfterAPartialEarlyRepayment) {
  InstalmentView view{.principal_left = Money::of_minor(50'00),
                      .interest = Money::of_minor(1'00),
                      .instalment = Money::of_minor(100'00),
                      .original = Money::of_minor(1'000'00),
                      .left = 5,
                      .instalments = 12};
  EXPECT_EQ(models::instalment_principal({.shape = Shape::equal_instalment}, view),
            Money::of_minor(50'00));
  EXPECT_EQ(models::instalment_principal({.shape = Shape::equal_principal}, view),
            Money::of_minor(50'00));
  view.interest = Money::of_minor(200'00);  // long accrued: all of the instalment is interest
  EXPECT_EQ(models::instalment_principal({.shape = Shape::equal_instalment}, view), Money{});
}

TEST(Schedule, RefusesToLendNothing) {
  EXPECT_THROW(models::schedule(Terms{}, timeline, Day{0}), sim::CheckFailure);
}

}  // namespace
