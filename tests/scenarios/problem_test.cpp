#include "scenarios/problem.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Problem, TellsPlaceKeyFoundExpectedAndNearest) {
  EXPECT_EQ(to_text(scenarios::Problem{
                {"a.toml", 4, 9}, "run.years", "out of range", "99", "1 to 50", ""}),
            "a.toml:4:9: run.years: out of range, found 99, expected 1 to 50");
  EXPECT_EQ(
      to_text(scenarios::Problem{{"--set", 0, 0}, "run.yeers", "unknown key", "", "", "years"}),
      "--set: run.yeers: unknown key; did you mean \"years\"?");
  EXPECT_EQ(to_text(scenarios::Problem{{"a.toml", 1, 1}, "", "is not UTF-8", "", "", ""}),
            "a.toml:1:1: is not UTF-8");
}

TEST(Problem, ProposesTheNearestName) {
  const std::vector<std::string> names = {"review_every", "valid", "tiers", "cut_off"};
  EXPECT_EQ(scenarios::nearest_name("reveiw_every", names), "review_every");
  EXPECT_EQ(scenarios::nearest_name("review-every", names), "review_every");
  EXPECT_EQ(scenarios::nearest_name("Tiers", names), "tiers");
  EXPECT_EQ(scenarios::nearest_name("tier", names), "tiers");
  EXPECT_EQ(scenarios::nearest_name("review", names), "review_every");
  EXPECT_EQ(scenarios::nearest_name("banana", names), "");
  EXPECT_EQ(scenarios::nearest_name("", names), "");
}

TEST(Problem, ShowsTextOnOneLineWithoutControlCharacters) {
  EXPECT_EQ(scenarios::in_quotes("a\nb\x1b[31m\"\\"), "\"a\\nb\\u001B[31m\\\"\\\\\"");
  EXPECT_EQ(scenarios::in_quotes("\xc2\x9b"), "\"\\u009B\"");
  EXPECT_EQ(scenarios::in_quotes(std::string(200, 'x')), "\"" + std::string(80, 'x') + "...\"");
}

}  // namespace
