#include "models/population.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <gtest/gtest.h>

namespace models {
namespace {

const sim::StreamKey key(1, 0);

std::vector<std::string> complaints_of(const PopulationParameters& parameters) {
  std::vector<std::string> said;
  parameters.validate([&](std::string_view where, std::string_view what) {
    said.push_back(std::string(where) + ": " + std::string(what));
  });
  return said;
}

PopulationParameters one_segment() {
  PopulationParameters parameters;
  parameters.segments.assign(1, {});
  parameters.segments[0].id = "all";
  parameters.segments[0].share = {1.0};
  return parameters;
}

std::vector<Traits> people(const PopulationParameters& parameters, std::uint64_t count,
                           double unemployment = 0.05) {
  std::vector<Traits> all;
  for (std::uint64_t i = 0; i < count; ++i) {
    all.push_back(draw_traits(parameters, key, i, unemployment));
  }
  return all;
}

// The share of people of whom the predicate is true.
template <class Predicate>
double share(const std::vector<Traits>& all, Predicate predicate) {
  return static_cast<double>(std::count_if(all.begin(), all.end(), predicate)) /
         static_cast<double>(all.size());
}

TEST(PopulationParameters, TheDefaultsAreValid) {
  EXPECT_TRUE(complaints_of({}).empty());
}

TEST(PopulationParameters, ComplainOfSharesThatDoNotAddToOne) {
  PopulationParameters parameters;
  parameters.regions[1].share = {0.30};
  const auto said = complaints_of(parameters);
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0], "regions: the shares add to 95 %; 100 % is expected");
}

TEST(PopulationParameters, ComplainWhenTheSegmentsUnemploymentIsNotTheEconomys) {
  PopulationParameters parameters;
  parameters.segments[0].unemployment_multiplier = 1.9;
  const auto said = complaints_of(parameters);
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(
      said[0].rfind("segments: unemployment_multiplier, weighted by share, is 1.1 on average", 0),
      0u);
}

TEST(PopulationParameters, ComplainOfEmptyListsTwinsAndAgesOutOfOrder) {
  PopulationParameters parameters;
  parameters.regions.clear();
  parameters.segments[1].id = parameters.segments[0].id;
  parameters.age_min = 70;
  const auto said = complaints_of(parameters);
  ASSERT_EQ(said.size(), 3u);
  EXPECT_EQ(said[0], "segments: the id \"young\" occurs twice");
  EXPECT_EQ(said[1], "regions: there are 0; 1 to 200 are expected");
  EXPECT_EQ(said[2], "age_max: is 60; at least age_min, 70, is expected");
}

TEST(TraitsOracle, SegmentsRegionsAgesAndPaydaysAreAsFrequentAsSaid) {
  const PopulationParameters parameters;
  const auto all = people(parameters, 100'000);
  const double error = 4 * std::sqrt(0.25 / 100'000);
  for (std::size_t i = 0; i < parameters.segments.size(); ++i) {
    EXPECT_NEAR(share(all, [&](const Traits& t) { return t.segment == i; }),
                parameters.segments[i].share.value, error);
  }
  for (std::size_t i = 0; i < parameters.regions.size(); ++i) {
    EXPECT_NEAR(share(all, [&](const Traits& t) { return t.region == i; }),
                parameters.regions[i].share.value, error);
  }
  for (int age = 18; age <= 60; ++age) {
    EXPECT_NEAR(share(all, [&](const Traits& t) { return t.age == age; }), 1.0 / 43, error);
  }
  for (int day = 1; day <= 28; ++day) {
    EXPECT_NEAR(share(all, [&](const Traits& t) { return t.payday == day; }), 1.0 / 28, error);
  }
  EXPECT_EQ(share(all, [](const Traits& t) { return t.age < 18 || t.age > 60; }), 0);
  EXPECT_EQ(share(all, [](const Traits& t) { return t.payday < 1 || t.payday > 28; }), 0);
}

TEST(TraitsOracle, IncomeSavingsWillingnessAndNeedFollowTheirDistributions) {
  const PopulationParameters parameters = one_segment();
  const auto all = people(parameters, 100'000);
  const Segment& segment = parameters.segments[0];
  const boost::math::normal standard;
  const double error = 4 * std::sqrt(0.25 / 100'000);
  for (double z : {-2.0, -1.0, 0.0, 0.5, 1.5}) {
    const double expected = boost::math::cdf(standard, z);
    const double income = 600'000 * std::exp(segment.income_spread * z);
    EXPECT_NEAR(share(all, [&](const Traits& t) { return t.income < income; }), expected, error);
    const double days = 21 * std::exp(parameters.buffer_spread * z);
    EXPECT_NEAR(
        share(all, [&](const Traits& t) { return t.buffer < t.income * 12 / 365.25 * days; }),
        expected, error);
    const double willing = parameters.willingness_spread * z;
    EXPECT_NEAR(share(all, [&](const Traits& t) { return t.willingness < willing; }), expected,
                error);
  }
  double needs = 0;
  for (const Traits& t : all) needs += t.needs;
  EXPECT_NEAR(needs / 100'000, segment.needs, 0.02 * segment.needs);
  // "A quarter of borrowers with under one week" of income.
  EXPECT_NEAR(share(all, [](const Traits& t) { return t.buffer < t.income * 7 * 12 / 365.25; }),
              0.25, 0.02);
}

// Log-normal with the segment's mean, whoever the person is otherwise, and cut off at the most.
TEST(TraitsOracle, DebtServiceElsewhereFollowsItsDistribution) {
  PopulationParameters parameters = one_segment();
  const double mean = parameters.segments[0].outside_debt.value;
  const double spread = parameters.outside_debt_spread;
  const auto all = people(parameters, 100'000);
  const boost::math::normal standard;
  const double error = 4 * std::sqrt(0.25 / 100'000);
  for (double z : {-2.0, -1.0, 0.0, 0.5, 1.5}) {
    const double owed = mean * std::exp(spread * z - 0.5 * spread * spread);
    EXPECT_NEAR(share(all, [&](const Traits& t) { return t.outside_debt < owed; }),
                boost::math::cdf(standard, z), error);
  }
  // Of those above the median income, willingness and savings as many owe more than the median as
  // of those below.
  const double median = mean * std::exp(-0.5 * spread * spread);
  EXPECT_NEAR(
      share(all,
            [&](const Traits& t) { return (t.income < 600'000) == (t.outside_debt < median); }),
      0.5, error);
  EXPECT_NEAR(
      share(all, [&](const Traits& t) { return (t.willingness < 0) == (t.outside_debt < median); }),
      0.5, error);
  parameters.outside_debt_spread = 2;
  const auto wide = people(parameters, 100'000);
  const double reached = (std::log(outside_debt_max / mean) + 2) / 2;
  EXPECT_NEAR(share(wide, [](const Traits& t) { return t.outside_debt == outside_debt_max; }),
              1 - boost::math::cdf(standard, reached), error);
  EXPECT_EQ(share(wide, [](const Traits& t) { return t.outside_debt > outside_debt_max; }), 0);
  parameters.outside_debt_spread = 0;
  for (const Traits& t : people(parameters, 100)) EXPECT_DOUBLE_EQ(t.outside_debt, mean);
}

TEST(TraitsOracle, ThePopulationsJoblessShareIsTheEconomys) {
  const PopulationParameters parameters;
  const auto all = people(parameters, 200'000, 0.08);
  EXPECT_NEAR(share(all, [](const Traits& t) { return t.jobless; }), 0.08,
              4 * std::sqrt(0.08 * 0.92 / 200'000));
  for (std::size_t i = 0; i < parameters.segments.size(); ++i) {
    const double people_here = 200'000 * parameters.segments[i].share.value;
    const double jobless = 0.08 * parameters.segments[i].unemployment_multiplier;
    EXPECT_NEAR(share(all, [&](const Traits& t) { return t.segment == i && t.jobless; }) * 200'000,
                jobless * people_here, 5 * std::sqrt(jobless * people_here));
  }
}

TEST(Traits, ArePureAndStayWhenAnotherParameterMoves) {
  PopulationParameters parameters;
  const Traits one = draw_traits(parameters, key, 77, 0.05);
  parameters.segments[one.segment].income_spread = 0;
  parameters.segments[one.segment].willingness += 1;
  const Traits two = draw_traits(parameters, key, 77, 0.50);
  EXPECT_EQ(two.segment, one.segment);
  EXPECT_EQ(two.region, one.region);
  EXPECT_EQ(two.age, one.age);
  EXPECT_EQ(two.payday, one.payday);
  EXPECT_EQ(two.needs, one.needs);
  EXPECT_EQ(two.outside_debt, one.outside_debt);
  EXPECT_DOUBLE_EQ(two.willingness, one.willingness + 1);
  EXPECT_EQ(two.income,
            static_cast<double>(parameters.segments[one.segment].median_income.minor()));
  EXPECT_NE(draw_traits(parameters, key, 78, 0.05).income, one.income);
  EXPECT_NE(draw_traits(parameters, sim::StreamKey(1, 1), 77, 0.05).income, one.income);
}

TEST(Income, ShocksAreOneOnAverageAndAsWideAsSaidOverAYear) {
  PopulationParameters parameters;
  double permanent = 0;
  double transitory = 0;
  const int steps = 4000;
  const boost::math::normal standard;
  const IncomeFactors factors(parameters, 0.036);
  for (int i = 0; i < steps; ++i) {
    const double z = boost::math::quantile(standard, (i + 0.5) / steps);
    permanent += factors.lasting(z) / steps;
    transitory += factors.passing(z) / steps;
  }
  EXPECT_NEAR(permanent, std::exp(0.003), 1e-5);
  EXPECT_NEAR(transitory, 1, 1e-4);
  const double month = std::log(factors.lasting(1) / factors.lasting(0));
  EXPECT_NEAR(month * std::sqrt(12.0), parameters.income_permanent_spread, 1e-12);
}

TEST(Income, BenefitsEndAfterTheirMonths) {
  const PopulationParameters parameters;
  EXPECT_EQ(benefit_share(parameters, 0), 0.44);
  EXPECT_EQ(benefit_share(parameters, 5), 0.44);
  EXPECT_EQ(benefit_share(parameters, 6), 0);
}

}  // namespace
}  // namespace models
