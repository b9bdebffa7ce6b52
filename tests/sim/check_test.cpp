#include "sim/check.hpp"

#include <gmock/gmock.h>

namespace {

using sim::CheckFailure;
using testing::AllOf;
using testing::EndsWith;
using testing::StartsWith;
using testing::ThrowsMessage;

TEST(Check, HoldsSilently) {
  EXPECT_NO_THROW(CHECK(1 + 1 == 2));
  EXPECT_NO_THROW(CHECK(1 + 1 == 2, "{} is odd", 2));
}

TEST(Check, SaysWhereAndWhichConditionFailed) {
  EXPECT_THAT([] { CHECK(1 > 2); },
              ThrowsMessage<CheckFailure>(
                  AllOf(StartsWith("sim/check_test.cpp:"), EndsWith(": CHECK(1 > 2) failed"))));
}

TEST(Check, AddsTheFormattedMessage) {
  const int tier = 7;
  EXPECT_THAT([&] { CHECK(tier < 4, "tier {} of {}", tier, 4); },
              ThrowsMessage<CheckFailure>(EndsWith("CHECK(tier < 4) failed: tier 7 of 4")));
}

TEST(Check, EvaluatesItsConditionOnceAndItsArgumentsOnlyOnFailure) {
  int conditions = 0;
  int arguments = 0;
  CHECK(++conditions == 1, "{}", ++arguments);
  EXPECT_EQ(conditions, 1);
  EXPECT_EQ(arguments, 0);
}

}  // namespace
