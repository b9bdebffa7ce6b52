#include "sim/widest.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace {

TEST(WidestProperty, GivesTheSameBitsAsThePlainLoop) {
  std::vector<double> x(1003), plain(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.1 + 0.37 * static_cast<double>(i);
  const auto loop_into = [&x](double* to) {
    return [count = x.size(), from = x.data(), to](auto) {
      for (std::size_t i = 0; i < count; ++i) {
        to[i] = std::sqrt(from[i]) * from[i] + 1.0 / from[i] - 0.3 * from[i];
      }
      return count;
    };
  };
  loop_into(plain.data())(sim::Lanes<4>{});
  for (int generation = 2; generation <= sim::generation(); ++generation) {
    std::vector<double> widest(x.size());
    EXPECT_EQ(sim::widest(loop_into(widest.data()), generation), x.size());
    EXPECT_EQ(widest, plain) << generation;
  }
}

TEST(Widest, TellsTheLoopHowManyLanesThereAre) {
  const auto lanes = []<int count>(sim::Lanes<count>) { return count; };
  EXPECT_EQ(sim::widest(lanes), 1 << sim::generation());
  EXPECT_EQ(sim::widest(lanes, 2), 4);
}

}  // namespace
