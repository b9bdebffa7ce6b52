#include "scenarios/resolve.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "scenarios/diff.hpp"
#include "scenarios/writer.hpp"
#include "tests/scenarios/toy.hpp"

namespace {

using toy::Folder;

constexpr std::string_view csv =
    "date,unemployment,output_growth,inflation,policy_rate,wage_growth\n"
    "2025-01-01,4.1,2,2,3,3\n2025-02-01,4.2,2,2,3,3\n";

TEST(Resolve, GivesTheDefaultsForAnEmptyFile) {
  Folder folder;
  const toy::Toy defaults;
  EXPECT_EQ(toy::read({.scenario = folder.file("empty.toml", "")}).toy, defaults);
}

TEST(Resolve, FindsAMistakeThatALaterFileHides) {
  Folder folder;
  folder.file("base.toml", "settings.years = 99");
  const auto top = folder.file("top.toml", "extends = ['base.toml']\nsettings.years = 5");
  EXPECT_EQ(toy::complaints(folder, [&] { toy::read({.scenario = top}); }),
            "base.toml:1:18: settings.years: out of range, found 99, expected 1 to 50 years");
}

TEST(Resolve, ReportsAllMistakesOfAllFilesInTheirOrder) {
  Folder folder;
  folder.file("base.toml", "[settings]\nperiod = 30\nyaers = 3\n");
  const auto top = folder.file("top.toml",
                               "extends = ['base.toml', 'none.toml']\n[settings]\ncolour = "
                               "'gren'\nfactor = inf\nweights = ['2 %', 3]\n");
  EXPECT_EQ(
      toy::complaints(folder, [&] { toy::read({.scenario = top, .sets = {"watr.force=1"}}); }),
      "top.toml:1:25: extends: no such file, found \"none.toml\", expected a readable file\n"
      "top.toml:3:10: settings.colour: found \"gren\", expected one of \"red\", \"green\", "
      "\"dark-blue\"; did you mean \"green\"?\n"
      "top.toml:4:10: settings.factor: not finite, found inf, expected a number such as 1.5\n"
      "top.toml:5:19: settings.weights[1]: has no unit, found 3, expected text with its unit, \"3 "
      "%\"\n"
      "base.toml:2:10: settings.period: has no unit, found 30, expected text with its unit, \"30 "
      "days\"\n"
      "base.toml:3:1: settings.yaers: unknown key; did you mean \"years\"?\n"
      "--set: watr: unknown key; did you mean \"water\"?");
}

TEST(Resolve, ChecksTheStructOnlyWhenItsValuesAreGood) {
  Folder folder;
  const auto bad = folder.file("bad.toml", "[settings]\nlow = 3\n");
  EXPECT_EQ(toy::complaints(folder, [&] { toy::read({.scenario = bad}); }),
            "bad.toml:2:7: settings.low: is above high, at most that is expected");
  EXPECT_EQ(
      toy::complaints(folder, [&] { toy::read({.scenario = bad, .sets = {"settings.high=4"}}); }),
      "");
}

TEST(Resolve, ReadsAPathFileAndKeepsItsText) {
  Folder folder;
  folder.file("paths/p.csv", csv);
  const auto read = toy::read({.scenario = folder.file("top.toml", "path = 'paths/p.csv'")});
  EXPECT_EQ(read.toy.path.name, "paths/p.csv");
  EXPECT_EQ(read.toy.path.months.size(), 2u);
  EXPECT_EQ(read.resolved.path_texts,
            (std::map<std::string, std::string>{{"paths/p.csv", std::string(csv)}}));
}

TEST(Resolve, NamesAPathFileFromTheFolderOfTheScenario) {
  Folder folder;
  folder.file("common/p.csv", csv);
  folder.file("common/base.toml", "path = 'p.csv'");
  const auto read =
      toy::read({.scenario = folder.file("mine/top.toml", "extends = ['../common/base.toml']")});
  EXPECT_EQ(read.toy.path.name, "../common/p.csv");
  const auto again = toy::read({.scenario = folder.file("mine/again.toml", read.resolved.text)});
  EXPECT_EQ(again.toy, read.toy);
}

TEST(Resolve, HashesWhatIsRunAndNotHowItIsWritten) {
  Folder folder;
  folder.file("p.csv", csv);
  const auto one = toy::read(
      {.scenario = folder.file("one.toml", "path = 'p.csv'\nsettings.period = '2 weeks'")});
  const auto two =
      toy::read({.scenario = folder.file(
                     "two.toml", "# other\nsettings = { period = '14 days' }\npath='./p.csv'")});
  EXPECT_EQ(one.resolved.text, two.resolved.text);
  EXPECT_EQ(one.resolved.hash, two.resolved.hash);
  EXPECT_EQ(one.resolved.hash.size(), 32u);
  folder.file("p.csv", std::string(csv) + "2025-03-01,9,2,2,3,3\n");
  const auto three = toy::read({.scenario = folder / "one.toml"});
  EXPECT_EQ(one.resolved.text, three.resolved.text);
  EXPECT_NE(one.resolved.hash, three.resolved.hash) << "the path file is part of what is run";
}

TEST(Resolve, RunsAStoredScenarioWithoutAnyFile) {
  toy::Read first;
  {
    Folder folder;
    folder.file("p.csv", csv);
    first = toy::read({.scenario = folder.file(
                           "top.toml", "path = 'p.csv'\n[[parts]]\nid = 'one'\nremove = true\n")});
  }
  const auto second =
      toy::read_stored({"result.h5", first.resolved.text, first.resolved.path_texts});
  EXPECT_EQ(second.toy, first.toy);
  EXPECT_EQ(second.resolved.hash, first.resolved.hash);
  EXPECT_EQ(second.resolved.text, first.resolved.text);
}

TEST(Resolve, LaysSettingsAndPoliciesOverAStoredScenario) {
  Folder folder;
  folder.file("p.csv", csv);
  const auto first = toy::read({.scenario = folder.file("top.toml", "path = 'p.csv'")});
  const auto policy = folder.file("policy.toml", "[[parts]]\nid = 'one'\nremove = true\n");
  const auto other = folder.file("other.csv", std::string(csv) + "2025-03-01,9,2,2,3,3\n");
  const auto second =
      toy::read_stored({"result.h5", first.resolved.text, first.resolved.path_texts},
                       {.policies = {policy}, .sets = {"settings.years=3", "path=" + other}});
  EXPECT_EQ(second.toy.settings.years, 3);
  EXPECT_EQ(second.toy.parts.size(), 1u);
  EXPECT_EQ(second.toy.path.months.size(), 3u);
}

TEST(Resolve, SaysThatAStoredScenarioLacksAFile) {
  Folder folder;
  EXPECT_EQ(toy::complaints(folder,
                            [&] {
                              toy::read_stored({"result.h5", "path = 'p.csv'", {}});
                            }),
            "result.h5:1:8: path: not kept in the result file, found \"p.csv\", expected a file "
            "that it holds");
}

TEST(Resolve, ShowsWhereEachValueComesFrom) {
  Folder folder;
  const auto read = toy::read(
      {.scenario = folder.file("top.toml", "[settings]\nyears = 3\n"), .sets = {"title=T"}});
  const std::string text = scenarios::text_with_origins(read.resolved);
  EXPECT_NE(text.find("title = \"T\""), std::string::npos);
  EXPECT_NE(text.find("# --set"), std::string::npos);
  EXPECT_NE(text.find("top.toml:2:9"), std::string::npos);
  EXPECT_NE(text.find("# built-in"), std::string::npos);
}

TEST(Resolve, TellsWhatDiffers) {
  Folder folder;
  const auto left =
      toy::read({.scenario = folder.file(
                     "left.toml", "settings.years = 3\n[[parts]]\nid = 'one'\nremove = true")});
  const auto right = toy::read(
      {.scenario = folder.file("right.toml",
                               "settings.period = '2 weeks'\n[[parts]]\nid = 'two'\ncount = 7\n")});
  std::string text;
  for (const auto& d : scenarios::diff(left.resolved.tree, right.resolved.tree))
    text += d.key + ": " + d.left + " -> " + d.right + "\n";
  EXPECT_EQ(text,
            "settings.years: 3 -> 10\n"
            "settings.period: \"30 days\" -> \"14 days\"\n"
            "parts.two.count: 2 -> 7\n"
            "parts.one:  -> { id = \"one\", count = 1, share = \"50 %\", next = [] }\n");
  EXPECT_TRUE(scenarios::diff(left.resolved.tree, left.resolved.tree).empty());
}

toy::Toy random_toy(std::mt19937_64& random) {
  const auto whole = [&](std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random);
  };
  const auto real = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  const auto text = [&] {
    static const std::vector<std::string> pieces = {"a", "\"", "\\", "\n", "é",    "\t", "'",
                                                    "#", "漢", " ",  "]",  "\x01", "=",  "\x7f"};
    std::string result;
    for (auto n = whole(0, 6); n > 0; --n)
      result +=
          pieces[static_cast<std::size_t>(whole(0, static_cast<std::int64_t>(pieces.size()) - 1))];
    return result;
  };
  toy::Toy toy;
  toy.title = text();
  toy::Settings& s = toy.settings;
  s.years = whole(1, 50);
  s.factor = real(-1, 1) * std::pow(10.0, static_cast<double>(whole(-200, 200)));
  s.share = {real(0, 1)};
  s.rate = sim::Rate::of_ppm(whole(-1'000'000, 1'000'000));
  s.amount = sim::Money::of_minor(whole(-100'000'000, 100'000'000));
  s.period = {static_cast<std::int32_t>(whole(1, 366))};
  s.start = std::chrono::sys_days(std::chrono::days(whole(-20'000, 20'000)));
  s.colour = static_cast<toy::Colour>(whole(0, 2));
  s.open = whole(0, 1) == 1;
  s.weights.clear();
  for (auto n = whole(0, 4); n > 0; --n) s.weights.push_back({real(0, 1)});
  s.pair = {real(-5, 5), std::trunc(real(-5, 5))};
  s.low = whole(-5, 5);
  s.high = s.low + whole(0, 5);
  if (whole(0, 1) == 1) {
    toy.water.model = toy::Flowing{{static_cast<std::int32_t>(whole(1, 30))}};
  } else {
    toy.water.model = toy::Still{real(0, 10)};
  }
  if (whole(0, 1) == 1) toy.pond = toy::Flowing{{static_cast<std::int32_t>(whole(1, 30))}};
  toy.parts.clear();
  for (const char* id : {"one", "two", "three", "f\"our", "five.six"}) {
    if (whole(0, 1) == 0) continue;
    toy::Part part{.id = id, .count = whole(0, 100), .share = {real(0, 1)}, .next = {}};
    for (auto n = whole(0, 3); n > 0; --n) part.next.push_back(text());
    toy.parts.push_back(std::move(part));
  }
  return toy;
}

TEST(ResolveProperty, WhatIsWrittenIsReadAsTheSame) {
  std::mt19937_64 random(11);
  Folder folder;
  for (int i = 0; i < 300; ++i) {
    const toy::Toy toy = random_toy(random);
    const std::string text = scenarios::to_toml(scenarios::to_node(toy::shape(), &toy));
    const auto stored = toy::read_stored({"stored", text, {}});
    ASSERT_EQ(stored.toy, toy) << text;
    // The resolved text is also a scenario file, to be laid over the defaults.
    const auto file = toy::read({.scenario = folder.file("again.toml", stored.resolved.text)});
    ASSERT_EQ(file.toy, toy) << stored.resolved.text;
    ASSERT_EQ(file.resolved.text, stored.resolved.text);
    ASSERT_EQ(file.resolved.hash, stored.resolved.hash);
  }
}

// The values of one tree that another does not have, as a file would name them.
void keep_some(scenarios::Node& node, std::mt19937_64& random) {
  auto* members = node.table();
  if (members == nullptr) return;
  std::erase_if(*members, [&](const scenarios::Member& member) {
    return member.key != "kind" && member.value.table() == nullptr && random() % 2 == 0;
  });
  for (auto& member : *members) keep_some(member.value, random);
}

TEST(ResolveProperty, CompositionIsThatOfTheLastFileThatNamesAKey) {
  std::mt19937_64 random(13);
  Folder folder;
  for (int i = 0; i < 100; ++i) {
    // The same random trees laid by the program, file over file, and here by hand, key by key.
    std::vector<scenarios::Node> trees;
    std::string extends;
    for (int layer = 0; layer < 3; ++layer) {
      toy::Toy toy = random_toy(random);
      toy.settings.low = 0;  // so that no mixture fails the check of the struct
      toy.settings.high = 5;
      auto tree = scenarios::to_node(toy::shape(), &toy);
      tree.erase("parts");
      tree.erase("pond");
      tree.erase("water");
      keep_some(tree, random);
      const std::string name = "layer" + std::to_string(layer) + ".toml";
      folder.file(name, scenarios::to_toml(tree));
      extends += (extends.empty() ? "'" : ", '") + name + "'";
      trees.push_back(std::move(tree));
    }
    const auto read =
        toy::read({.scenario = folder.file("top.toml", "extends = [" + extends + "]")});
    const toy::Toy defaults;
    auto expected = scenarios::to_node(toy::shape(), &defaults);
    for (const auto& tree : trees) {
      for (const auto& member : *tree.table()) {
        if (member.value.table() == nullptr) expected.set(member.key, member.value);
      }
      if (const auto* settings = tree.find("settings")) {
        for (const auto& member : *settings->table())
          expected.find("settings")->set(member.key, member.value);
      }
    }
    ASSERT_TRUE(scenarios::same_values(read.resolved.tree, expected))
        << to_text(scenarios::diff(read.resolved.tree, expected));
  }
}

}  // namespace
