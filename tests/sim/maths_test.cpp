#include "sim/maths.hpp"

#include <bit>
#include <boost/math/distributions/normal.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <cstdint>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <vector>

#include "sim/draws.hpp"
#include "sim/widest.hpp"

namespace {

using Exact = boost::multiprecision::cpp_bin_float_50;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// How far a value is from the exact one, in units of the last digit of the latter.
double ulps(double value, const Exact& exact) {
  const double rounded = std::abs(exact.convert_to<double>());
  const double ulp = std::nextafter(rounded, infinity) - rounded;
  return abs((Exact(value) - exact) / ulp).convert_to<double>();
}

std::vector<double> between(double low, double high, int count) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> uniform(low, high);
  std::vector<double> values{low, high};
  for (int i = 0; i < count; ++i) values.push_back(uniform(random));
  return values;
}

// Positive normal numbers of every exponent, and those next to 1 and to the seam at sqrt(2).
std::vector<double> positive_numbers(int count) {
  std::mt19937_64 random(12);
  std::vector<double> values{0x1p-1022, std::numeric_limits<double>::max(), 1.0, 2.0, 0.5};
  for (int i = 0; i < count; ++i) {
    const std::uint64_t exponent = 1 + random() % 2046;
    values.push_back(std::bit_cast<double>(exponent << 52 | random() >> 12));
    values.push_back(1.0 + std::ldexp(static_cast<double>(random() >> 11) - 0x1p52, -53 - i % 50));
  }
  for (const double near : {1.0, std::sqrt(0.5), std::sqrt(2.0)}) {
    double down = near;
    double up = near;
    for (int i = 0; i < 50; ++i) {
      values.push_back(down = std::nextafter(down, 0.0));
      values.push_back(up = std::nextafter(up, infinity));
    }
  }
  return values;
}

TEST(MathsOracle, ExponentialIsWithinItsUlps) {
  std::vector<double> values = between(-708.0, 709.0, 30'000);
  for (const double x : between(-1.0, 1.0, 30'000)) values.push_back(x);
  for (int k = -1000; k <= 1000; ++k) values.push_back((k + 0.5) * 0.6931471805599453);  // seams
  for (int k = 1; k < 1000; ++k) values.push_back(std::ldexp(k % 2 == 0 ? 1.5 : -1.5, -k));
  double worst = 0.0;
  for (const double x : values) {
    if (x < -708.0 || x > 709.0) continue;
    worst = std::max(worst, ulps(sim::exp_of(x), exp(Exact(x))));
  }
  EXPECT_LT(worst, 1.1);
}

TEST(MathsOracle, PowersOfTwoAreWithinTheirUlpsAndExactForIntegers) {
  double worst = 0.0;
  for (const double x : between(-1021.0, 1023.0, 20'000)) {
    worst = std::max(worst, ulps(sim::exp2_of(x), pow(Exact(2), Exact(x))));
  }
  for (const double x : between(-0.5, 0.5, 20'000)) {
    worst = std::max(worst, ulps(sim::exp2_of(x), pow(Exact(2), Exact(x))));
  }
  EXPECT_LT(worst, 1.1);
  for (int k = -1021; k <= 1023; ++k) ASSERT_EQ(sim::exp2_of(k), std::ldexp(1.0, k));
}

TEST(MathsOracle, LogarithmIsWithinOneUlp) {
  double worst = 0.0;
  for (const double x : positive_numbers(30'000)) {
    if (x != 1.0) worst = std::max(worst, ulps(sim::log_of(x), log(Exact(x))));
  }
  for (const double x : between(0.25, 4.0, 30'000)) {
    worst = std::max(worst, ulps(sim::log_of(x), log(Exact(x))));
  }
  EXPECT_LT(worst, 1.0);
  EXPECT_EQ(sim::log_of(1.0), 0.0);
}

TEST(MathsOracle, PowersAreAsExactAsTheirLogarithmAllows) {
  const std::vector<double> bases = between(1e-6, 1e6, 5000);
  const std::vector<double> exponents = between(-40.0, 40.0, 5000);
  for (std::size_t i = 0; i < bases.size(); ++i) {
    const Exact exact = pow(Exact(bases[i]), Exact(exponents[i]));
    const double allowed = 2.0 + 3.0 * std::abs(exponents[i] * std::log(bases[i]));
    ASSERT_LT(ulps(sim::power_of(bases[i], exponents[i]), exact), allowed);
  }
}

TEST(MathsOracle, NormalQuantileHasARelativeErrorOf1E15) {
  const boost::math::normal_distribution<Exact> normal;
  std::vector<double> values = between(0x1p-33, 1.0 - 0x1p-33, 1000);
  for (const double p : between(0.07, 0.08, 200)) values.push_back(p);
  for (double p = 0.4; p > 0x1p-34; p *= 0.93) values.insert(values.end(), {p, 1.0 - p});
  for (const double p : values) {
    const Exact exact = quantile(normal, Exact(p));
    const Exact error = (sim::normal_quantile_of(p) - exact) / exact;
    ASSERT_LT(abs(error), 1.2e-15) << p;
  }
}

TEST(Maths, NormalQuantileIsTheOneOfTheDraws) {
  for (const double p : between(0x1p-33, 1.0 - 0x1p-33, 10'000)) {
    ASSERT_EQ(sim::normal_quantile_of(p), sim::normal_quantile(p));
  }
}

TEST(Maths, NormalQuantileIsOddAboutOneHalf) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 10'000; ++i) {
    const double p = sim::uniform_of(static_cast<std::uint32_t>(random() >> (32 + i % 32)));
    ASSERT_EQ(sim::normal_quantile_of(1.0 - p), -sim::normal_quantile_of(p));
  }
}

TEST(Maths, GoesToItsLimitsBeyondItsRange) {
  EXPECT_EQ(sim::exp_of(-infinity), 0.0);
  EXPECT_EQ(sim::exp_of(-1e308), 0.0);
  EXPECT_EQ(sim::exp_of(-708.1), 0.0);
  EXPECT_EQ(sim::exp_of(0.0), 1.0);
  EXPECT_EQ(sim::exp_of(-0.0), 1.0);
  EXPECT_EQ(sim::exp_of(709.1), infinity);
  EXPECT_EQ(sim::exp_of(1e308), infinity);
  EXPECT_EQ(sim::exp_of(infinity), infinity);
  EXPECT_EQ(sim::exp2_of(-1021.1), 0.0);
  EXPECT_EQ(sim::exp2_of(-infinity), 0.0);
  EXPECT_EQ(sim::exp2_of(1023.1), infinity);
  EXPECT_EQ(sim::exp2_of(infinity), infinity);
  EXPECT_EQ(sim::power_of(10.0, -400.0), 0.0);
  EXPECT_EQ(sim::power_of(10.0, 400.0), infinity);
  EXPECT_EQ(sim::power_of(3.7, 0.0), 1.0);
}

TEST(Maths, PassesOnWhatIsNotANumber) {
  EXPECT_TRUE(std::isnan(sim::exp_of(nan)));
  EXPECT_TRUE(std::isnan(sim::exp_of(-nan)));
  EXPECT_TRUE(std::isnan(sim::exp2_of(nan)));
  EXPECT_TRUE(std::isnan(sim::log_of(nan)));
  EXPECT_TRUE(std::isnan(sim::log_of(-nan)));
  EXPECT_TRUE(std::isnan(sim::log_of(infinity)));
  EXPECT_TRUE(std::isnan(sim::power_of(nan, 1.0)));
  EXPECT_TRUE(std::isnan(sim::power_of(2.0, nan)));
  EXPECT_TRUE(std::isnan(sim::normal_quantile_of(nan)));
}

TEST(MathsProperty, NeverFallsFromANumberToItsNeighbour) {
  for (const double x : between(-700.0, 700.0, 50'000)) {
    ASSERT_LE(sim::exp_of(x), sim::exp_of(std::nextafter(x, infinity))) << x;
    ASSERT_LE(sim::exp2_of(x), sim::exp2_of(std::nextafter(x, infinity))) << x;
  }
  for (const double x : between(-2.0, 2.0, 50'000)) {
    ASSERT_LE(sim::exp_of(x), sim::exp_of(std::nextafter(x, infinity))) << x;
  }
  for (const double x : positive_numbers(50'000)) {
    if (x == std::numeric_limits<double>::max()) continue;
    ASSERT_LE(sim::log_of(x), sim::log_of(std::nextafter(x, infinity))) << x;
  }
  std::mt19937_64 random(3);
  for (int i = 0; i < 50'000; ++i) {
    const auto word = static_cast<std::uint32_t>(random() >> 33);
    ASSERT_LT(sim::normal_quantile_of(sim::uniform_of(word)),
              sim::normal_quantile_of(sim::uniform_of(word + 1)));
  }
}

// All functions at once, each on numbers of its range made of u in (0, 1).
struct Results {
  explicit Results(std::size_t n) : e(n), e2(n), l(n), power(n), normal(n) {}
  bool operator==(const Results&) const = default;
  std::vector<double> e, e2, l, power, normal;
};

struct Outputs {
  explicit Outputs(Results& results)
      : e(results.e.data()),
        e2(results.e2.data()),
        l(results.l.data()),
        power(results.power.data()),
        normal(results.normal.data()) {}
  double *e, *e2, *l, *power, *normal;
};

[[gnu::always_inline]] inline void all_functions(const double* u, std::size_t n, Outputs y) {
  for (std::size_t i = 0; i < n; ++i) y.e[i] = sim::exp_of(1440.0 * u[i] - 720.0);
  for (std::size_t i = 0; i < n; ++i) y.e2[i] = sim::exp2_of(2060.0 * u[i] - 1030.0);
  for (std::size_t i = 0; i < n; ++i) y.l[i] = sim::log_of(u[i]);
  for (std::size_t i = 0; i < n; ++i) y.power[i] = sim::power_of(9.0 * u[i], 60.0 * u[i] - 30.0);
  for (std::size_t i = 0; i < n; ++i) y.normal[i] = sim::normal_quantile_of(u[i]);
}

[[gnu::noinline]] void one_call_each(double u, Outputs y) {
  all_functions(&u, 1, y);
}

TEST(MathsProperty, LoopsOfEveryWidthGiveTheBitsOfSingleCalls) {
  std::vector<double> u;
  std::mt19937_64 random(5);
  for (int i = 0; i < 100'003; ++i) {
    u.push_back(sim::uniform_of(static_cast<std::uint32_t>(random())));
  }
  for (const double p : {0x1p-33, 1.0 - 0x1p-33, 0.075, 0.925, 0.5}) u.push_back(p);
  Results expected(u.size());
  for (std::size_t i = 0; i < u.size(); ++i) {
    Results one(1);
    one_call_each(u[i], Outputs(one));
    expected.e[i] = one.e[0], expected.e2[i] = one.e2[0], expected.l[i] = one.l[0];
    expected.power[i] = one.power[0], expected.normal[i] = one.normal[0];
  }
  for (int generation = 2; generation <= sim::generation(); ++generation) {
    Results results(u.size());
    sim::widest([from = u.data(), n = u.size(),
                 to = Outputs(results)](auto) { all_functions(from, n, to); },
                generation);
    EXPECT_TRUE(results == expected) << generation;
  }
}

// What every machine and compiler must give, to the last bit: the draws of all results rest on it.
TEST(MathsGolden, BitsAreForEver) {
  EXPECT_EQ(sim::exp_of(1.0), 0x1.5bf0a8b14576ap+1);
  EXPECT_EQ(sim::exp_of(-30.25), 0x1.4835bd010a41bp-44);
  EXPECT_EQ(sim::exp_of(0.1), 0x1.1aec7b35a00d4p+0);
  EXPECT_EQ(sim::exp2_of(0.3), 0x1.3b2c47bff8329p+0);
  EXPECT_EQ(sim::exp2_of(-100.7), 0x1.3b2c47bff831ep-101);
  EXPECT_EQ(sim::log_of(3.0), 0x1.193ea7aad030ap+0);
  EXPECT_EQ(sim::log_of(0.9), -0x1.af8e8210a415cp-4);
  EXPECT_EQ(sim::log_of(1e-9), -0x1.4b927f32bffb8p+4);
  EXPECT_EQ(sim::normal_quantile_of(0x1p-33), -0x1.95a1198fcf3d5p+2);
  EXPECT_EQ(sim::normal_quantile_of(0.03), -0x1.e17bb09d8914p+0);
  EXPECT_EQ(sim::normal_quantile_of(0.6), 0x1.036d6c4a04b5ap-2);
  EXPECT_EQ(sim::normal_quantile_of(0.99), 0x1.29c5c4630ff0cp+1);
}

}  // namespace
