#include "analysis/drivers.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <numeric>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::Driver;
using analysis::driver_count;
using analysis::drivers;
using analysis::IncomeFactors;

// Parts are some 1e7: to eleven digits.
constexpr double near = 1e-4;

IncomeFactors random_factors(std::int32_t day) {
  sim::Stream draws(sim::StreamKey(3, 0), sim::Purpose{999}, 1, sim::Day{day});
  IncomeFactors factors;
  for (double& value : factors.values) value = sim::uniform(draws);
  factors.values[0] *= 1e8;
  return factors;
}

// Shapley's value as it is defined: every order in which the factors may move, one by one.
std::array<double, driver_count> by_orders(const IncomeFactors& base, const IncomeFactors& other) {
  std::array<std::size_t, driver_count> order{};
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::array<double, driver_count> parts{};
  double orders = 0;
  do {
    IncomeFactors now = base;
    double before = now.income();
    for (const std::size_t i : order) {
      now.values[i] = other.values[i];
      parts[i] += now.income() - before;
      before = now.income();
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& part : parts) part /= orders;
  return parts;
}

double sum_of(const std::array<double, driver_count>& parts) {
  return std::accumulate(parts.begin(), parts.end(), 0.0);
}

TEST(DriversOracle, AgreeWithTheMeanOverAllOrders) {
  for (std::int32_t i = 0; i < 5; ++i) {
    const IncomeFactors base = random_factors(2 * i);
    const IncomeFactors other = random_factors(2 * i + 1);
    const auto parts = drivers(base, other);
    const auto naive = by_orders(base, other);
    for (std::size_t k = 0; k < driver_count; ++k) EXPECT_NEAR(parts[k], naive[k], near) << k;
  }
}

TEST(DriversProperty, AddUpAndChangeSignWithTheArms) {
  for (std::int32_t i = 0; i < 200; ++i) {
    const IncomeFactors base = random_factors(1000 + 2 * i);
    const IncomeFactors other = random_factors(1001 + 2 * i);
    const auto parts = drivers(base, other);
    const auto back = drivers(other, base);
    EXPECT_NEAR(sum_of(parts), other.income() - base.income(), near);
    for (std::size_t k = 0; k < driver_count; ++k) EXPECT_NEAR(parts[k], -back[k], near);
  }
}

TEST(DriversProperty, AFactorThatMovesAloneHasAllOfIt) {
  const IncomeFactors base = random_factors(1);
  for (std::size_t k = 0; k < driver_count; ++k) {
    IncomeFactors other = base;
    other.values[k] *= 1.5;
    const auto parts = drivers(base, other);
    for (std::size_t i = 0; i < driver_count; ++i) {
      EXPECT_NEAR(parts[i], i == k ? other.income() - base.income() : 0, near) << k << " " << i;
    }
  }
}

// A run of one month: balance 1,000.00, interest 20.00, benefits 1.00, funding 4.00, collections
// 0.50, operating 1.50, net income 8.00, so 5.00 lost; 10.00 came to 90 days past due.
class Books {
 public:
  Books() {
    const auto one = [&](const char* measure, std::int64_t minor) {
      cells_[std::string("portfolio/") + measure] = {minor};
    };
    one("balance", 1'000'00);
    one("interest_income", 20'00);
    one("benefit_cost", 1'00);
    one("funding_cost", 4'00);
    one("collection_cost", 50);
    one("operating_cost", 1'50);
    one("net_income", 8'00);
    auto& rolls = cells_["roll/balance"];
    rolls.assign(8 * 10, 0);
    rolls[3 * 10 + 4] = 6'00;   // M3 to M4
    rolls[0 * 10 + 9] = 4'00;   // straight to charge-off
    rolls[3 * 10 + 8] = 99'00;  // paid off: no default
    rolls[5 * 10 + 6] = 77'00;  // a default already
    rolls[1 * 10 + 2] = 55'00;  // late, not yet a default
  }
  std::vector<std::int64_t>& operator[](const std::string& name) { return cells_[name]; }

  analysis::Source source() const {
    return [this](std::string_view panel,
                  std::string_view measure) -> std::optional<analysis::Series> {
      const auto found = cells_.find(std::string(panel) + "/" + std::string(measure));
      if (found == cells_.end()) return std::nullopt;
      return analysis::Series{found->second, panel == "roll" ? 10u : 1u};
    };
  }

 private:
  std::map<std::string, std::vector<std::int64_t>> cells_;
};

double factor(const IncomeFactors& factors, Driver driver) {
  return factors.values[static_cast<std::size_t>(driver)];
}

TEST(Drivers, ReadTheirFactorsFromTheBooks) {
  const Books books;
  const auto factors = analysis::income_factors(books.source());
  ASSERT_TRUE(factors.has_value());
  EXPECT_DOUBLE_EQ(factor(*factors, Driver::volume), 1000);
  EXPECT_DOUBLE_EQ(factor(*factors, Driver::price), 0.02);
  EXPECT_DOUBLE_EQ(factor(*factors, Driver::benefits), 0.001);
  EXPECT_DOUBLE_EQ(factor(*factors, Driver::funding), 0.004);
  EXPECT_DOUBLE_EQ(factor(*factors, Driver::default_rate), 0.01);
  EXPECT_DOUBLE_EQ(factor(*factors, Driver::loss_given_default), 0.5);
  EXPECT_DOUBLE_EQ(factor(*factors, Driver::operations), 0.002);
  EXPECT_NEAR(factors->income(), 8, 1e-12);
}

TEST(Drivers, KeepTheIncomeWhereNothingDefaultsOrNothingIsLent) {
  Books books;
  books["roll/balance"].assign(80, 0);
  const auto without_defaults = analysis::income_factors(books.source());
  ASSERT_TRUE(without_defaults.has_value());
  EXPECT_NEAR(without_defaults->income(), 8, 1e-12);
  EXPECT_DOUBLE_EQ(factor(*without_defaults, Driver::default_rate), 0.005);

  const auto lending = analysis::income_factors(Books().source());
  books["portfolio/balance"] = {0};
  books["portfolio/net_income"] = {-1'50};
  const auto nothing = analysis::income_factors(books.source());
  ASSERT_TRUE(nothing.has_value());
  EXPECT_DOUBLE_EQ(nothing->income(), -1.5);
  EXPECT_NEAR(sum_of(drivers(*lending, *nothing)), -9.5, 1e-9);
}

// Whatever the books hold, also losses below zero and arms that lend nothing or lose nothing, the
// parts add up to the difference that stands in them.
TEST(DriversProperty, AddUpForAnyBooks) {
  for (std::int32_t i = 0; i < 300; ++i) {
    sim::Stream draws(sim::StreamKey(3, 0), sim::Purpose{999}, 2, sim::Day{i});
    const auto amount = [&](double most) {
      return static_cast<std::int64_t>(most * sim::uniform(draws));
    };
    std::array<Books, 2> books;
    std::array<double, 2> income{};
    for (std::size_t arm = 0; arm < 2; ++arm) {
      Books& one = books[arm];
      one["portfolio/balance"] = {amount(10) < 2 ? 0 : 1 + amount(1e9)};
      for (const char* measure : {"interest_income", "benefit_cost", "funding_cost",
                                  "collection_cost", "operating_cost"}) {
        one[std::string("portfolio/") + measure] = {amount(1e7)};
      }
      const std::int64_t net = amount(2e7) - 10'000'000;
      one["portfolio/net_income"] = {net};
      income[arm] = static_cast<double>(net) / 100;
      const bool defaults = amount(10) >= 2;
      for (auto& cell : one["roll/balance"]) cell = defaults ? amount(1e6) : 0;
    }
    const auto base = analysis::income_factors(books[0].source());
    const auto other = analysis::income_factors(books[1].source());
    ASSERT_TRUE(base && other);
    EXPECT_NEAR(base->income(), income[0], near) << i;
    const auto parts = drivers(*base, *other);
    const auto back = drivers(*other, *base);
    EXPECT_NEAR(sum_of(parts), income[1] - income[0], near) << i;
    for (std::size_t k = 0; k < driver_count; ++k) EXPECT_NEAR(parts[k], -back[k], near) << i;
  }
}

TEST(Drivers, SayNothingWhereAMeasureIsMissing) {
  const analysis::Source empty = [](std::string_view, std::string_view) {
    return std::optional<analysis::Series>();
  };
  EXPECT_FALSE(analysis::income_factors(empty).has_value());
}

}  // namespace
