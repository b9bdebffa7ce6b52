// Weighted estimators against R, against the plain ones, and against a portfolio whose rare losses
// have a closed form.
#include "analysis/weighted.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "analysis/vasicek.hpp"
#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::Normalisation;
using analysis::Tail;

const double failed = std::numeric_limits<double>::quiet_NaN();

struct Sample {
  std::vector<double> values;
  std::vector<double> log_weights;
  analysis::WeightedValues view() const { return {values, log_weights}; }
};

// Losses of a large pool in n years whose factor is drawn around `shift`.
constexpr double pd = 0.02, correlation = 0.15;
const analysis::VasicekPool pool(pd, correlation);
constexpr double shift_of_the_tail = 3.1;

Sample losses(std::uint32_t number, int n, double shift) {
  Sample sample;
  for (int i = 0; i < n; ++i) {
    sim::Stream draws(sim::StreamKey(13, number), sim::Purpose{999}, 0, sim::Day{i});
    const double z = shift + sim::standard_normal(draws);
    sample.values.push_back(pool.loss(z));
    sample.log_weights.push_back(-shift * z + shift * shift / 2);
  }
  return sample;
}

Sample small() {
  const std::vector<double> x = {0.2, -0.9, 1.1, -0.3, 1.6, 0.5, -2.1, 0.1, 1.2, 0.6, -0.4, 0.3};
  Sample sample{{3.1, -2, 7.5, 0.4, 11, 5.2, -8.3, 2.2, 9.9, 4.6, -1.1, 6.3}, {}};
  for (const double one : x) sample.log_weights.push_back(-0.5 * one + 0.125);
  return sample;
}

// R 4.2: x <- c(0.2, -0.9, 1.1, …); w <- exp(-0.5 * x + 0.125); y <- c(3.1, -2, …)
//   mean(w * y); qt(0.975, 11) * sd(w * y) / sqrt(12)
//   m <- sum(w * y) / sum(w); s <- sd(w * (y - m) / mean(w)); qt(0.975, 11) * s / sqrt(12)
//   sum(w)^2 / sum(w^2); mean(w * (y > 7)); qt(0.975, 11) * sd(w * (y > 7)) / sqrt(12)
TEST(WeightedReference, AgreesWithR) {
  const Sample sample = small();
  const auto plain = weighted_mean(sample.view(), Normalisation::none);
  EXPECT_NEAR(plain.mean, 0.448228982181, 1e-11);
  EXPECT_NEAR(plain.half_width, 5.80410942964, 1e-10);
  const auto self = weighted_mean(sample.view(), Normalisation::self);
  EXPECT_NEAR(self.mean, 0.376107036578, 1e-11);
  EXPECT_NEAR(self.deviation, 7.89202826216, 1e-10);
  EXPECT_NEAR(self.half_width, 5.01435552933, 1e-10);
  EXPECT_NEAR(effective_replications(sample.view()), 8.88692582466, 1e-10);
  const auto tail = tail_probability(sample.view(), {Tail::upper, 7});
  EXPECT_NEAR(tail.mean, 0.14873427185, 1e-11);
  EXPECT_NEAR(tail.half_width, 0.172193989055, 1e-11);
}

TEST(WeightedProperty, WithoutWeightsTheyAreThePlainOnes) {
  const Sample sample = losses(1, 200, 0);
  std::vector<double> negative;
  for (const double value : sample.values) negative.push_back(-value);
  for (const auto normalisation : {Normalisation::none, Normalisation::self}) {
    EXPECT_NEAR(weighted_mean(sample.view(), normalisation).mean,
                analysis::estimate(sample.values).mean, 1e-15);
    EXPECT_NEAR(weighted_mean(sample.view(), normalisation).half_width,
                analysis::estimate(sample.values).half_width, 1e-15);
  }
  EXPECT_NEAR(effective_replications(sample.view()), 200, 1e-9);
  for (const double share : {0.01, 0.05, 0.123, 0.5, 0.95}) {
    EXPECT_EQ(weighted_quantile(sample.view(), {Tail::lower, share}).value,
              analysis::quantile(sample.values, share).value);
    EXPECT_EQ(weighted_quantile(sample.view(), {Tail::upper, share}).value,
              analysis::quantile(sample.values, 1 - share).value);
    EXPECT_NEAR(weighted_tail_mean(sample.view(), {Tail::lower, share}).value,
                analysis::lower_tail_mean(sample.values, share).value, 1e-12);
    EXPECT_NEAR(weighted_tail_mean(sample.view(), {Tail::upper, share}).value,
                -analysis::lower_tail_mean(negative, share).value, 1e-12);
  }
}

TEST(WeightedProperty, ASelfNormalisedConstantIsExact) {
  Sample sample = losses(2, 50, 1);
  sample.values.assign(50, 7);
  const auto found = weighted_mean(sample.view(), Normalisation::self);
  EXPECT_NEAR(found.mean, 7, 1e-13);
  EXPECT_NEAR(found.half_width, 0, 1e-12);
}

// 1,000 years drawn around the tail say what the worst year in a thousand costs, and how sure that
// is: the closed form lies in the interval as often as promised.
TEST(ImportanceSamplingOracle, IntervalsCoverVasicek) {
  constexpr int studies = 500;
  const double var = pool.value_at_risk(0.999), shortfall = pool.expected_shortfall(0.999);
  int quantiles = 0, shortfalls = 0, probabilities = 0;
  for (std::uint32_t number = 0; number < studies; ++number) {
    const Sample sample = losses(number, 1000, shift_of_the_tail);
    const auto q = weighted_quantile(sample.view(), {Tail::upper, 0.001});
    const auto es = weighted_tail_mean(sample.view(), {Tail::upper, 0.001});
    const auto p = tail_probability(sample.view(), {Tail::upper, var});
    quantiles += q.low <= var && var <= q.high;
    shortfalls += es.low <= shortfall && shortfall <= es.high;
    probabilities += p.low() <= 0.001 && 0.001 <= p.high();
  }
  for (const int covered : {quantiles, shortfalls, probabilities}) {
    EXPECT_GE(covered, 460);  // 95 % of 500 less three standard errors
    EXPECT_LE(covered, 490);
  }
}

// The variance of the estimated value at risk over 200 studies of 5,000 years, plain and drawn
// around the tail.
TEST(ImportanceSamplingOracle, NeedsAHundredTimesFewerReplications) {
  constexpr int studies = 200, years = 5000;
  std::vector<double> plain, drawn, plain_tail, drawn_tail;
  for (std::uint32_t number = 0; number < studies; ++number) {
    const Sample p = losses(number, years, 0), d = losses(number, years, shift_of_the_tail);
    plain.push_back(weighted_quantile(p.view(), {Tail::upper, 0.001}).value);
    drawn.push_back(weighted_quantile(d.view(), {Tail::upper, 0.001}).value);
    plain_tail.push_back(weighted_tail_mean(p.view(), {Tail::upper, 0.001}).value);
    drawn_tail.push_back(weighted_tail_mean(d.view(), {Tail::upper, 0.001}).value);
  }
  const auto reduction = [](const std::vector<double>& a, const std::vector<double>& b) {
    return std::pow(analysis::estimate(a).deviation / analysis::estimate(b).deviation, 2);
  };
  RecordProperty("value_at_risk", std::to_string(reduction(plain, drawn)));
  RecordProperty("expected_shortfall", std::to_string(reduction(plain_tail, drawn_tail)));
  std::printf("variance reduction: value at risk %.0f, expected shortfall %.0f\n",
              reduction(plain, drawn), reduction(plain_tail, drawn_tail));
  EXPECT_GT(reduction(plain, drawn), 100);
  EXPECT_GT(reduction(plain_tail, drawn_tail), 100);
  EXPECT_NEAR(analysis::estimate(drawn).mean, pool.value_at_risk(0.999), 0.001);
}

TEST(Weighted, SaysWhereTheSampleDoesNotReach) {
  const Sample sample = losses(3, 100, 0);
  const auto none = tail_probability(sample.view(), {Tail::upper, 1});
  EXPECT_EQ(none.mean, 0);
  EXPECT_TRUE(std::isnan(none.half_width));
  EXPECT_TRUE(std::isnan(weighted_quantile(sample.view(), {Tail::upper, 0.001}).high));
  EXPECT_FALSE(std::isnan(weighted_quantile(sample.view(), {Tail::upper, 0.001}).low));
  EXPECT_TRUE(std::isnan(weighted_tail_mean(sample.view(), {Tail::upper, 0.001}).high));
  // Drawn around a good year, the bad tail has next to no weight: not even a value.
  const Sample wrong = losses(3, 100, 6);
  EXPECT_TRUE(std::isnan(weighted_quantile(wrong.view(), {Tail::lower, 0.5}).value));
}

TEST(Weighted, FailedReplicationsCountForNothing) {
  Sample sample = small();
  const auto before = weighted_mean(sample.view(), Normalisation::self);
  sample.values.insert(sample.values.end(), {failed, 5});
  sample.log_weights.insert(sample.log_weights.end(), {0, failed});
  EXPECT_EQ(weighted_mean(sample.view(), Normalisation::self).mean, before.mean);
  EXPECT_EQ(weighted_quantile(sample.view(), {Tail::lower, 0.5}).n, 12u);
  EXPECT_NEAR(effective_replications(sample.view()), 8.88692582466, 1e-10);
}

TEST(Weighted, OfNothingIsNotKnown) {
  const Sample none;
  EXPECT_EQ(effective_replications(none.view()), 0);
  EXPECT_TRUE(std::isnan(weighted_mean(none.view(), Normalisation::self).mean));
  EXPECT_TRUE(std::isnan(weighted_quantile(none.view(), {Tail::lower, 0.5}).value));
  EXPECT_TRUE(std::isnan(weighted_tail_mean(none.view(), {Tail::lower, 0.5}).value));
}

}  // namespace
