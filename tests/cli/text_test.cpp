#include "cli/text.hpp"

#include <gtest/gtest.h>

#include "cli/json.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "sim/check.hpp"

namespace cli {
namespace {

TEST(Text, NumbersAreGroupedByThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
  EXPECT_EQ(grouped(-123), "-123");
  EXPECT_EQ(with_decimals(1234.5, 2), "1,234.50");
  EXPECT_EQ(with_decimals(-1234567.891, 1), "-1,234,567.9");
  EXPECT_EQ(with_decimals(-0.001, 1), "0.0");
}

TEST(Text, ThreeDigitsAreEnoughForWhatIsMeasured) {
  EXPECT_EQ(three_digits(0), "0");
  EXPECT_EQ(three_digits(0.0123), "0.012");
  EXPECT_EQ(three_digits(0.1234), "0.123");
  EXPECT_EQ(three_digits(1.234), "1.23");
  EXPECT_EQ(three_digits(12.34), "12.3");
  EXPECT_EQ(three_digits(123.4), "123");
  EXPECT_EQ(three_digits(1'234'567), "1,230,000");
}

TEST(Text, DurationsAndSizesAreReadAtAGlance) {
  EXPECT_EQ(duration_text(3.14), "3.1 s");
  EXPECT_EQ(duration_text(59.4), "59 s");
  EXPECT_EQ(duration_text(59.6), "1 min 0 s");
  EXPECT_EQ(duration_text(250), "4 min 10 s");
  EXPECT_EQ(duration_text(7500), "2 h 5 min");
  EXPECT_EQ(bytes_text(12), "12 B");
  EXPECT_EQ(bytes_text(3400), "3.4 kB");
  EXPECT_EQ(bytes_text(999'700), "1.0 MB");
}

TEST(Text, WrappingBreaksBetweenWordsAndKeepsALongWordWhole) {
  EXPECT_EQ(wrap("one two three", 80, 4), "one two three");
  EXPECT_EQ(wrap("one two three", 11, 4), "one two\n    three");
  EXPECT_EQ(wrap("incomprehensibilities", 10, 0), "incomprehensibilities");
}

TEST(Text, ATableAlignsColumnsByCharactersNotBytes) {
  Table table({Align::left, Align::right});
  table.add({"–", "1"});
  table.add({"ab", "234"});
  EXPECT_EQ(table.text(), "–     1\nab  234\n");
}

TEST(Progress, SaysWhatIsLeftOnlyWhenItIsNoGuess) {
  EXPECT_EQ(progress_text("replications", 0, 20, 0.001, 60).find("left"), std::string::npos);
  EXPECT_NE(progress_text("replications", 5, 20, 0.25, 60)
                .find("25 %  5 of 20 replications, 3 min 0 s left"),
            std::string::npos);
  EXPECT_EQ(progress_text("replications", 20, 20, 1, 60).find("left"), std::string::npos);
}

TEST(Json, EscapesTextAndHasNoNumberThatIsNone) {
  Json json;
  json.begin_object()
      .member("a\"b", "line\nend\x01")
      .member("x", std::nan(""))
      .key("list")
      .begin_array();
  json.value(1).value(true).end_array().key("none").begin_array().end_array().end_object();
  EXPECT_EQ(json.text(),
            "{\n  \"a\\\"b\": \"line\\nend\\u0001\",\n  \"x\": null,\n  \"list\": [\n    1,\n    "
            "true\n  ],\n"
            "  \"none\": []\n}\n");
}

TEST(Json, RefusesAValueWithoutAKeyAndBracketsLeftOpen) {
  EXPECT_THROW(Json().begin_object().value(1), sim::CheckFailure);
  EXPECT_THROW(Json().begin_array().end_object(), sim::CheckFailure);
  EXPECT_THROW(Json().begin_array().text(), sim::CheckFailure);
}

const std::vector<Option> options = {
    {"set", "KEY=VALUE", "", true}, {"output,o", "FILE", ""}, {"force", "", ""}};

TEST(Options, SeveralSettingsMayFollowOneSet) {
  const auto given =
      parse_arguments({"a.toml", "--set", "x=1", "y=[1, 2]", "-o", "out.h5"}, options);
  EXPECT_EQ(given.all("set"), (std::vector<std::string>{"x=1", "y=[1, 2]"}));
  EXPECT_EQ(given.positional(), (std::vector<std::string>{"a.toml"}));
  EXPECT_EQ(given.text("output"), "out.h5");
  EXPECT_FALSE(given.has("force"));
}

TEST(Options, AScenarioAfterSetIsAScenario) {
  const auto given =
      parse_arguments({"--set", "x=-1", "a.toml", "--force", "--set=y='a b'"}, options);
  EXPECT_EQ(given.all("set"), (std::vector<std::string>{"x=-1", "y='a b'"}));
  EXPECT_EQ(given.positional(), (std::vector<std::string>{"a.toml"}));
  EXPECT_TRUE(given.has("force"));
}

TEST(Options, AnOptionIsNotGuessedFromItsBeginning) {
  EXPECT_THROW(parse_arguments({"--forc"}, options), UsageError);
  EXPECT_THROW(parse_arguments({"--output"}, options), UsageError);
}

TEST(Options, WholeNumbersMayBeGrouped) {
  const auto given = parse_arguments({"--output", "100_000"}, options);
  EXPECT_EQ(given.whole("output", 1, 1'000'000), 100'000);
  EXPECT_THROW(given.whole("output", 1, 10), UsageError);
  EXPECT_EQ(given.whole("force", 1, 10), std::nullopt);
}

}  // namespace
}  // namespace cli
