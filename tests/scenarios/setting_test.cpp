#include "scenarios/setting.hpp"

#include <gtest/gtest.h>

#include "tests/scenarios/toy.hpp"

namespace {

using toy::Folder;

class Setting : public testing::Test {
 protected:
  toy::Toy with(std::vector<std::string> sets) {
    return toy::read({.scenario = file, .sets = std::move(sets)}).toy;
  }
  std::string complaint(std::string set) {
    return toy::complaints(folder, [&] { with({std::move(set)}); });
  }

  Folder folder;
  std::string file = folder.file("empty.toml", "");
};

TEST_F(Setting, TakesTomlValues) {
  const auto toy = with({"settings.years=7", "settings.open=false", "settings.start=2026-02-01",
                         "settings.weights=['40 %', '60 %']", "settings.pair = [3, 4.5]"});
  EXPECT_EQ(toy.settings.years, 7);
  EXPECT_FALSE(toy.settings.open);
  EXPECT_EQ(toy.settings.start, std::chrono::year(2026) / 2 / 1);
  EXPECT_EQ(toy.settings.weights[1].value, 0.6);
  EXPECT_EQ(toy.settings.pair[1], 4.5);
}

TEST_F(Setting, TakesBareWordsAsTextAndQuantities) {
  const auto toy = with({"title=A = b", "settings.period=2 weeks", "settings.share=2.5 %",
                         "settings.colour=dark-blue", "settings.amount=1,500.50 CNY",
                         "settings.rate=0.04 % a day"});
  EXPECT_EQ(toy.title, "A = b");
  EXPECT_EQ(toy.settings.period.value, 14);
  EXPECT_EQ(toy.settings.share.value, 0.025);
  EXPECT_EQ(toy.settings.colour, toy::Colour::dark_blue);
  EXPECT_EQ(toy.settings.amount, sim::Money::of_minor(150'050));
  EXPECT_EQ(toy.settings.rate, sim::Rate::of_ppm(146'000));
}

TEST_F(Setting, TakesTextThatLooksLikeSomethingElse) {
  EXPECT_EQ(with({"title=2025"}).title, "2025");
  EXPECT_EQ(with({"title=true"}).title, "true");
  EXPECT_EQ(with({"title='quoted'"}).title, "quoted");
  EXPECT_EQ(with({"title="}).title, "");
}

TEST_F(Setting, ReachesItemsByTheirId) {
  const auto toy = with({"parts.two.count=5", "parts.two.share=1 %", "parts.one.remove=true"});
  ASSERT_EQ(toy.parts.size(), 1u);
  EXPECT_EQ(toy.parts[0].count, 5);
  EXPECT_EQ(toy.parts[0].share.value, 0.01);
}

TEST_F(Setting, ReachesTheKeysOfAKind) {
  const auto toy = with(
      {"water.kind=flowing", "water.delay=9 days", "pond={ kind = 'flowing', delay = '2 days' }"});
  EXPECT_EQ(std::get<toy::Flowing>(toy.water.model).delay.value, 9);
  EXPECT_EQ(std::get<toy::Flowing>(toy.pond).delay.value, 2);
}

TEST_F(Setting, LaterOnesWin) {
  EXPECT_EQ(with({"settings.years=7", "settings.years=8"}).settings.years, 8);
}

TEST_F(Setting, SaysWhatIsWrong) {
  EXPECT_EQ(complaint("settings.yeers=7"),
            "--set: settings.yeers: unknown key; did you mean \"settings.years\"?");
  EXPECT_EQ(complaint("settings.years"),
            "--set: found \"settings.years\", expected key=value, for example run.years=5");
  EXPECT_EQ(complaint("=7"),
            "--set: no key, found \"=7\", expected key=value, for example run.years=5");
  EXPECT_EQ(
      complaint("settings..years=7"),
      "--set: no key, found \"settings..years=7\", expected key=value, for example run.years=5");
  EXPECT_EQ(complaint("settings.years=ten"),
            "--set: settings.years: found \"ten\", expected a whole number such as 12");
  EXPECT_EQ(complaint("settings.years=100"),
            "--set: settings.years: out of range, found 100, expected 1 to 50 years");
  EXPECT_EQ(
      complaint("settings.period=30"),
      "--set: settings.period: has no unit, found 30, expected text with its unit, \"30 days\"");
  EXPECT_EQ(complaint("settings.years.x=1"),
            "--set: settings.years.x: no such key, expected no key below settings.years, which "
            "holds a whole number such as 12");
  EXPECT_EQ(complaint("parts.tow.count=5"),
            "--set: parts.tow: parts holds no such id, expected one of one, two; did you mean "
            "\"parts.two\"?");
  EXPECT_EQ(complaint("parts.two=5"), "--set: parts.two: expected a table, or one of its keys");
  EXPECT_EQ(complaint("settings=5"), "--set: settings: found 5, expected a table");
  EXPECT_EQ(complaint("title=\xff"),
            "--set: is not UTF-8, expected key=value, for example run.years=5");
  EXPECT_EQ(
      complaint("settings.years=7\n[water]\nforce=3"),
      "--set: settings.years: found \"7\\n[water]\\nforce=3\", expected a whole number such as 12");
  EXPECT_EQ(complaint("water.delay=2 days"),
            "--set: water.delay: key of another kind, expected kind = \"flowing\" beside it");
}

TEST_F(Setting, ReportsTheMistakesOfAll) {
  EXPECT_EQ(
      toy::complaints(folder,
                      [&] {
                        with({"settings.yeers=7", "settings.period=30"});
                      }),
      "--set: settings.yeers: unknown key; did you mean \"settings.years\"?\n"
      "--set: settings.period: has no unit, found 30, expected text with its unit, \"30 days\"");
}

}  // namespace
