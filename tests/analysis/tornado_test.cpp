#include "analysis/tornado.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

namespace {

using analysis::Ends;
using analysis::tornado;

using Values = std::vector<double>;

TEST(Tornado, PutsTheWidestFirstAndKeepsTheSigns) {
  const Values base = {10, 20};
  const Values up = {11, 21}, down = {7, 17}, far = {15, 25}, farther = {16, 26};
  const Values deep = {2, 12}, deeper = {0, 10};
  const Values failed(2, std::numeric_limits<double>::quiet_NaN());
  const std::vector<Ends> ends = {{failed, up},   {up, up},   {up, down},    {up, failed},
                                  {far, farther}, {down, up}, {deep, deeper}};
  const auto swings = tornado(base, ends);
  // Both ends of the seventh lie below the base and both of the fifth above: their bars begin
  // there.
  const std::vector<std::size_t> order = {6, 4, 2, 5, 1, 0, 3};
  const Values widths = {10, 6, 4, 4, 1};
  ASSERT_EQ(swings.size(), order.size());
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(swings[i].parameter, order[i]) << i;
  for (std::size_t i = 0; i < widths.size(); ++i) EXPECT_EQ(swings[i].width(), widths[i]) << i;
  EXPECT_TRUE(std::isnan(swings[5].width()));
  EXPECT_TRUE(std::isnan(swings[6].width()));
  EXPECT_EQ(swings[2].low.mean, 1);
  EXPECT_EQ(swings[2].high.mean, -3);
}

// The replications differ by far more than the ends do, and agree on what the ends do: pairs see
// it.
TEST(Tornado, ComparesReplicationByReplication) {
  const Values base = {-1000, 0, 1000};
  const Values low = {-1001, -1, 999}, high = {-998, 2, 1002};
  const auto swings = tornado(base, std::vector<Ends>{{low, high}});
  EXPECT_EQ(swings[0].low.mean, -1);
  EXPECT_EQ(swings[0].high.mean, 2);
  EXPECT_EQ(swings[0].high.half_width, 0);
  EXPECT_EQ(swings[0].width(), 3);
}

}  // namespace
