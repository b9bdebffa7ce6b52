// Loans of every product rule in the running book, against the schedule of a single loan.
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "models/amortisation.hpp"
#include "models/lending.hpp"
#include "naive_fee.hpp"
#include "small_scenario.hpp"

namespace {

using models::Loan;
using models::LoanTerms;
using models::ProductParameters;
using models::Shape;
using models_test::small_scenario;
using models_test::Stepper;
using sim::Money;

// Everybody pays on the due day, and only this product is on offer.
models::Scenario punctual(const ProductParameters& product, int coupon_days = 0) {
  models::Scenario scenario = small_scenario(300, 2);
  // The first days of each October, and Mondays and days in the middle of a week.
  for (const int year : {2025, 2026}) {
    for (unsigned day = 1; day <= 3; ++day)
      scenario.run.holidays.push_back(std::chrono::year(year) / 10 / day);
    scenario.run.holidays.push_back(std::chrono::year(year) / 5 / 5);
    scenario.run.holidays.push_back(std::chrono::year(year) / 3 / 31);
  }
  for (models::Tier& tier : scenario.membership.tiers) tier.coupon = {coupon_days};
  models::ChainPayment payment;
  for (models::ChainRow& row : payment.rows) row = {row.id, {1.0}, {0.0}, {0.0}};
  scenario.payment.policy = payment;
  scenario.products = {product};
  return scenario;
}

// The same loan as `creditcycle schedule` knows it.
LoanTerms single_loan(const models::World& world, const Loan& loan) {
  const ProductParameters& product = world.scenario.products[loan.product];
  LoanTerms terms;
  terms.amount = world.products[loan.product].fee.amount_within(loan.original);
  terms.rate = sim::Rate::of_ppm(loan.rate_ppm);
  terms.repayment = static_cast<models::Repayment>(product.shape);
  terms.instalments = static_cast<int>(product.instalments);
  terms.due.disbursed = world.timeline.date(sim::Day(loan.opened));
  terms.due.month_end = product.month_end;
  const int every = product.shape == Shape::bullet ? product.term.value : product.every.value;
  if (every > 0) terms.due.frequency = {models::Frequency::Unit::days, every};
  terms.day_count = static_cast<models::DayConvention>(product.day_count);
  terms.step_ppm = std::llround(product.step.value * 1e6);
  terms.step_every = static_cast<int>(product.step_every);
  terms.minimum_ppm = std::llround(product.minimum_share.value * 1e6);
  terms.minimum = product.minimum;
  terms.due.shift = product.shift;
  terms.due.business_days = world.scenario.run.business_days();
  terms.interest_free_days = world.tiers.tier(loan.tier).coupon.value;
  terms.instalment_rounding = {product.instalment_rounding, product.instalment_unit};
  terms.fees = {.upfront_ppm = std::llround(product.origination_fee.value * 1e6),
                .handling = product.fee_handling,
                .each = product.service_fee};
  return terms;
}

// Runs two years of it and compares each open loan that has billed with its schedule, every day.
void expect_the_book_to_follow(const ProductParameters& product, int coupon_days = 0) {
  SCOPED_TRACE(product.id);
  Stepper stepper(punctual(product, coupon_days));
  int compared = 0;
  for (int day = 1; day <= 700; ++day) {
    stepper.run_to(sim::Day(day));
    for (const Loan& loan : stepper.run().shard(0).loans) {
      if (loan.status != models::LoanStatus::open || loan.billed == 0) continue;
      const auto plan = models::amortise(single_loan(stepper.world(), loan));
      ASSERT_EQ(loan.original, plan.principal);
      ASSERT_EQ(loan.principal, plan.rows.at(loan.billed - 1U).balance_after) << loan.billed;
      ASSERT_LT(loan.billed, plan.rows.size()) << "a loan that is repaid is still open";
      ASSERT_EQ(
          sim::Day(loan.next_due),
          stepper.world().timeline.day_of(std::chrono::year_month_day(plan.rows[loan.billed].due)));
      ++compared;
    }
  }
  EXPECT_GT(compared, 1'000);
}

ProductParameters product_of(std::string_view id, Shape shape, int instalments, int every = 0) {
  ProductParameters product;
  product.id = id;
  product.shape = shape;
  product.instalments = instalments;
  product.every = {every};
  product.demand = {1};
  return product;
}

TEST(ProductBook, StepUpLoansPaidOnTimeFollowTheScheduleOfASingleLoan) {
  ProductParameters product = product_of("step-up", Shape::step_up, 12);
  product.step_every = 3;
  expect_the_book_to_follow(product);
  product.step = {-0.2};
  product.every = {14};
  product.day_count = sim::DayCount::actual_360;
  expect_the_book_to_follow(product);
}

TEST(ProductBook, RevolvingLoansPaidOnTimeFollowTheScheduleOfASingleLoan) {
  ProductParameters product = product_of("revolving", Shape::revolving, 24);
  product.minimum_share = {0.05};
  expect_the_book_to_follow(product);
  // The minimum in money ends most of them early.
  product.minimum_share = {0.2};
  product.minimum = Money::of_minor(400'00);
  expect_the_book_to_follow(product);
}

TEST(ProductBook, InstalmentsInWholeYuanAndOnBusinessDaysFollowTheScheduleOfASingleLoan) {
  ProductParameters product = product_of("yuan", Shape::equal_instalment, 12);
  product.instalment_unit = Money::of_minor(1'00);
  product.instalment_rounding = models::RoundingMode::up;
  product.shift = models::DayShift::following;
  expect_the_book_to_follow(product);
  product.shape = Shape::equal_principal;
  product.every = {7};
  product.shift = models::DayShift::preceding;
  expect_the_book_to_follow(product);
  product.shape = Shape::revolving;
  product.every = {0};
  product.instalment_unit = Money::of_minor(10'00);
  product.shift = models::DayShift::modified_following;
  expect_the_book_to_follow(product);
}

TEST(ProductBook, LoansWithInterestFreeDaysFollowTheScheduleOfASingleLoan) {
  expect_the_book_to_follow(product_of("within", Shape::equal_instalment, 12), 10);
  expect_the_book_to_follow(product_of("beyond", Shape::step_up, 9), 75);
  ProductParameters weekly = product_of("weekly", Shape::equal_principal, 30, 7);
  weekly.day_count = sim::DayCount::actual_360;
  expect_the_book_to_follow(weekly, 7);
}

// What interest-free days and discounts cost, night by night and loan by loan, to the minor unit;
// the lender earns the list price.
TEST(ProductBook, InterestFreeDaysCostWhatTheListPriceWouldHaveBrought) {
  models::Scenario scenario = small_scenario(400, 1);
  scenario.membership.tiers[0].coupon = {30};
  scenario.membership.tiers[1].coupon = {5};
  Stepper stepper(scenario);
  const models::World& world = stepper.world();
  sim::Int128 forgone = 0;
  sim::Int128 free_interest = 0;
  for (int day = 0; day < world.timeline.days(); ++day) {
    stepper.run_to(sim::Day(day + 1));
    for (const Loan& loan : stepper.run().shard(0).loans) {
      if (loan.status != models::LoanStatus::open) continue;
      const bool free = day - loan.opened < world.tiers.tier(loan.tier).coupon.value;
      ASSERT_EQ(loan.coupon, free);
      const std::int64_t weight =
          world.products[loan.product].day_count == sim::DayCount::actual_365 ? 360 : 365;
      const sim::Int128 night = sim::Int128{loan.principal.minor()} * weight;
      forgone += night * (loan.discount_ppm + (free ? loan.rate_ppm : 0));
      if (free) free_interest += night * loan.rate_ppm;
    }
  }
  const sim::Panel panel = stepper.run().panels()[0];
  std::int64_t cost = 0;
  for (std::size_t month = 0; month < panel.cells(); ++month) {
    cost += panel.at(month, static_cast<std::size_t>(models::PortfolioMeasure::benefit_cost));
  }
  constexpr std::int64_t unit = 365LL * 360LL * 1'000'000LL;
  EXPECT_EQ(cost, sim::divide_half_even(forgone, unit));
  EXPECT_GT(free_interest / unit, 1'000'00);
}

// All loans that a punctual run has opened, as they were on their first day.
class Opened {
 public:
  void look(const models::Shard& shard, int today) {
    for (const Loan& loan : shard.loans) {
      if (loan.status == models::LoanStatus::open && loan.opened == today) loans_.push_back(loan);
    }
  }
  const std::vector<Loan>& loans() const { return loans_; }

 private:
  std::vector<Loan> loans_;
};

// The origination fee of each loan by its effective rate, and service fees, are income when an
// instalment falls due.
TEST(ProductBook, FeesAreIncomeOverTheLoansLives) {
  ProductParameters financed = product_of("financed", Shape::equal_instalment, 6);
  financed.origination_fee = {0.031};
  financed.fee_handling = models::FeeHandling::financed;
  financed.service_fee = Money::of_minor(3'45);
  ProductParameters deducted = product_of("deducted", Shape::revolving, 12);
  deducted.origination_fee = {0.0175};
  deducted.minimum = Money::of_minor(600'00);
  for (const ProductParameters& product : {financed, deducted}) {
    SCOPED_TRACE(product.id);
    expect_the_book_to_follow(product);
    Stepper stepper(punctual(product));
    Opened opened;
    constexpr int days = 500;
    for (int day = 0; day < days; ++day) {
      stepper.run_to(sim::Day(day + 1));
      opened.look(stepper.run().shard(0), day);
    }
    Money charged;
    double income = 0;
    int bills = 0;
    for (const Loan& loan : opened.loans()) {
      const LoanTerms terms = single_loan(stepper.world(), loan);
      const Money fee = models::upfront_fee(terms);
      charged += fee;
      const auto plan = models::amortise(terms);
      std::vector<double> balances = {static_cast<double>(loan.principal.minor())};
      for (const models::ScheduleRow& row : plan.rows) {
        if (row.balance_after > Money{})
          balances.push_back(static_cast<double>(row.balance_after.minor()));
      }
      const auto parts = models_test::naive_fee_parts(balances, loan.rate_ppm * 1e-6 / 12,
                                                      static_cast<double>(fee.minor()));
      for (std::size_t k = 0; k < parts.size(); ++k) {
        const models::ScheduleRow& row = plan.rows.at(k);
        if (stepper.world().timeline.day_of(row.due).value() >= days) break;
        charged += row.fee;
        income += static_cast<double>(row.fee.minor()) + parts[k];
        ++bills;
      }
    }
    const models::Books& books = stepper.run().shard(0).books;
    const Money earned = -books.balance(models::Account::fee_income);
    const Money deferred = -books.balance(models::Account::fees_deferred);
    EXPECT_EQ(earned + deferred, charged);
    EXPECT_GT(deferred, Money{});
    EXPECT_GT(bills, 100);
    EXPECT_NEAR(static_cast<double>(earned.minor()), income, 0.002 * income);
  }
}

// Whoever asks for an amount gets it less the fee, or owes it with the fee, within the limit.
TEST(ProductBook, AFinancedFeeFitsUnderTheLimit) {
  models::OriginationFee fee{.ppm = 123'457, .financed = true};
  for (std::int64_t minor = 1; minor < 100'000; ++minor) {
    const Money most = Money::of_minor(minor);
    const Money amount = fee.amount_within(most);
    ASSERT_LE(fee.owed(amount), most);
    ASSERT_GT(fee.owed(amount + Money::of_minor(1)), most);
  }
  fee.financed = false;
  EXPECT_EQ(fee.amount_within(Money::of_minor(77)), Money::of_minor(77));
  EXPECT_EQ(fee.received(Money::of_minor(1'000'00)), Money::of_minor(876'54));
}

// Loans that are late, repaid early or charged off: books balance every day, however they are cut.
TEST(ProductBookProperty, RandomProductsBalanceAndDoNotDependOnShards) {
  std::mt19937 luck(20260101);
  const auto whole = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(luck);
  };
  std::int64_t fees = 0;
  for (int round = 0; round < 12; ++round) {
    models::Scenario s = small_scenario(whole(1, 600), 1, whole(0, 3));
    s.run.seed = whole(0, 1'000'000);
    s.household.committed_max.value = 0.6;
    std::get<models::BehaviourPayment>(s.payment.policy).base_log_odds = whole(0, 7);
    for (models::Tier& tier : s.membership.tiers) tier.coupon = {whole(0, 60)};
    for (ProductParameters& product : s.products) {
      if (product.shape == Shape::bullet) continue;
      product.shape = static_cast<Shape>(whole(0, 1) == 0 ? 0 : whole(3, 5));
      product.step = {whole(-50, 90) / 1000.0};
      product.step_every = whole(1, 12);
      product.minimum_share = {whole(0, 300) / 1000.0};
      product.minimum = Money::of_minor(whole(0, 1'000'00));
      product.origination_fee = {whole(0, 60) / 1000.0};
      product.fee_handling = static_cast<models::FeeHandling>(whole(0, 1));
      product.service_fee = Money::of_minor(whole(0, 20'00));
      product.shift = static_cast<models::DayShift>(whole(0, 3));
      product.instalment_unit = Money::of_minor(whole(1, 100'00));
      product.instalment_rounding = static_cast<models::RoundingMode>(whole(0, 3));
    }
    const std::string expected = models_test::digest(s, 1, 1000);
    EXPECT_EQ(models_test::digest(s, 2, static_cast<std::uint32_t>(whole(1, 300))), expected)
        << "round " << round;
    sim::Workers workers(1);
    const sim::Panel panel = models::simulate(s, 0, {}, workers)[0];
    for (std::size_t month = 0; month < panel.cells(); ++month) {
      fees += panel.at(month, static_cast<std::size_t>(models::PortfolioMeasure::fee_income));
    }
  }
  EXPECT_GT(fees, 0);
}

// What households plan with each month is what their loans will ask of them next.
TEST(ProductBook, HouseholdsCommitToTheNextInstalment) {
  ProductParameters step_up = product_of("step-up", Shape::step_up, 12);
  step_up.step_every = 2;
  step_up.step = {0.3};
  for (const ProductParameters& product : {step_up, product_of("revolving", Shape::revolving, 12),
                                           product_of("fortnightly", Shape::revolving, 26, 14)}) {
    SCOPED_TRACE(product.id);
    const double a_month = product.every.value == 0 ? 1 : 30.4375 / product.every.value;
    Stepper stepper(punctual(product));
    int compared = 0;
    for (int day = 300; day <= 660; day += 30) {
      stepper.run_to(sim::Day(day));
      const models::Shard& shard = stepper.run().shard(0);
      std::vector<double> committed(shard.borrowers.size());
      for (const Loan& loan : shard.loans) {
        if (loan.status != models::LoanStatus::open) continue;
        const auto plan = models::amortise(single_loan(stepper.world(), loan));
        const models::ScheduleRow& next = plan.rows.at(loan.billed);
        const Money asks = next.interest + next.principal;
        // The rule plans with a twelfth of a year, the bill counts days; the last one of a step-up
        // loan takes what roundings left.
        const double off = std::abs(static_cast<double>((loan.instalment - asks).minor()));
        ASSERT_LE(off, 20 + 0.003 * static_cast<double>(loan.original.minor()));
        committed[loan.borrower] += a_month * static_cast<double>(loan.instalment.minor());
        ++compared;
      }
      for (std::size_t i = 0; i < committed.size(); ++i) {
        ASSERT_NEAR(shard.borrowers[i].instalments, committed[i], 1 + 1e-5 * committed[i]);
      }
    }
    EXPECT_GT(compared, 1'000);
  }
}

// Nobody takes a loan whose largest instalment is beyond what the household will commit.
TEST(ProductBook, TheLargestInstalmentOfANewLoanIsWithinWhatAHouseholdCommits) {
  ProductParameters step_up = product_of("step-up", Shape::step_up, 12);
  step_up.step_every = 1;
  ProductParameters revolving = product_of("revolving", Shape::revolving, 36);
  revolving.minimum = Money::of_minor(500'00);
  for (const ProductParameters& product : {step_up, revolving}) {
    SCOPED_TRACE(product.id);
    models::Scenario scenario = punctual(product);
    const double most = scenario.household.committed_max.value;
    Stepper stepper(scenario);
    int opened = 0;
    for (int day = 1; day <= 365; ++day) {
      stepper.run_to(sim::Day(day));
      const models::Shard& shard = stepper.run().shard(0);
      for (const Loan& loan : shard.loans) {
        if (loan.status != models::LoanStatus::open || loan.opened != day - 1) continue;
        const auto plan = models::amortise(single_loan(stepper.world(), loan));
        const bool revolves = product.shape == Shape::revolving;
        double largest = 0;
        for (const models::ScheduleRow& row : plan.rows) {
          if (revolves && row.number > 1) break;
          largest = std::max(largest, static_cast<double>((row.interest + row.principal).minor()));
        }
        // A household looks at the principal that comes back; interest comes on top.
        const auto principal = static_cast<double>(loan.original.minor());
        const double with_interest = static_cast<double>(plan.total_paid().minor());
        largest = revolves ? largest - static_cast<double>(plan.rows.front().interest.minor())
                           : largest * principal / with_interest;
        ASSERT_LE(largest, most * shard.borrowers[loan.borrower].income + 1);
        ++opened;
      }
    }
    EXPECT_GT(opened, 100);
  }
}

}  // namespace
