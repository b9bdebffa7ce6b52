#include "analysis/decision.hpp"

#include <gtest/gtest.h>

namespace {

using analysis::Estimate;
using analysis::judge;
using analysis::Verdict;

Estimate effect(double mean, double half_width, std::size_t n = 10) {
  return {n, mean, 1, half_width};
}

TEST(Judgement, IsTheIntervalAgainstWhatMatters) {
  EXPECT_EQ(judge(effect(5, 1), 2).verdict, Verdict::better);
  EXPECT_EQ(judge(effect(-5, 1), 2).verdict, Verdict::worse);
  EXPECT_EQ(judge(effect(0.5, 1), 2).verdict, Verdict::no_difference);
  EXPECT_EQ(judge(effect(2.5, 1), 2).verdict, Verdict::not_known);
  EXPECT_EQ(judge(effect(-2.5, 1), 2).verdict, Verdict::not_known);
  EXPECT_EQ(judge(effect(0, 3), 2).verdict, Verdict::not_known);
}

// At a quarter of the half width four times four as many replications are needed.
TEST(Judgement, SaysHowManyReplicationsWouldTell) {
  EXPECT_EQ(judge(effect(3, 4), 2).replications_needed, 160u);
  EXPECT_EQ(judge(effect(5, 1), 2).replications_needed, 0u);
  EXPECT_EQ(judge(effect(2, 1), 2).replications_needed, 0u) << "no number tells 2 from 2";
}

TEST(Judgement, KnowsNothingFromOneReplication) {
  const auto judgement = judge(effect(5, std::numeric_limits<double>::quiet_NaN(), 1), 2);
  EXPECT_EQ(judgement.verdict, Verdict::not_known);
  EXPECT_EQ(judgement.replications_needed, 0u);
}

}  // namespace
