// What schedules have in common whatever their terms, and single rules by example.
#include "models/amortisation.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "random_loan.hpp"
#include "worked_examples.hpp"

namespace {

using models::Amortisation;
using models::amortise;
using models::BadTerms;
using models::DayConvention;
using models::DayShift;
using models::Frequency;
using models::LoanTerms;
using models::PrepaymentEffect;
using models::Repayment;
using models::RoundingMode;
using models::ScheduleRow;
using models_test::RandomLoan;
using sim::Money;
using sim::Rate;
using std::chrono::days;
using std::chrono::sys_days;
using worked_examples::date;
using worked_examples::money;

TEST(AmortisationProperty, PrincipalPartsAddUpAndEveryScheduleEndsAtZero) {
  RandomLoan random(11);
  for (int i = 0; i < 20'000; ++i) {
    LoanTerms terms = random.any_terms();
    random.restructure(terms);
    terms.due.shift = random.any<DayShift>();
    terms.interest_to_nominal = random.chance(3);
    Amortisation loan;
    try {
      loan = amortise(terms);
    } catch (const BadTerms&) {
      continue;  // paid back before a change comes, or due before it is paid out
    }
    Money left = loan.principal;
    sys_days due = loan.disbursed;
    for (const ScheduleRow& row : loan.rows) {
      left -= row.principal;
      ASSERT_EQ(row.balance_after, left);
      ASSERT_GE(row.balance_after, Money{});
      ASSERT_GE(row.interest, Money{});
      ASSERT_GE(row.payment(), Money{});
      if (!terms.interest_to_nominal) {
        ASSERT_GE(row.due, due);
      }
      if (terms.due.shift != DayShift::none && row.number > 0) {
        ASSERT_TRUE(terms.due.business_days.is_open(row.due));
      }
      due = row.due;
    }
    ASSERT_EQ(left, Money{});
    ASSERT_EQ(loan.total_paid() + loan.upfront_fee,
              loan.principal + loan.total_interest() + loan.total_fees());
    ASSERT_EQ(loan.principal - loan.received, loan.upfront_fee);
  }
}

// Discounted by the periods' own factors, payments are worth what was lent, up to their roundings.
TEST(AmortisationProperty, PaymentsAreWorthTheAmountAtThePeriodsRates) {
  RandomLoan random(12);
  for (int i = 0; i < 20'000; ++i) {
    const LoanTerms terms = random.plain();
    const Amortisation loan = amortise(terms);
    const int due_on = models::DueDates(terms.due).due_on();
    long double discount = 1;
    long double value = 0;
    long double roundings = 0;
    for (const ScheduleRow& row : loan.rows) {
      const auto share = models::year_share(terms.day_count, row.from, row.to, due_on);
      discount /= 1 + terms.rate.ppm() / 1e6L * share.numerator / share.denominator;
      value += discount * row.payment().minor();
      roundings += 0.5L * discount;  // each interest is off by half a minor unit at most
    }
    ASSERT_NEAR(static_cast<double>(value - loan.principal.minor()), 0,
                static_cast<double>(roundings) + 1e-6);
  }
}

TEST(AmortisationProperty, InstalmentsAreWholeMultiplesOfTheirUnit) {
  RandomLoan random(13);
  for (int i = 0; i < 3'000; ++i) {
    LoanTerms terms = random.plain();
    terms.repayment = Repayment::equal_instalment;
    terms.amount += money("5000");
    terms.instalment_rounding = {random.any<RoundingMode>(), money("10")};
    for (const ScheduleRow& row : amortise(terms).rows) {
      if (row.balance_after == Money{} || row.principal == Money{}) continue;
      ASSERT_EQ(row.payment().minor() % 10'00, 0);
    }
  }
}

LoanTerms a_loan() {
  LoanTerms terms;
  terms.amount = money("12000");
  terms.rate = Rate::of_ppm(120'000);
  terms.day_count = DayConvention::thirty_360;
  terms.due.disbursed = date("2025-01-15");
  return terms;
}

TEST(Amortisation, RoundingUpEndsWithASmallerPayment) {
  LoanTerms terms = a_loan();
  terms.instalment_rounding = {RoundingMode::up, money("1")};
  const Amortisation loan = amortise(terms);
  EXPECT_EQ(loan.rows[0].payment(), money("1067"));  // 1066.19 exactly
  EXPECT_LT(loan.rows.back().payment(), money("1067"));
  terms.instalment_rounding.unit = money("500");
  EXPECT_EQ(amortise(terms).rows.size(), 9u) << "1500 a month pays it off sooner";
}

TEST(Amortisation, FeesAreDeductedOrFinanced) {
  LoanTerms terms = a_loan();
  terms.fees = {.upfront = money("20"), .upfront_ppm = 10'000, .each = money("1.50")};
  const Amortisation deducted = amortise(terms);
  EXPECT_EQ(deducted.upfront_fee, money("140"));
  EXPECT_EQ(deducted.received, money("11860"));
  EXPECT_EQ(deducted.principal, money("12000"));
  EXPECT_EQ(deducted.rows[3].fee, money("1.50"));
  EXPECT_EQ(deducted.total_fees(), money("158"));
  terms.fees.handling = models::FeeHandling::financed;
  const Amortisation financed = amortise(terms);
  EXPECT_EQ(financed.received, money("12000"));
  EXPECT_EQ(financed.principal, money("12140"));
}

TEST(Amortisation, InterestFreePeriodsCostNothingAndLowerTheInstalment) {
  LoanTerms terms = a_loan();
  terms.interest_free = 3;
  const Amortisation loan = amortise(terms);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(loan.rows.at(i).interest, Money{});
  EXPECT_GT(loan.rows[3].interest, Money{});
  EXPECT_EQ(loan.rows[3].payment(), loan.rows[0].payment());
  EXPECT_LT(loan.rows[0].payment(), amortise(a_loan()).rows[0].payment());
  terms.interest_free = 12;
  EXPECT_EQ(amortise(terms).total_interest(), Money{});
  EXPECT_EQ(amortise(terms).rows[0].payment(), money("1000"));
}

TEST(Amortisation, InterestFreeDaysAreTakenOffTheFirstPeriod) {
  LoanTerms terms = a_loan();
  terms.repayment = Repayment::bullet;
  terms.instalments = 1;
  terms.day_count = DayConvention::actual_365;
  terms.rate = Rate::of_ppm(365'000);  // 12 a day
  terms.interest_free_days = 10;
  EXPECT_EQ(amortise(terms).rows[0].interest, money("252"));  // 31 days less 10
  terms.interest_free_days = 40;
  EXPECT_EQ(amortise(terms).rows[0].interest, Money{});
}

TEST(Amortisation, GraceOnPrincipalPaysInterestAlone) {
  LoanTerms terms = a_loan();
  terms.interest_only = 2;
  const Amortisation loan = amortise(terms);
  EXPECT_EQ(loan.rows[1].payment(), money("120"));
  EXPECT_EQ(loan.rows[1].balance_after, money("12000"));
  EXPECT_EQ(loan.rows[2].payment(), loan.rows[10].payment());
  EXPECT_EQ(loan.rows.size(), 12u);
}

TEST(Amortisation, APrepaymentShortensTheLoanOrLowersItsInstalments) {
  LoanTerms terms = a_loan();
  terms.prepayments = {{date("2025-04-15"), money("6000")}};  // on a due day: after its instalment
  terms.fees.prepayment_ppm = 10'000;
  const Amortisation shorter = amortise(terms);
  const ScheduleRow& early = shorter.rows[3];
  EXPECT_EQ(early.number, 0);
  EXPECT_EQ(early.principal, money("6000"));
  EXPECT_EQ(early.interest, Money{});
  EXPECT_EQ(early.fee, money("60"));
  EXPECT_EQ(shorter.rows[4].payment(), shorter.rows[0].payment());
  EXPECT_LT(shorter.rows.back().number, 12);
  terms.prepayment_effect = PrepaymentEffect::lower;
  const Amortisation lower = amortise(terms);
  EXPECT_EQ(lower.rows.back().number, 12);
  EXPECT_LT(lower.rows[4].payment(), money("500"));
  EXPECT_EQ(lower.rows[4].payment(), lower.rows[11].payment());
}

TEST(Amortisation, InterestAfterAPrepaymentIsOnWhatIsLeft) {
  LoanTerms terms = a_loan();
  terms.repayment = Repayment::interest_only;
  terms.prepayments = {{date("2025-01-30"), money("6000")}};  // half way through the first month
  const Amortisation loan = amortise(terms);
  EXPECT_EQ(loan.rows[1].interest, money("90"));  // 60 for the first half, 30 for the second
  EXPECT_EQ(loan.rows[2].interest, money("60"));
}

TEST(Amortisation, PrepayingAllOfItPaysTheInterestThereIs) {
  LoanTerms terms = a_loan();
  terms.prepayments = {{date("2025-01-30"), money("1000000")}};
  const Amortisation loan = amortise(terms);
  ASSERT_EQ(loan.rows.size(), 1u);
  EXPECT_EQ(loan.rows[0].payment(), money("12060"));
}

TEST(Amortisation, AHolidayAddsInterestToThePrincipalAndEndsTheLoanLater) {
  LoanTerms terms = a_loan();
  terms.holidays = {{1, 2}};
  const Amortisation loan = amortise(terms);
  ASSERT_EQ(loan.rows.size(), 14u);
  EXPECT_EQ(loan.rows[0].payment(), Money{});
  EXPECT_EQ(loan.rows[0].balance_after, money("12120"));
  EXPECT_EQ(loan.rows[1].balance_after, money("12241.20"));
  EXPECT_EQ(loan.rows[2].payment(), loan.rows[12].payment());
}

TEST(Amortisation, ALowerRateAndALongerTermAreCheaperEachMonth) {
  LoanTerms terms = a_loan();
  const Money before = amortise(terms).rows[0].payment();
  terms.rate_changes = {{4, Rate::of_ppm(60'000)}};
  const Amortisation cut = amortise(terms);
  EXPECT_EQ(cut.rows[2].payment(), before);
  EXPECT_LT(cut.rows[3].payment(), before);
  // Half a per cent a month of what is owed.
  EXPECT_EQ(cut.rows[3].interest.minor(), sim::scale(cut.rows[2].balance_after, 1, 200).minor());
  terms.rate_changes.clear();
  terms.extensions = {{4, 6}};
  const Amortisation longer = amortise(terms);
  EXPECT_EQ(longer.rows.size(), 18u);
  EXPECT_LT(longer.rows[3].payment(), before);
  EXPECT_EQ(longer.rows[3].payment(), longer.rows[16].payment());
}

TEST(Amortisation, LatePrincipalBearsTheAgreedRateInGraceAndLateInterestAfter) {
  LoanTerms terms = a_loan();
  terms.repayment = Repayment::equal_principal;
  terms.day_count = DayConvention::actual_360;
  terms.rate = Rate::of_ppm(360'000);  // 1 a day on 1,000
  terms.late_payments = {{2, 10}};
  terms.late = {.grace_days = 4, .fee = money("7")};
  const Amortisation loan = amortise(terms);
  EXPECT_EQ(loan.rows[1].late_interest, money("13"));  // 4 days at 1 and 6 at 1.50
  EXPECT_EQ(loan.rows[1].late_fee, money("7"));
  EXPECT_EQ(loan.rows[1].paid, loan.rows[1].due + days(10));
  LoanTerms in_time = terms;
  in_time.late_payments.clear();
  EXPECT_EQ(loan.rows[2], amortise(in_time).rows[2]) << "the plan of the others stays";
  terms.late_payments = {{2, 4}};
  EXPECT_EQ(amortise(terms).rows[1].late_interest, money("4"));
  EXPECT_EQ(amortise(terms).rows[1].late_fee, Money{});
}

TEST(Amortisation, AnOddFirstPeriodBearsInterestForItsDays) {
  LoanTerms terms = a_loan();
  terms.due.first = date("2025-03-01");
  const Amortisation loan = amortise(terms);
  EXPECT_EQ(loan.rows[0].interest, money("184"));  // 46 days of 30/360
  EXPECT_EQ(loan.rows[1].due, sys_days(date("2025-04-01")));
  EXPECT_EQ(loan.rows[1].payment(), loan.rows[0].payment());
}

TEST(Amortisation, InterestRunsToTheShiftedOrToTheNominalDueDate) {
  LoanTerms terms = a_loan();
  terms.repayment = Repayment::interest_only;
  terms.day_count = DayConvention::actual_360;
  terms.due.shift = DayShift::following;  // 15 February 2025 is a Saturday
  const Amortisation shifted = amortise(terms);
  EXPECT_EQ(shifted.rows[0].due, sys_days(date("2025-02-17")));
  EXPECT_EQ(shifted.rows[0].nominal, sys_days(date("2025-02-15")));
  EXPECT_EQ(shifted.rows[0].interest, money("132"));  // 33 days at 4
  EXPECT_EQ(shifted.rows[1].days(), 28);              // to Monday 17 March
  terms.interest_to_nominal = true;
  const Amortisation nominal = amortise(terms);
  EXPECT_EQ(nominal.rows[0].due, sys_days(date("2025-02-17")));
  EXPECT_EQ(nominal.rows[0].interest, money("124"));
}

TEST(Amortisation, RefusesTermsThatNoScheduleFits) {
  const auto bad = [](auto&& change) {
    LoanTerms terms = a_loan();
    change(terms);
    EXPECT_THROW(amortise(terms), BadTerms);
  };
  bad([](LoanTerms& terms) { terms.amount = Money{}; });
  bad([](LoanTerms& terms) { terms.rate = Rate::of_ppm(-1); });
  bad([](LoanTerms& terms) { terms.instalments = 0; });
  bad([](LoanTerms& terms) { terms.due.first = terms.due.disbursed; });
  bad([](LoanTerms& terms) { terms.fees.upfront = terms.amount; });
  bad([](LoanTerms& terms) { terms.interest_only = 12; });
  bad([](LoanTerms& terms) { terms.holidays = {{13, 1}}; });
  bad([](LoanTerms& terms) { terms.holidays = {{2, 3}, {4, 1}}; });
  bad([](LoanTerms& terms) { terms.extensions = {{13, 1}}; });
  bad([](LoanTerms& terms) { terms.late_payments = {{13, 1}}; });
  bad([](LoanTerms& terms) { terms.late_payments = {{2, 0}}; });
  bad([](LoanTerms& terms) {
    terms.late_payments = {{2, 1}};
    terms.holidays = {{2, 1}};
  });
  bad([](LoanTerms& terms) { terms.prepayments = {{date("2026-02-01"), money("1")}}; });
  bad([](LoanTerms& terms) { terms.prepayments = {{date("2025-01-14"), money("1")}}; });
  bad([](LoanTerms& terms) {
    terms.due.disbursed = date("2025-03-01");  // a Saturday; the next day moves to Friday before it
    terms.due.first = date("2025-03-02");
    terms.due.shift = DayShift::preceding;
  });
}

}  // namespace
