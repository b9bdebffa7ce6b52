// Formulas over names: what they are worth, and what is said of those that cannot be read.
#include "scenarios/expression.hpp"

#include <cmath>
#include <gmock/gmock.h>

namespace {

using scenarios::Expression;
using testing::HasSubstr;

double value(const std::string& text, double a, double b) {
  return Expression(text, {"a", "b"}).value({a, b});
}

TEST(Expression, IsWorthWhatItSays) {
  EXPECT_DOUBLE_EQ(value("a", 3, 4), 3);
  EXPECT_DOUBLE_EQ(value("1 - a / b", 3, 4), 0.25);
  EXPECT_DOUBLE_EQ(value("2 * (a + b) - a^2", 3, 4), 5);
  EXPECT_DOUBLE_EQ(value("max(a, b) + 50%", 3, 4), 4.5);
  EXPECT_DOUBLE_EQ(value("a > b ? 1 : 2", 3, 4), 2);
  EXPECT_FALSE(std::isfinite(value("a / b", 3, 0)));
}

TEST(Expression, KeepsNothingOfTheLastTime) {
  const Expression sum("a + b", {"a", "b"});
  for (int i = 0; i < 10; ++i) EXPECT_DOUBLE_EQ(sum.value({1.0 * i, 2}), i + 2);
}

TEST(ExpressionGolden, MistakesAreToldApart) {
  try {
    Expression("a / c_2", {"a", "b"});
    FAIL();
  } catch (const scenarios::UnknownName& unknown) {
    EXPECT_STREQ(unknown.what(), "c_2");
  }
  try {
    Expression("a /", {"a", "b"});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot be read"));
  }
}

}  // namespace
