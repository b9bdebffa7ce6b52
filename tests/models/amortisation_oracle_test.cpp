// Schedules against second opinions: worked examples, closed forms, the running book's schedule,
// and a naive one in exact fractions.
#include <cmath>
#include <gtest/gtest.h>
#include <sstream>

#include "models/amortisation.hpp"
#include "models/schedule.hpp"
#include "naive_amortisation.hpp"
#include "random_loan.hpp"
#include "worked_examples.hpp"

namespace {

using models::Amortisation;
using models::amortise;
using models::DayConvention;
using models::Frequency;
using models::LoanTerms;
using models::MonthEnd;
using models::Repayment;
using models::ScheduleRow;
using models_test::RandomLoan;
using sim::Money;
using sim::Rate;
using std::chrono::sys_days;
using worked_examples::date;
using worked_examples::money;
using worked_examples::percent;

DayConvention convention_of(const worked_examples::Row& row) {
  const std::string& year = row.at("days_in_year");
  if (row.at("days_in_month") == "DAYS_30") {
    return year == "DAYS_365" ? DayConvention::thirty_365 : DayConvention::thirty_360;
  }
  if (year == "DAYS_360") return DayConvention::actual_360;
  if (year == "DAYS_364") return DayConvention::actual_364;
  return year == "ACTUAL" ? DayConvention::actual_actual : DayConvention::actual_365;
}

TEST(AmortisationReference, EqualInstalmentsAreThoseOfFineract) {
  int seen = 0;
  for (const auto& [name, rows] : worked_examples::cases("equal_instalment_examples.csv")) {
    SCOPED_TRACE(name);
    const auto& terms_row = rows.front();
    LoanTerms terms;
    terms.amount = money(terms_row.at("principal"));
    terms.rate = percent(terms_row.at("annual_rate_pct"));
    terms.instalments = static_cast<int>(rows.size());
    terms.day_count = convention_of(terms_row);
    terms.due.disbursed = date(terms_row.at("disbursed"));
    const int every = std::stoi(terms_row.at("every"));
    terms.due.frequency =
        terms_row.at("freq") == "MONTHS"  ? Frequency{Frequency::Unit::months, every}
        : terms_row.at("freq") == "WEEKS" ? Frequency{Frequency::Unit::days, 7 * every}
                                          : Frequency{Frequency::Unit::days, every};
    const Amortisation loan = amortise(terms);
    ASSERT_EQ(loan.rows.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i, ++seen) {
      EXPECT_EQ(loan.rows[i].from, sys_days(date(rows[i].at("from"))));
      EXPECT_EQ(loan.rows[i].due, sys_days(date(rows[i].at("due"))));
      EXPECT_EQ(loan.rows[i].payment(), money(rows[i].at("emi")));
      EXPECT_EQ(loan.rows[i].interest, money(rows[i].at("interest_due")));
      EXPECT_EQ(loan.rows[i].principal, money(rows[i].at("principal_due")));
      EXPECT_EQ(loan.rows[i].balance_after, money(rows[i].at("balance_after")));
    }
  }
  EXPECT_EQ(seen, 18);
}

TEST(AmortisationReference, LoansOfThe31stOfJanuaryAreThoseOfFineract) {
  int seen = 0;
  for (const auto& [name, rows] : worked_examples::cases("month_end_examples.csv")) {
    SCOPED_TRACE(name);
    const auto& terms_row = rows.front();
    LoanTerms terms;
    terms.amount = money(terms_row.at("principal"));
    terms.rate = percent(terms_row.at("annual_rate_pct"));
    terms.instalments = static_cast<int>(rows.size());
    terms.day_count = terms_row.at("day_count") == "30/360" ? DayConvention::thirty_360
                                                            : DayConvention::actual_actual;
    terms.due.disbursed = date(terms_row.at("disbursed"));
    terms.due.month_end = terms_row.at("month_end_rule") == "LAST_DAY_OF_MONTH"
                              ? MonthEnd::last_day
                              : MonthEnd::first_of_next;
    // With or without the first due date, which is a regular one.
    for (const bool given : {false, true}) {
      if (given) terms.due.first = date(rows[0].at("due_date"));
      const Amortisation loan = amortise(terms);
      ASSERT_EQ(loan.rows.size(), rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i, ++seen) {
        EXPECT_EQ(loan.rows[i].due, sys_days(date(rows[i].at("due_date"))));
        EXPECT_EQ(loan.rows[i].days(), std::stoi(rows[i].at("days")));
        EXPECT_EQ(loan.rows[i].payment(), money(rows[i].at("due")));
        EXPECT_EQ(loan.rows[i].interest, money(rows[i].at("interest")));
        EXPECT_EQ(loan.rows[i].principal, money(rows[i].at("principal_due")));
        EXPECT_EQ(loan.rows[i].balance_after, money(rows[i].at("balance_after")));
      }
    }
  }
  EXPECT_EQ(seen, 12);
}

// The first line of case C3152 in Apache Fineract's EMICalculation.feature (Apache License 2.0).
TEST(AmortisationReference, ActualActualOverTheTurnOfALeapYearIsThatOfFineract) {
  LoanTerms terms;
  terms.amount = money("10000");
  terms.rate = percent("12");
  terms.instalments = 6;
  terms.due.disbursed = date("2023-12-12");
  terms.day_count = DayConvention::actual_actual_last_day;
  const ScheduleRow row = amortise(terms).rows.front();
  EXPECT_EQ(row.due, sys_days(date("2024-01-12")));
  EXPECT_EQ(row.payment(), money("1725.56"));
  EXPECT_EQ(row.interest, money("101.81"));
  EXPECT_EQ(row.balance_after, money("8376.25"));
  terms.day_count = DayConvention::actual_actual;
  EXPECT_EQ(amortise(terms).rows.front().interest, money("101.82"));
}

// Both read the same product terms; whatever both know comes out the same.
TEST(AmortisationOracle, TheRunningBookBillsTheSame) {
  const sim::Timeline timeline(date("2020-01-01"), 10);
  RandomLoan random(1);
  int compared = 0;
  while (compared < 5'000) {
    LoanTerms terms = random.plain();
    if (terms.due.frequency.unit == Frequency::Unit::months) terms.due.frequency.every = 1;
    terms.due.first.reset();
    if (terms.repayment == Repayment::bullet) terms.instalments = 1;
    const sim::DayCount counts[] = {sim::DayCount::actual_365, sim::DayCount::actual_360,
                                    sim::DayCount::thirty_360};
    const DayConvention conventions[] = {DayConvention::actual_365, DayConvention::actual_360,
                                         DayConvention::thirty_360};
    if (random.chance(3)) {
      terms.instalment_rounding = {random.any<models::RoundingMode>(),
                                   Money::of_minor(random.whole(1, 1'000))};
    }
    const auto& period = terms.due.frequency;
    if (period.unit == Frequency::Unit::months || period.every >= 7) {
      terms.due.shift = random.any<models::DayShift>();
    }
    const int which = random.whole(0, 2);
    terms.day_count = conventions[which];
    const bool monthly = terms.due.frequency.unit == Frequency::Unit::months;
    const models::Terms book{.principal = terms.amount,
                             .rate = terms.rate,
                             .repayment = {.shape = static_cast<models::Shape>(terms.repayment),
                                           .step_ppm = terms.step_ppm,
                                           .step_every = terms.step_every,
                                           .minimum_ppm = terms.minimum_ppm,
                                           .minimum = terms.minimum,
                                           .rounding = terms.instalment_rounding},
                             .day_count = counts[which],
                             .plan = {.instalments = terms.instalments,
                                      .every_days = monthly ? 0 : terms.due.frequency.every,
                                      .month_end = terms.due.month_end,
                                      .shift = terms.due.shift}};
    const auto expected = models::schedule(book, timeline, timeline.day_of(terms.due.disbursed));
    const Amortisation loan = amortise(terms);
    ASSERT_LE(loan.rows.size(), expected.size());
    for (std::size_t i = 0; i < loan.rows.size(); ++i) {
      const ScheduleRow& row = loan.rows[i];
      ASSERT_EQ((models::Instalment{timeline.day_of(row.due), row.interest, row.principal,
                                    row.balance_after}),
                expected[i]);
    }
    ++compared;
  }
}

std::string text_of(const std::vector<naive::Row>& rows) {
  std::ostringstream text;
  for (const auto& row : rows) {
    text << row.number << ' ' << row.due.time_since_epoch().count() << ' ' << row.interest << ' '
         << row.principal << ' ' << row.fee << ' ' << row.balance << ' ' << row.late << '\n';
  }
  return text.str();
}

TEST(AmortisationOracle, ANaiveScheduleInExactFractionsIsTheSame) {
  RandomLoan random(2);
  for (int i = 0; i < 4'000; ++i) {
    const LoanTerms terms = random.any_terms();
    ASSERT_EQ(text_of(naive::rows_of(amortise(terms))), text_of(naive::schedule(terms))) << i;
  }
}

TEST(AmortisationOracle, ANaiveScheduleIsTheSameWhenTheLoanIsRestructured) {
  RandomLoan random(3);
  int compared = 0;
  for (int i = 0; compared < 4'000; ++i) {
    LoanTerms terms = random.any_terms();
    random.restructure(terms);
    Amortisation loan;
    try {
      loan = amortise(terms);
    } catch (const models::BadTerms&) {
      continue;  // paid back before a change comes
    }
    ASSERT_EQ(text_of(naive::rows_of(loan)), text_of(naive::schedule(terms))) << i;
    ++compared;
    ASSERT_LT(i, 20'000);
  }
}

LoanTerms monthly_30_360(std::int64_t major, std::int64_t ppm, int instalments) {
  LoanTerms terms;
  terms.amount = Money::of_minor(100 * major);
  terms.rate = Rate::of_ppm(ppm);
  terms.instalments = instalments;
  terms.day_count = DayConvention::thirty_360;
  terms.due.disbursed = date("2025-01-31");
  return terms;
}

TEST(AmortisationOracle, EqualInstalmentsAreThoseOfTheAnnuityFormula) {
  RandomLoan random(4);
  for (int i = 0; i < 2'000; ++i) {
    const int n = random.whole(1, 120);
    const LoanTerms terms =
        monthly_30_360(random.whole(1'000, 1'000'000), random.whole(1, 600'000), n);
    const long double rate = terms.rate.ppm() / 12e6L;
    const long double exact = terms.amount.minor() * rate / -std::expm1(-n * std::log1p(rate));
    const ScheduleRow row = amortise(terms).rows.front();
    // The only instalment is the last, which takes what its own roundings leave.
    const double near = n > 1 ? 0.5 + 1e-6 : 1;
    ASSERT_NEAR(static_cast<double>(row.payment().minor() - exact), 0, near);
  }
}

TEST(AmortisationOracle, EqualPrincipalIsAnArithmeticSeries) {
  LoanTerms terms = monthly_30_360(12'000, 120'000, 12);
  terms.repayment = Repayment::equal_principal;
  int n = 0;
  for (const ScheduleRow& row : amortise(terms).rows) {
    EXPECT_EQ(row.principal, Money::of_minor(1'000'00));
    EXPECT_EQ(row.interest, Money::of_minor(10'00 * (12 - n++)));
  }
  EXPECT_EQ(amortise(terms).total_interest(), Money::of_minor(780'00));  // n (n + 1) / 2 tens
}

TEST(AmortisationOracle, ABulletPaysSimpleInterestForAllItsDaysAtOnce) {
  LoanTerms terms = monthly_30_360(5'000, 146'000, 90);
  terms.repayment = Repayment::bullet;
  terms.day_count = DayConvention::actual_365;
  terms.due.frequency = {Frequency::Unit::days, 1};
  const Amortisation loan = amortise(terms);
  ASSERT_EQ(loan.rows.size(), 1u);
  EXPECT_EQ(loan.rows[0].interest, Money::of_minor(180'00));  // 5000 × 0.146 × 90 / 365
  EXPECT_EQ(loan.rows[0].payment(), Money::of_minor(5'180'00));
  EXPECT_EQ(loan.rows[0].due, terms.due.disbursed + std::chrono::days(90));
}

TEST(AmortisationOracle, InterestOnlyPaysTheSameInterestEachMonthAndThePrincipalLast) {
  LoanTerms terms = monthly_30_360(10'000, 120'000, 6);
  terms.repayment = Repayment::interest_only;
  const Amortisation loan = amortise(terms);
  for (const ScheduleRow& row : loan.rows) {
    EXPECT_EQ(row.interest, Money::of_minor(100'00));
    EXPECT_EQ(row.principal, row.number == 6 ? terms.amount : Money{});
  }
}

// A growing annuity whose payments grow by g each period: P (i - g) / (1 - ((1 + g) / (1 + i))^n).
TEST(AmortisationOracle, InstalmentsThatGrowEachPeriodAreAGrowingAnnuity) {
  RandomLoan random(5);
  for (int i = 0; i < 1'000; ++i) {
    LoanTerms terms = monthly_30_360(random.whole(10'000, 1'000'000), random.whole(60'000, 400'000),
                                     random.whole(2, 60));
    terms.repayment = Repayment::step_up;
    terms.step_ppm = random.whole(-4'000, 4'000);
    terms.step_every = 1;
    const int n = terms.instalments;
    const long double rate = terms.rate.ppm() / 12e6L;
    const long double growth = terms.step_ppm / 1e6L;
    const long double ratio = std::log1p(growth) - std::log1p(rate);
    const long double first = terms.amount.minor() * (rate - growth) / -std::expm1(n * ratio);
    const auto rows = amortise(terms).rows;
    for (int k = 0; k < n - 1; ++k) {
      const long double exact = first * std::exp(k * std::log1p(growth));
      ASSERT_NEAR(static_cast<double>(rows.at(k).payment().minor() - exact), 0, 0.5 + 1e-5);
    }
  }
}

// Each minimum payment leaves the same share of what was owed, until the least amount takes over.
TEST(AmortisationOracle, MinimumPaymentsShrinkARevolvingLoanGeometrically) {
  LoanTerms terms = monthly_30_360(100'000, 180'000, 1'200);
  terms.repayment = Repayment::revolving;
  terms.minimum_ppm = 100'000;
  terms.minimum = Money::of_minor(1);
  const auto rows = amortise(terms).rows;
  for (int k = 0; k < 40; ++k) {
    const double exact = 100'000'00 * std::pow(0.9, k + 1);
    ASSERT_NEAR(static_cast<double>(rows.at(k).balance_after.minor()), exact, 5.0);
  }
  EXPECT_EQ(rows.back().balance_after, Money{});
}

}  // namespace
