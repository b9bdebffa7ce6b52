#include "analysis/vasicek.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "sim/check.hpp"
#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::VasicekPool;

// R 4.2, pd 2 %, correlation 4 %:
//   L <- function(z) pnorm((qnorm(pd) + sqrt(rho) * z) / sqrt(1 - rho)); L(qnorm(0.999))
//   integrate(function(z) L(z) * dnorm(z), qnorm(0.999), Inf, rel.tol = 1e-12)$value / 0.001
//   pnorm((sqrt(1 - rho) * qnorm(0.05) - qnorm(pd)) / sqrt(rho))
// and the first two with a correlation of 15 %.
TEST(VasicekReference, AgreesWithR) {
  const VasicekPool cards(0.02, 0.04);
  EXPECT_NEAR(cards.value_at_risk(0.999), 0.0714184965459, 1e-12);
  EXPECT_NEAR(cards.expected_shortfall(0.999), 0.0797478653161, 1e-11);
  EXPECT_NEAR(cards.probability_below(0.05), 0.986469624852, 1e-11);
  const VasicekPool mortgages(0.02, 0.15);
  EXPECT_NEAR(mortgages.value_at_risk(0.999), 0.176328939146, 1e-12);
  EXPECT_NEAR(mortgages.expected_shortfall(0.999), 0.209404430211, 1e-11);
}

// The pool itself, borrower by borrower: 100,000 are nearly infinitely many.
TEST(VasicekOracle, IsTheShareOfBorrowersThatDefault) {
  constexpr int borrowers = 100'000;
  constexpr double pd = 0.05, correlation = 0.2;
  const VasicekPool pool(pd, correlation);
  for (const double z : {-1.0, 0.0, 1.5, 3.0}) {
    int defaults = 0;
    for (int i = 0; i < borrowers; ++i) {
      sim::Stream draws(sim::StreamKey(11, 0), sim::Purpose{999}, 0, sim::Day{i});
      const double value =
          std::sqrt(correlation) * z + std::sqrt(1 - correlation) * sim::standard_normal(draws);
      defaults += value > sim::normal_quantile(1 - pd);
    }
    const double expected = pool.loss(z);
    const double error = std::sqrt(expected * (1 - expected) / borrowers);
    EXPECT_NEAR(defaults / static_cast<double>(borrowers), expected, 4 * error) << z;
  }
}

TEST(Vasicek, DistributionAndQuantileAreInverse) {
  const VasicekPool pool(0.03, 0.1);
  for (const double level : {0.001, 0.2, 0.5, 0.95, 0.9999}) {
    EXPECT_NEAR(pool.probability_below(pool.value_at_risk(level)), level, 1e-12);
    EXPECT_GT(pool.expected_shortfall(level), pool.value_at_risk(level));
  }
  EXPECT_EQ(pool.probability_below(0), 0);
  EXPECT_EQ(pool.probability_below(1), 1);
  // Over nearly all of the distribution the shortfall is the mean, which is pd.
  EXPECT_NEAR(pool.expected_shortfall(1e-9), 0.03, 1e-9);
}

TEST(Vasicek, RefusesWhatIsNoProbability) {
  EXPECT_THROW(VasicekPool(0, 0.1), sim::CheckFailure);
  EXPECT_THROW(VasicekPool(0.1, 1), sim::CheckFailure);
  EXPECT_THROW(VasicekPool(0.1, 0.1).value_at_risk(1), sim::CheckFailure);
}

}  // namespace
