// Swept parameters: their values in steps, drawn, and as numbers.
#include "scenarios/swept.hpp"

#include <cmath>
#include <gmock/gmock.h>

#include "scenarios/key_kind.hpp"
#include "scenarios/load.hpp"

namespace {

using scenarios::Kind;
using scenarios::SweptParameter;
using testing::ElementsAre;

SweptParameter from_to(const std::string& key, const std::string& from, const std::string& to) {
  SweptParameter parameter;
  parameter.id = "x";
  parameter.key = key;
  parameter.from.text = from;
  parameter.to.text = to;
  return parameter;
}

TEST(Swept, StepsThroughARangeFromEndToEnd) {
  auto cut = from_to("scoring.cut_off", "500", "560");
  cut.step.text = "20";
  EXPECT_THAT(cut.listed(), ElementsAre("500", "520", "540", "560"));
  cut.step.text = "25";  // does not meet the end
  EXPECT_THAT(cut.listed(), ElementsAre("500", "525", "550"));
  cut.step.text = "";
  cut.steps = 2;
  EXPECT_THAT(cut.listed(), ElementsAre("500", "530", "560"));
  auto price = from_to("pricing.cap", "24 % a year", "18 % a year");
  price.step.text = "3 % a year";
  EXPECT_THAT(price.listed(), ElementsAre("24 % a year", "21 % a year", "18 % a year"));
}

// 0.1 is no binary number: ten of its steps still make one.
TEST(Swept, StepsThatAreNoBinaryNumbersMeetTheEnd) {
  auto severity = from_to("economy.severity", "0", "1");
  severity.step.text = "0.1";
  const auto all = severity.listed();
  ASSERT_EQ(all.size(), 11u);
  EXPECT_EQ(all[3], "0.3");
  EXPECT_EQ(all.back(), "1");
}

TEST(Swept, DrawnValuesFitTheirKey) {
  EXPECT_EQ(from_to("scoring.cut_off", "500", "600").at(0.12345), "512");
  EXPECT_EQ(from_to("economy.severity", "0", "3").at(0.123456789), "0.3704");
  EXPECT_EQ(from_to("economy.severity", "0", "3").at(1), "3");
  EXPECT_EQ(from_to("pricing.cap", "18 % a year", "36 % a year").at(0.5), "27 % a year");
}

// Values that are listed share the way evenly.
TEST(Swept, TakesAListedValueForItsShareOfTheWay) {
  SweptParameter parameter;
  for (const char* text : {"a", "b", "c"}) parameter.values.push_back({text});
  EXPECT_EQ(parameter.at(0), "a");
  EXPECT_EQ(parameter.at(0.34), "b");
  EXPECT_EQ(parameter.at(0.67), "c");
  EXPECT_EQ(parameter.at(1), "c");
}

TEST(SweptProperty, DrawnValuesLieInTheRangeNearTheirPlace) {
  for (const auto& [key, from, to] :
       {std::tuple("scoring.cut_off", 300.0, 900.0), std::tuple("economy.severity", 0.0, 3.0),
        std::tuple("economy.severity", 2e-4, 1e-4), std::tuple("economy.severity", -1.0, 1e6)}) {
    const auto parameter = from_to(key, std::to_string(from), std::to_string(to));
    for (int i = 0; i <= 1000; ++i) {
      const double way = i / 1000.0;
      const double value = std::stod(parameter.at(way));
      const double finest = std::string(key) == "scoring.cut_off" ? 1 : std::abs(to - from) / 1e4;
      EXPECT_NEAR(value, from + way * (to - from), finest) << key << ' ' << from;
    }
  }
}

TEST(Swept, NumbersAreInNaturalUnits) {
  EXPECT_EQ(scenarios::number_of("550"), 550);
  EXPECT_EQ(scenarios::number_of("100_000"), 100000);
  EXPECT_EQ(scenarios::number_of("24 % a year"), 0.24);
  EXPECT_EQ(scenarios::number_of("2.5 %"), 0.025);
  EXPECT_EQ(scenarios::number_of("2 weeks"), 14);
  EXPECT_EQ(scenarios::number_of("1,500.50 CNY"), 1500.5);
  EXPECT_EQ(scenarios::number_of("true"), 1);
  EXPECT_EQ(scenarios::number_of("bullet"), std::nullopt);
}

TEST(KeyKind, FindsWhatAKeyTakes) {
  const auto& shape = scenarios::scenario_shape();
  EXPECT_EQ(scenarios::kind_of(shape, "portfolio.borrowers"), Kind::count);
  EXPECT_EQ(scenarios::kind_of(shape, "economy.severity"), Kind::number);
  EXPECT_EQ(scenarios::kind_of(shape, "economy.uncertainty.strata"), Kind::count);
  EXPECT_EQ(scenarios::kind_of(shape, "pricing.cap"), Kind::rate);
  EXPECT_EQ(scenarios::kind_of(shape, "portfolio.borrower"), std::nullopt);
  EXPECT_EQ(scenarios::kind_of(shape, "portfolio.borrowers.x"), std::nullopt);
  EXPECT_EQ(scenarios::kind_of(shape, "products"), Kind::list);
  EXPECT_EQ(scenarios::kind_of(shape, "products.any.term"),
            scenarios::kind_of(shape, "products.other.term"));
}

}  // namespace
