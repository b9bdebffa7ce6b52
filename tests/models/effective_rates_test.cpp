// Annual percentage rates against Regulation Z's own examples, effective rates against discounting.
#include "models/effective_rates.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "models/annual_percentage_rate.hpp"
#include "random_loan.hpp"
#include "worked_examples.hpp"

namespace {

using models::amortise;
using models::CashFlow;
using models::DayConvention;
using models::DueRule;
using models::Frequency;
using models::LoanTerms;
using models::TimedAmount;
using models::UnitPeriod;
using models::xirr;
using models_test::RandomLoan;
using sim::Money;
using sim::Rate;
using std::chrono::days;
using std::chrono::sys_days;
using Unit = Frequency::Unit;
using worked_examples::date;
using worked_examples::money;

double two_decimals(double rate) {
  return std::round(rate * 1e4) / 100;
}

TEST(AnnualPercentageRateReference, StreamsOfPaymentsGiveThePublishedRates) {
  int seen = 0;
  for (const auto& row : worked_examples::rows_of_file("regulation_z_appendix_j_examples.csv")) {
    SCOPED_TRACE(row.at("example"));
    std::vector<TimedAmount> payments;
    const std::string name = "payment_streams(t_unit_periods|odd_days|amount|count)";
    const double odd_days = std::stod(row.at("days_in_unit_period_for_odd_days"));
    const auto stream = worked_examples::split(row.at(name), '|');
    for (int k = 0; k < std::stoi(stream.at(3)); ++k) {
      payments.push_back(
          {{std::stoi(stream[0]) + k, std::stod(stream[1]) / odd_days}, money(stream[2])});
    }
    const auto apr =
        models::annual_percentage_rate({{{}, money(row.at("amount_advanced"))}}, payments,
                                       std::stod(row.at("unit_periods_per_year")));
    ASSERT_TRUE(apr);
    EXPECT_EQ(two_decimals(*apr), std::stod(row.at("published_apr_pct")));
    EXPECT_NEAR(*apr * 100, std::stod(row.at("recomputed_apr_pct")), 5e-5);
    ++seen;
  }
  EXPECT_EQ(seen, 4);
}

// Regulation Z, appendix J, (c)(1): the same examples by their dates, and the weekly one.
TEST(AnnualPercentageRateReference, DatesGiveThePublishedRates) {
  struct Example {
    const char* amount;
    const char* disbursed;
    const char* first;
    Frequency frequency;
    const char* payment;
    int count;
    double published;
  };
  for (const Example& one :
       {Example{"5000", "1978-01-10", "1978-02-10", {Unit::months, 1}, "230", 24, 9.69},
        Example{"6000", "1978-02-10", "1978-04-01", {Unit::months, 1}, "200", 36, 11.82},
        Example{"5000", "1978-02-23", "1978-03-01", {Unit::semimonths, 1}, "219.17", 24, 10.34},
        Example{"10000", "1978-05-23", "1978-10-01", {Unit::months, 3}, "385", 40, 8.97},
        Example{"500", "1978-03-20", "1978-04-21", {Unit::days, 7}, "17.60", 30, 14.96}}) {
    DueRule rule;
    rule.frequency = one.frequency;
    rule.disbursed = date(one.disbursed);
    rule.first = date(one.first);
    const models::DueDates dates(rule);
    const UnitPeriod unit = models::unit_period_of(one.frequency);
    std::vector<TimedAmount> payments;
    for (int n = 1; n <= one.count; ++n) {
      payments.push_back({models::unit_periods_between(unit, rule.disbursed, dates(n).nominal),
                          money(one.payment)});
    }
    const auto apr =
        models::annual_percentage_rate({{{}, money(one.amount)}}, payments, unit.per_year);
    EXPECT_EQ(two_decimals(apr.value()), one.published) << one.first;

    // The dates alone say what the unit-period is.
    std::vector<sys_days> all = {rule.disbursed};
    for (int n = 1; n <= one.count; ++n) all.push_back(dates(n).nominal);
    const UnitPeriod common = models::common_unit_period(all);
    EXPECT_EQ(common.kind, unit.kind) << one.first;
    EXPECT_EQ(common.length, unit.length) << one.first;
    EXPECT_EQ(common.per_year, unit.per_year) << one.first;
  }
}

TEST(UnitPeriods, AreThoseThatOccurMostOften) {
  const auto common = [](std::initializer_list<const char*> texts) {
    std::vector<sys_days> dates;
    for (const char* text : texts) dates.push_back(date(text));
    const UnitPeriod unit = models::common_unit_period(dates);
    return std::pair(unit.kind, unit.length);
  };
  using Kind = UnitPeriod::Kind;
  using Period = std::pair<Kind, int>;
  // Two months twice, one month twice: the shorter.
  EXPECT_EQ(common({"2025-01-10", "2025-03-10", "2025-05-10", "2025-06-10", "2025-07-10"}),
            Period(Kind::months, 1));
  EXPECT_EQ(common({"2025-01-10", "2025-01-24", "2025-02-07", "2025-03-07"}),
            Period(Kind::days, 14));
  EXPECT_EQ(common({"2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"}),
            Period(Kind::months, 1));
  // None occurs twice: 10, 20 and 60 days are 30 on average, and a month is nearer than 4 weeks.
  EXPECT_EQ(common({"2025-01-01", "2025-01-11", "2025-01-31", "2025-04-01"}),
            Period(Kind::months, 1));
  // 3 and 4 days are 3.5 on average, nearer to a day than to a week.
  EXPECT_EQ(common({"2025-01-01", "2025-01-04", "2025-01-08"}), Period(Kind::days, 1));
  EXPECT_EQ(common({"2025-01-01", "2025-01-21"}), Period(Kind::term, 20));
  EXPECT_EQ(common({"2025-01-01", "2027-01-01", "2029-01-01"}), Period(Kind::year, 1));
}

TEST(UnitPeriods, CountBackFromTheLaterDate) {
  const auto between = [](const UnitPeriod& unit, const char* from, const char* to, int on = 0) {
    return models::unit_periods_between(unit, date(from), date(to), on);
  };
  const UnitPeriod month = models::unit_period_of({Unit::months, 1});
  EXPECT_EQ(between(month, "1978-02-10", "1978-04-01").full, 1);
  EXPECT_DOUBLE_EQ(between(month, "1978-02-10", "1978-04-01").fraction, 19 / 30.0);
  EXPECT_EQ(between(month, "2025-01-31", "2025-02-28", 31).full, 1);
  EXPECT_EQ(between(month, "2025-01-31", "2025-02-28", 31).fraction, 0);
  EXPECT_DOUBLE_EQ(between(month, "2025-01-31", "2025-02-28").fraction, 28 / 30.0);
  const UnitPeriod quarter = models::unit_period_of({Unit::months, 3});
  EXPECT_EQ(between(quarter, "1978-05-23", "1978-10-01").full, 1);
  EXPECT_DOUBLE_EQ(between(quarter, "1978-05-23", "1978-10-01").fraction, 39 / 90.0);
  const UnitPeriod year = models::unit_period_of({Unit::months, 12});
  EXPECT_EQ(between(year, "2024-03-01", "2026-06-01").full, 2);
  EXPECT_DOUBLE_EQ(between(year, "2024-03-01", "2026-06-01").fraction, 3 / 12.0);
  EXPECT_DOUBLE_EQ(between(year, "2024-03-01", "2026-03-11").fraction, 10 / 365.0);
  const UnitPeriod week = models::unit_period_of({Unit::days, 7});
  EXPECT_EQ(between(week, "1978-03-20", "1978-04-21").full, 4);
  EXPECT_DOUBLE_EQ(between(week, "1978-03-20", "1978-04-21").fraction, 4 / 7.0);
}

TEST(UnitPeriods, MakeAYear) {
  EXPECT_EQ(models::unit_period_of({Unit::days, 1}).per_year, 365);
  EXPECT_EQ(models::unit_period_of({Unit::days, 7}).per_year, 52);
  EXPECT_EQ(models::unit_period_of({Unit::days, 14}).per_year, 26);
  EXPECT_EQ(models::unit_period_of({Unit::days, 10}).per_year, 36.5);
  EXPECT_EQ(models::unit_period_of({Unit::semimonths, 1}).per_year, 24);
  EXPECT_EQ(models::unit_period_of({Unit::months, 3}).per_year, 4);
  EXPECT_EQ(models::unit_period_of({Unit::months, 24}).per_year, 1);
  const auto term = [](const char* from, const char* to) {
    return models::unit_period_of_term(date(from), date(to)).per_year;
  };
  EXPECT_EQ(term("2025-01-15", "2025-07-15"), 2);
  EXPECT_DOUBLE_EQ(term("2025-01-15", "2025-02-14"), 365 / 30.0);
  EXPECT_EQ(term("2025-01-15", "2027-07-15"), 1);
}

// (c)(5) of the appendix: one advance, one payment, a rate by hand.
TEST(EffectiveRatesOracle, ASinglePaymentIsSimpleInterestOverItsTerm) {
  LoanTerms terms;
  terms.amount = money("1000");
  terms.rate = Rate::of_ppm(120'000);
  terms.repayment = models::Repayment::bullet;
  terms.due.disbursed = date("2025-01-15");
  terms.due.frequency = {Unit::days, 73};
  terms.instalments = 1;
  const auto rates = models::effective_rates(amortise(terms), terms.due.frequency);
  EXPECT_NEAR(*rates.apr, 0.12, 1e-12);  // 24.00 for a fifth of a year
  EXPECT_NEAR(*rates.xirr, std::pow(1.024, 5) - 1, 1e-12);
}

TEST(EffectiveRates, ALoanPaidBackOnItsFirstDayHasNone) {
  LoanTerms terms;
  terms.amount = money("1000");
  terms.due.disbursed = date("2025-01-15");
  terms.prepayments = {{date("2025-01-15"), money("1000")}};
  const auto rates = models::effective_rates(amortise(terms), terms.due.frequency);
  EXPECT_EQ(rates.apr, std::nullopt);
  EXPECT_EQ(rates.xirr, std::nullopt);
}

TEST(EffectiveRates, BeingLateIsNoPartOfTheContractsRate) {
  LoanTerms terms;
  terms.amount = money("1000");
  terms.rate = Rate::of_ppm(120'000);
  terms.due.disbursed = date("2025-01-15");
  const auto in_time = models::effective_rates(amortise(terms), terms.due.frequency);
  terms.late_payments = {{3, 20}};
  terms.late.fee = money("5");
  const auto late = models::effective_rates(amortise(terms), terms.due.frequency);
  EXPECT_EQ(*late.apr, *in_time.apr);
  EXPECT_GT(*late.xirr, *in_time.xirr);
  // Time that costs nothing makes a loan cheaper.
  terms.late = {.factor_ppm = 0};
  const auto at_no_cost = models::effective_rates(amortise(terms), terms.due.frequency);
  EXPECT_LT(*at_no_cost.xirr, *in_time.xirr);
}

// With nothing but its interest, paid by whole unit-periods that are equal shares of a year, a loan
// costs its nominal rate, up to the roundings of its payments to the minor unit.
TEST(EffectiveRatesProperty, ARegularLoanWithoutFeesCostsItsNominalRate) {
  RandomLoan random(21);
  for (int i = 0; i < 3'000; ++i) {
    LoanTerms terms = random.plain();
    if (terms.repayment == models::Repayment::bullet) continue;
    terms.amount = Money::of_minor(100 * static_cast<std::int64_t>(random.whole(100'000, 900'000)));
    terms.rate = Rate::of_ppm(random.whole(10'000, 400'000));
    terms.instalments = random.whole(2, 40);
    terms.due.first.reset();
    terms.due.month_end = models::MonthEnd::last_day;
    if (terms.due.frequency.unit == Unit::months) {
      terms.due.frequency.every = std::vector{1, 1, 3, 6}[random.whole(0, 3)];
      terms.day_count = DayConvention::thirty_360;
    } else {
      terms.due.frequency.every = 7 * random.whole(1, 4);
      terms.day_count = DayConvention::actual_364;
    }
    const auto rates = models::effective_rates(amortise(terms), terms.due.frequency);
    ASSERT_TRUE(rates.apr);
    ASSERT_NEAR(*rates.apr, static_cast<double>(terms.rate.ppm()) / 1e6, 1e-5);
  }
}

TEST(EffectiveRatesProperty, FeesCostMoreAndTheRatesMakePaymentsWorthWhatWasReceived) {
  RandomLoan random(22);
  int fees = 0;
  for (int i = 0; i < 5'000; ++i) {
    LoanTerms terms = random.any_terms();
    terms.amount += money("1000");
    const auto loan = amortise(terms);
    const auto rates = models::effective_rates(loan, terms.due.frequency);
    ASSERT_TRUE(rates.xirr);
    ASSERT_TRUE(rates.apr);
    ASSERT_GT(*rates.xirr, -1e-9);
    const double off = models::present_value(models::cash_flows(loan), *rates.xirr);
    ASSERT_NEAR(off / static_cast<double>(loan.total_paid().minor()), 0, 1e-11);
    if (loan.total_fees() == Money{}) continue;
    ++fees;
    LoanTerms free = terms;
    free.fees = {};
    const auto cheaper = models::effective_rates(amortise(free), terms.due.frequency);
    ASSERT_GE(*rates.apr, *cheaper.apr);
    ASSERT_GE(*rates.xirr, *cheaper.xirr);
  }
  EXPECT_GT(fees, 1'000);
}

TEST(XirrOracle, FindsTheRateThatMadeTheFlows) {
  RandomLoan random(23);
  for (int i = 0; i < 5'000; ++i) {
    // A loan at a known rate, paid back on days of any distance, the last payment taking the rest.
    const double rate = std::expm1(random.whole(-2'000, 4'000) / 1000.0);
    std::vector<CashFlow> flows = {{sys_days(days(20'000)), money("1000000")}};
    double owed = 1e8;
    int at = 0;
    for (int n = random.whole(1, 20); n > 0; --n) {
      const int step = random.whole(1, 60);
      at += step;
      owed *= std::pow(1 + rate, step / 365.0);
      const double payment = n == 1 ? owed : owed * random.whole(1, 50) / 100;
      const auto minor = static_cast<std::int64_t>(std::llround(payment));
      flows.push_back({sys_days(days(20'000 + at)), Money::of_minor(-minor)});
      owed -= static_cast<double>(minor);
    }
    // One rounding to the minor unit of 1e8, over a day at least.
    ASSERT_NEAR(std::log1p(xirr(flows).value()), std::log1p(rate), 365 * 2e-8);
  }
}

TEST(Xirr, SaysWhereThereIsNoRate) {
  const sys_days day{days(20'000)};
  EXPECT_EQ(xirr({}), std::nullopt);
  EXPECT_EQ(xirr({{day, money("100")}}), std::nullopt);
  EXPECT_EQ(xirr({{day, money("100")}, {day + days(30), money("10")}}), std::nullopt);
  EXPECT_EQ(xirr({{day, money("100")}, {day, Money::of_minor(-110'00)}}), std::nullopt);
  // Received, paid and received again so that no rate is right: 1 - x + x² has no root.
  EXPECT_EQ(xirr({{day, money("100")},
                  {day + days(365), Money::of_minor(-100'00)},
                  {day + days(730), money("100")}}),
            std::nullopt);
}

TEST(Xirr, OfSeveralRatesIsOneNearZero) {
  // 100 - 610 v + 550 v² is zero at v = 1 / 1.1 and at v = 1 / 5.
  const sys_days day{days(20'000)};
  const std::vector<CashFlow> flows = {{day, money("100")},
                                       {day + days(365), Money::of_minor(-610'00)},
                                       {day + days(730), money("550")}};
  EXPECT_NEAR(xirr(flows).value(), 0.1, 1e-12);
}

TEST(Xirr, OrderAndScaleDoNotMatter) {
  const sys_days day{days(20'000)};
  const std::vector<CashFlow> flows = {{day + days(365), Money::of_minor(-110'00)},
                                       {day, money("100")}};
  EXPECT_NEAR(xirr(flows).value(), 0.1, 1e-12);
  EXPECT_NEAR(xirr({{day, Money::of_minor(-100)}, {day + days(1), Money::of_minor(200)}}).value(),
              std::pow(2.0, 365), 1e-9 * std::pow(2.0, 365));
  EXPECT_EQ(xirr({{day, money("100")}, {day + days(9), Money::of_minor(-100'00)}}), 0.0);
}

TEST(AnnualPercentageRate, NothingPaidOrAdvancedHasNone) {
  EXPECT_EQ(models::annual_percentage_rate({}, {{{1, 0}, money("1")}}, 12), std::nullopt);
  EXPECT_EQ(models::annual_percentage_rate({{{}, money("1")}}, {}, 12), std::nullopt);
}

}  // namespace
