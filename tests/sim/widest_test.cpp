#include "sim/widest.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace {

// The widest version that this machine runs, against the one for the oldest.
TEST(WidestProperty, GivesTheSameBitsAsThePlainLoop) {
  std::vector<double> x(1003), widest(x.size()), plain(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.1 + 0.37 * static_cast<double>(i);
  const auto loop_into = [&x](double* to) {
    return [count = x.size(), from = x.data(), to](auto) {
      for (std::size_t i = 0; i < count; ++i) {
        to[i] = std::sqrt(from[i]) * from[i] + 1.0 / from[i] - 0.3 * from[i];
      }
      return count;
    };
  };
  EXPECT_EQ(sim::widest(loop_into(widest.data())), x.size());
  loop_into(plain.data())(sim::Lanes<4>{});
  EXPECT_EQ(widest, plain);
}

TEST(Widest, TellsTheLoopHowManyLanesThereAre) {
  const int lanes = sim::widest([]<int count>(sim::Lanes<count>) { return count; });
  EXPECT_TRUE(lanes == 4 || lanes == 8 || lanes == 16) << lanes;
}

}  // namespace
