#include "models/provisioning.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <random>

#include "declared.hpp"

namespace {

using models::AllowanceMethod;
using models::Allowances;
using models::Category;
using models::ProvisioningParameters;
using models::Share;
using models::Stage;
using models_test::complaints;
using sim::Money;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Provisioning, DefaultsAreValid) {
  EXPECT_THAT(complaints(ProvisioningParameters{}), IsEmpty());
}

TEST(Provisioning, ComplainsOfTablesThatAreShortOrFall) {
  ProvisioningParameters parameters;
  parameters.twelve_month.pop_back();
  EXPECT_THAT(complaints(parameters), ElementsAre("twelve_month"));
  parameters = {};
  parameters.lifetime[3] = Share{0.2};
  EXPECT_THAT(complaints(parameters), ElementsAre("lifetime", "lifetime"));
  parameters = {};
  parameters.stage_two_dpd = {90};
  EXPECT_THAT(complaints(parameters), ElementsAre("stage_three_dpd"));
}

TEST(Provisioning, StagesChangeOnTheirDays) {
  const Allowances allowances(ProvisioningParameters{}, 0);
  EXPECT_EQ(allowances.stage_of(0, 0), Stage::one);
  EXPECT_EQ(allowances.stage_of(29, 0), Stage::one);
  EXPECT_EQ(allowances.stage_of(30, 0), Stage::two);
  EXPECT_EQ(allowances.stage_of(89, 0), Stage::two);
  EXPECT_EQ(allowances.stage_of(90, 0), Stage::three);
}

TEST(Provisioning, AFallenScoreMeansStageTwoUnlessSwitchedOff) {
  ProvisioningParameters parameters;
  EXPECT_EQ(Allowances(parameters, 0).stage_of(0, 59), Stage::one);
  EXPECT_EQ(Allowances(parameters, 0).stage_of(0, 60), Stage::two);
  EXPECT_EQ(Allowances(parameters, 0).stage_of(120, 60), Stage::three);
  parameters.score_fall = 0;
  EXPECT_EQ(Allowances(parameters, 0).stage_of(0, 600), Stage::one);
}

TEST(Provisioning, TheFiveCategoriesChangeOnTheirDays) {
  EXPECT_EQ(models::five_category(0), Category::normal);
  EXPECT_EQ(models::five_category(1), Category::special_mention);
  EXPECT_EQ(models::five_category(90), Category::special_mention);
  EXPECT_EQ(models::five_category(91), Category::substandard);
  EXPECT_EQ(models::five_category(270), Category::substandard);
  EXPECT_EQ(models::five_category(271), Category::doubtful);
  EXPECT_EQ(models::five_category(360), Category::doubtful);
  EXPECT_EQ(models::five_category(361), Category::loss);
  EXPECT_EQ(models::name_of(Category::special_mention), "special-mention");
}

TEST(Provisioning, TheTableIsTheRateInACalmEconomy) {
  const ProvisioningParameters parameters;
  const Allowances allowances(parameters, 0);
  const Money exposure = Money::of_minor(1'000'000);
  const auto lost = [&](Share rate) { return Money::of_minor(std::llround(1e6 * rate.value)); };
  EXPECT_EQ(allowances.allowance({.exposure = exposure}), lost(parameters.twelve_month[0]));
  EXPECT_EQ(allowances.allowance({.exposure = exposure, .score_fall = 60}),
            lost(parameters.lifetime[0]));
  EXPECT_EQ(allowances.allowance({.exposure = exposure, .dpd = 200}), lost(parameters.lifetime[7]));
  EXPECT_EQ(allowances.allowance({}), Money{});
}

TEST(Provisioning, LifetimeFromTheFirstDayAsksForMore) {
  ProvisioningParameters parameters;
  const Allowances staged(parameters, 0);
  parameters.method = AllowanceMethod::lifetime;
  const Allowances lifetime(parameters, 0);
  EXPECT_GT(lifetime.loss_ppm(0, 0), staged.loss_ppm(0, 0));
  EXPECT_EQ(lifetime.loss_ppm(45, 0), staged.loss_ppm(45, 0));
}

TEST(Provisioning, TheEconomyCountsOnlyWhenItIsWorseThanAtTheStartAndUpToABound) {
  const ProvisioningParameters parameters;
  EXPECT_DOUBLE_EQ(models::macro_factor(parameters, -3), 1);
  EXPECT_DOUBLE_EQ(models::macro_factor(parameters, 0), 1);
  EXPECT_DOUBLE_EQ(models::macro_factor(parameters, 3), 1.3);
  EXPECT_DOUBLE_EQ(models::macro_factor(parameters, 50), 2);
}

// The hazard is multiplied: 1 - (1 - p)^factor, to the part per million.
TEST(ProvisioningOracle, AFactorOfTwoIsTheChanceOfLossInTwoTries) {
  ProvisioningParameters parameters;
  parameters.macro_per_point = {1.0};
  const Allowances doubled(parameters, 1);
  for (std::size_t bucket = 0; bucket < models::bucket_count; ++bucket) {
    const int dpd = models::first_dpd(static_cast<models::Bucket>(bucket));
    const double p =
        dpd < 30 ? parameters.twelve_month[bucket].value : parameters.lifetime[bucket].value;
    EXPECT_NEAR(static_cast<double>(doubled.loss_ppm(dpd, 0)), (2 * p - p * p) * 1e6, 1);
  }
}

TEST(ProvisioningProperty, TheLaterALoanAndTheWorseTheEconomyTheMoreIsSetAside) {
  for (const auto method : {AllowanceMethod::staged, AllowanceMethod::lifetime}) {
    ProvisioningParameters parameters;
    parameters.method = method;
    std::vector<std::int64_t> calm(400, 0);
    for (double gap = 0; gap < 15; gap += 0.5) {
      const Allowances allowances(parameters, gap);
      for (const int score_fall : {0, 100}) {
        std::int64_t last = 0;
        for (int dpd = 0; dpd < 400; ++dpd) {
          const std::int64_t rate = allowances.loss_ppm(dpd, score_fall);
          EXPECT_GE(rate, last);
          EXPECT_LE(rate, 1'000'000);
          last = rate;
          if (score_fall != 0) continue;
          EXPECT_GE(rate, calm[static_cast<std::size_t>(dpd)]);
          calm[static_cast<std::size_t>(dpd)] = rate;
        }
      }
    }
  }
}

TEST(ProvisioningProperty, AllowancesOfLoansAreWithinHalfAMinorUnitOfTheirShare) {
  const Allowances allowances(ProvisioningParameters{}, 2.5);
  std::mt19937_64 luck(3);
  for (int i = 0; i < 10'000; ++i) {
    const Money exposure = Money::of_minor(std::uniform_int_distribution(0, 100'000'000)(luck));
    const int dpd = std::uniform_int_distribution(0, 300)(luck);
    const Money allowance = allowances.allowance({.exposure = exposure, .dpd = dpd});
    EXPECT_GE(allowance, Money{});
    EXPECT_LE(allowance, exposure);
    const double exact = static_cast<double>(exposure.minor()) *
                         static_cast<double>(allowances.loss_ppm(dpd, 0)) / 1e6;
    EXPECT_NEAR(static_cast<double>(allowance.minor()), exact, 0.5 + 1e-6);
  }
}

}  // namespace
