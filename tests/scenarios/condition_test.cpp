// Conditions between parameters: what holds, and what is said of those that cannot be read.
#include "scenarios/condition.hpp"

#include <gmock/gmock.h>
#include <limits>
#include <stdexcept>

namespace {

using scenarios::Condition;
using testing::HasSubstr;

bool holds(const std::string& text, double cut, double price) {
  return Condition(text, {"cut", "price"}).holds({cut, price});
}

TEST(Condition, ComparesAndJoins) {
  EXPECT_TRUE(holds("cut > 500", 550, 0.2));
  EXPECT_FALSE(holds("cut > 550", 550, 0.2));
  EXPECT_TRUE(holds("cut >= 550 && price <= 24%", 550, 0.24));
  EXPECT_FALSE(holds("cut >= 550 && price < 24%", 550, 0.24));
  EXPECT_TRUE(holds("cut < 500 || price < 24%", 550, 0.2));
  EXPECT_TRUE(holds("cut - 1000 * price == 350", 550, 0.2));
  EXPECT_TRUE(holds("min(cut, 600) != 600", 550, 0.2));
}

TEST(Condition, IsAskedAgainAndAgain) {
  const Condition condition("cut < 1000 * price", {"cut", "price"});
  for (int i = 0; i < 100; ++i) EXPECT_EQ(condition.holds({500.0 + i, 0.55}), i < 50) << i;
}

TEST(Condition, WithoutAValueDoesNotHold) {
  EXPECT_FALSE(holds("price / 0 - price / 0", 550, 0.2));
  EXPECT_FALSE(holds("price < 1", 550, std::numeric_limits<double>::quiet_NaN()));
}

TEST(Condition, SaysWhichNamesItUses) {
  const Condition condition("price < 1", {"cut", "price"});
  EXPECT_FALSE(condition.uses(0));
  EXPECT_TRUE(condition.uses(1));
}

std::string complaint(const std::string& text) {
  try {
    Condition(text, {"cut", "price"});
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(ConditionGolden, MistakesAreToldApart) {
  EXPECT_THAT(complaint("prise < 1"), HasSubstr("\"prise\" is no parameter of the study"));
  EXPECT_THAT(complaint("prise < 1"), HasSubstr("did you mean price?"));
  EXPECT_THAT(complaint("cut <"), HasSubstr("cannot be read"));
  EXPECT_THAT(complaint("(cut < 1"), HasSubstr("cannot be read"));
  EXPECT_THAT(complaint("cut < 1, price < 2"), HasSubstr("&& joins"));
  EXPECT_THAT(complaint(""), HasSubstr("cannot be read"));
  EXPECT_THAT(complaint("cut = 5"), HasSubstr(""));
}

TEST(Condition, NamesAreIdentifiers) {
  EXPECT_TRUE(scenarios::is_identifier("cut_off2"));
  EXPECT_FALSE(scenarios::is_identifier("2cut"));
  EXPECT_FALSE(scenarios::is_identifier("cut-off"));
  EXPECT_FALSE(scenarios::is_identifier(""));
}

}  // namespace
