// Forward-looking loss: outlooks against the losses of each alone, and the paths in them against a
// reader of their months.
#include <gmock/gmock.h>
#include <random>

#include "declared.hpp"
#include "models/provisioning.hpp"
#include "sim/check.hpp"

namespace {

using models::Allowances;
using models::ProvisioningParameters;

models::Outlook outlook(const char* id, double weight, double add) {
  return {.id = id, .weight = weight, .unemployment_add = add};
}

// Unemployment below the start's lowers nothing, so at the start the mean of a better and a worse
// year is worse than the year between them.
TEST(Outlooks, LossAveragedOverThemExceedsTheLossInTheirMean) {
  ProvisioningParameters parameters;
  const Allowances mean(parameters, 0);
  parameters.outlooks = {outlook("better", 1, -2), outlook("worse", 1, 2)};
  const Allowances averaged(parameters, 0);
  for (int dpd = 0; dpd < 200; dpd += 10)
    EXPECT_GT(averaged.loss_ppm(dpd, 0), mean.loss_ppm(dpd, 0));
}

TEST(OutlooksOracle, AreWeighedAsTheirWeightsSay) {
  ProvisioningParameters parameters;
  parameters.outlooks = {outlook("mild", 3, 1), outlook("severe", 1, 4)};
  const Allowances averaged(parameters, 0.5);
  parameters.outlooks.clear();
  const Allowances mild(parameters, 1.5);
  const Allowances severe(parameters, 4.5);
  for (int dpd = 0; dpd < 200; dpd += 10) {
    const auto expected = 0.75 * static_cast<double>(mild.loss_ppm(dpd, 0)) +
                          0.25 * static_cast<double>(severe.loss_ppm(dpd, 0));
    EXPECT_NEAR(static_cast<double>(averaged.loss_ppm(dpd, 0)), expected, 1);
  }
}

TEST(Outlooks, WithoutAnyWeightAreComplainedOf) {
  ProvisioningParameters parameters;
  parameters.outlooks = {outlook("never", 0, 1)};
  EXPECT_THAT(models_test::complaints(parameters), testing::ElementsAre("outlooks"));
  parameters.outlooks.push_back(outlook("ever", 1, 1));
  EXPECT_THAT(models_test::complaints(parameters), testing::IsEmpty());
}

// A path whose unemployment is these per cent, month by month.
models::PathFile path(const std::vector<double>& percent) {
  models::PathFile file{.name = "drawn.csv"};
  for (const double unemployment : percent)
    file.months.push_back({.unemployment = unemployment / 100});
  return file;
}

// Twelve months from the first on, counted one by one; what lies beyond the end is the end.
double naive_mean_rise(const std::vector<double>& percent, int months) {
  double sum = 0;
  int at = 0;
  for (int month = 0; month < months; ++month) {
    if (at + 1 < static_cast<int>(percent.size())) ++at;
    sum += percent[static_cast<std::size_t>(at)];
  }
  return sum / months - percent.front();
}

TEST(OutlooksOracle, APathIsWhatItAddsToItsFirstMonthOnAverage) {
  std::mt19937 random(11);
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<double> percent;
    for (auto months = 1 + random() % 60; months > 0; --months)
      percent.push_back(1 + static_cast<double>(random() % 2000) / 100);
    models::Outlook drawn = outlook("drawn", 1, static_cast<double>(random() % 100) / 50 - 1);
    drawn.path = path(percent);
    for (const int months : {1, models::twelve_months_ahead, models::lifetime_ahead}) {
      EXPECT_NEAR(models::expected_rise(drawn, months),
                  drawn.unemployment_add + naive_mean_rise(percent, months), 1e-9);
    }
  }
  // A rise of a point a month for three years: 6.5 points on average over one, 18.5 over three.
  std::vector<double> steady;
  for (int month = 0; month <= 36; ++month) steady.push_back(3 + month);
  models::Outlook rising = outlook("rising", 1, 0);
  rising.path = path(steady);
  EXPECT_NEAR(models::expected_rise(rising, models::twelve_months_ahead), 6.5, 1e-9);
  EXPECT_NEAR(models::expected_rise(rising, models::lifetime_ahead), 18.5, 1e-9);
  EXPECT_THROW(models::expected_rise(rising, 0), sim::CheckFailure);
}

// Twelve-month and lifetime losses look as far ahead as they count.
TEST(OutlooksOracle, APathCountsAsFarAsTheLossDoes) {
  ProvisioningParameters parameters;
  models::Outlook late = outlook("late", 1, 0);
  // Nothing for a year, then three points for good: 24 of the 36 months of a life.
  std::vector<double> percent(13, 5.0);
  percent.push_back(8.0);
  late.path = path(percent);
  parameters.outlooks = {late};
  const Allowances expected(parameters, 1);
  parameters.outlooks.clear();
  const Allowances now(parameters, 1);
  const Allowances two_points_worse(parameters, 1 + 3 * 24.0 / 36);
  const auto days_of_stage_one = {0, 10, 29};
  const auto days_of_stage_two = {30, 60, 150};
  for (const int dpd : days_of_stage_one)
    EXPECT_EQ(expected.loss_ppm(dpd, 0), now.loss_ppm(dpd, 0)) << dpd;
  for (const int dpd : days_of_stage_two)
    EXPECT_EQ(expected.loss_ppm(dpd, 0), two_points_worse.loss_ppm(dpd, 0)) << dpd;
}

TEST(Outlooks, ThatNobodyWouldBelieveAreComplainedOf) {
  ProvisioningParameters parameters;
  parameters.outlooks = {outlook("fine", 1, 0), outlook("absurd", 1, 0)};
  parameters.outlooks[0].path = path({5, 6});
  parameters.outlooks[1].path = path({5, 99});
  EXPECT_THAT(models_test::complaints(parameters), testing::ElementsAre("outlooks[1].path"));
}

}  // namespace
