#include <gtest/gtest.h>

#include "tests/scenarios/toy.hpp"

namespace {

using toy::Folder;

std::vector<std::string> ids(const toy::Toy& toy) {
  std::vector<std::string> names;
  for (const toy::Part& part : toy.parts) names.push_back(part.id);
  return names;
}

TEST(Merge, LaysTablesDeeplyOverOneAnother) {
  Folder folder;
  folder.file("base.toml", "[settings]\nyears = 5\nfactor = 2.0\n");
  const auto top = folder.file("top.toml", "extends = ['base.toml']\n[settings]\nyears = 7\n");
  const auto toy = toy::read({.scenario = top}).toy;
  EXPECT_EQ(toy.settings.years, 7);
  EXPECT_EQ(toy.settings.factor, 2.0);
  EXPECT_EQ(toy.settings.period.value, 30);
}

TEST(Merge, ReplacesPlainArrays) {
  Folder folder;
  folder.file("base.toml", "settings.weights = ['10 %', '20 %', '70 %']");
  const auto top = folder.file("top.toml", "extends = ['base.toml']\nsettings.weights = ['100 %']");
  EXPECT_EQ(toy::read({.scenario = top}).toy.settings.weights, std::vector{models::Share{1}});
}

TEST(Merge, LaysItemsWithAnIdOverThoseOfTheSameId) {
  Folder folder;
  folder.file("base.toml", "[[parts]]\nid = 'two'\nshare = '10 %'\n[[parts]]\nid = 'three'\n");
  const auto top =
      folder.file("top.toml", "extends = ['base.toml']\n[[parts]]\nid = 'two'\ncount = 9\n");
  const auto toy = toy::read({.scenario = top}).toy;
  EXPECT_EQ(ids(toy), (std::vector<std::string>{"one", "two", "three"}));
  EXPECT_EQ(toy.parts[1].count, 9);
  EXPECT_EQ(toy.parts[1].share.value, 0.1);
}

TEST(Merge, TakesAwayAnItemThatIsRemoved) {
  Folder folder;
  const auto top = folder.file("top.toml", "[[parts]]\nid = 'one'\nremove = true\n");
  EXPECT_EQ(ids(toy::read({.scenario = top}).toy), std::vector<std::string>{"two"});
}

TEST(Merge, TakesNothingAwayWhereRemoveIsFalse) {
  Folder folder;
  const auto top = folder.file("top.toml", "[[parts]]\nid = 'one'\nremove = false\ncount = 3\n");
  const auto toy = toy::read({.scenario = top}).toy;
  EXPECT_EQ(toy.parts[0].count, 3);
  EXPECT_EQ(toy.parts.size(), 2u);
}

TEST(Merge, TakesAllItemsAwayWithAnEmptyArray) {
  Folder folder;
  folder.file("base.toml", "parts = []");
  const auto top = folder.file("top.toml", "extends = ['base.toml']\n[[parts]]\nid = 'mine'\n");
  EXPECT_EQ(ids(toy::read({.scenario = top}).toy), std::vector<std::string>{"mine"});
}

TEST(Merge, RefusesToRemoveWhatIsNotThere) {
  Folder folder;
  const auto top = folder.file("top.toml", "[[parts]]\nid = 'twoo'\nremove = true\n");
  EXPECT_EQ(toy::complaints(folder, [&] { toy::read({.scenario = top}); }),
            "top.toml:2:6: parts.twoo: nothing to remove, found \"twoo\", expected the id of an "
            "item that "
            "is there; did you mean \"two\"?");
}

TEST(Merge, DropsTheKeysOfAKindThatIsNoLongerNamed) {
  Folder folder;
  folder.file(
      "base.toml",
      "[water]\nkind = 'still'\ndepth = 4.0\nforce = 3.0\n[pond]\nkind = 'still'\ndepth = 2.0\n");
  const auto top = folder.file("top.toml",
                               "extends = ['base.toml']\n[water]\nkind = 'flowing'\n[pond]\nkind = "
                               "'flowing'\ndelay = '5 days'\n");
  const auto toy = toy::read({.scenario = top}).toy;
  EXPECT_EQ(std::get<toy::Flowing>(toy.water.model).delay.value, 3);
  EXPECT_EQ(toy.water.force, 3.0) << "a key of the table itself belongs to no kind";
  EXPECT_EQ(std::get<toy::Flowing>(toy.pond).delay.value, 5);
}

TEST(Merge, KeepsTheKeysOfAKindThatIsNamedAgain) {
  Folder folder;
  folder.file("base.toml", "[water]\nkind = 'still'\ndepth = 4.0\n");
  const auto top =
      folder.file("top.toml", "extends = ['base.toml']\n[water]\nkind = 'still'\nforce = 2.0\n");
  EXPECT_EQ(std::get<toy::Still>(toy::read({.scenario = top}).toy.water.model).depth, 4.0);
}

TEST(Merge, LaysWhatAFileExtendsFromLeftToRight) {
  Folder folder;
  folder.file("a.toml", "settings.years = 1\nsettings.low = 0");
  folder.file("b.toml", "settings.years = 2");
  const auto top = folder.file("top.toml", "extends = ['a.toml', 'b.toml']");
  const auto toy = toy::read({.scenario = top}).toy;
  EXPECT_EQ(toy.settings.years, 2);
  EXPECT_EQ(toy.settings.low, 0);
}

TEST(Merge, LaysACommonParentDownOnce) {
  Folder folder;
  folder.file("base.toml", "settings.years = 10\nsettings.high = 10");
  folder.file("left.toml", "extends = ['base.toml']\nsettings.years = 5");
  folder.file("right.toml", "extends = ['./base.toml']\nsettings.high = 7");
  const auto top = folder.file("top.toml", "extends = ['left.toml', 'right.toml']");
  const auto toy = toy::read({.scenario = top}).toy;
  EXPECT_EQ(toy.settings.years, 5)
      << "the parent of the second must not undo what the first changed";
  EXPECT_EQ(toy.settings.high, 7);
}

TEST(Merge, FindsFilesFromTheFolderOfTheFileThatNamesThem) {
  Folder folder;
  folder.file("deep/down/base.toml", "extends = ['../other.toml']\nsettings.low = 0");
  folder.file("deep/other.toml", "settings.years = 3");
  const auto top = folder.file("top.toml", "extends = ['deep/down/base.toml']");
  EXPECT_EQ(toy::read({.scenario = top}).toy.settings.years, 3);
}

TEST(Merge, NamesTheWholeChainOfACycle) {
  Folder folder;
  folder.file("a.toml", "extends = ['b.toml']");
  folder.file("b.toml", "\nextends = ['c.toml']");
  folder.file("c.toml", "extends = [ 'a.toml' ]");
  EXPECT_EQ(toy::complaints(folder, [&] { toy::read({.scenario = folder / "a.toml"}); }),
            "c.toml:1:13: extends: a cycle: a.toml -> b.toml -> c.toml -> a.toml");
}

TEST(Merge, KeepsTheOriginOfEachValue) {
  Folder folder;
  folder.file("base.toml", "[settings]\nyears = 5\nfactor = 2.0\n");
  const auto top = folder.file(
      "top.toml",
      "extends = ['base.toml']\n[settings]\n  years = 7\n[[parts]]\nid = 'two'\ncount = 3");
  const auto tree = toy::read({.scenario = top, .sets = {"settings.low=-1"}}).resolved.tree;
  const auto* settings = tree.find("settings");
  EXPECT_EQ(to_text(settings->find("years")->origin), folder / "top.toml:3:11");
  EXPECT_EQ(to_text(settings->find("factor")->origin), folder / "base.toml:3:10");
  EXPECT_EQ(to_text(settings->find("low")->origin), "--set");
  EXPECT_EQ(to_text(settings->find("high")->origin), "built-in");
  const auto& two = (*tree.find("parts")->array())[1];
  EXPECT_EQ(to_text(two.find("count")->origin), folder / "top.toml:6:9");
  EXPECT_EQ(to_text(two.find("share")->origin), "built-in");
}

TEST(Merge, PutsPoliciesOverTheFileAndSettingsOverPolicies) {
  Folder folder;
  const auto top = folder.file("top.toml", "title = 'Mine'\n[water]\nforce = 2.0\ndepth = 2.0\n");
  const auto first =
      folder.file("first.toml", "title = 'Policy'\n[water]\nforce = 3.0\ndepth = 3.0\n");
  const auto second = folder.file("second.toml", "[water]\nforce = 4.0\n");
  const auto toy =
      toy::read({.scenario = top, .policies = {first, second}, .sets = {"water.force=5.5"}}).toy;
  EXPECT_EQ(toy.water.force, 5.5);
  EXPECT_EQ(std::get<toy::Still>(toy.water.model).depth, 3.0);
  EXPECT_EQ(toy.title, "Mine") << "a policy does not rename the scenario";
}

TEST(Merge, RefusesInAPolicyFileWhatIsNoPolicy) {
  Folder folder;
  const auto top = folder.file("top.toml", "");
  folder.file("more.toml", "settings.years = 3");
  const auto policy = folder.file("policy.toml", "extends = ['more.toml']\n[watr]\nforce = 1.0\n");
  EXPECT_EQ(toy::complaints(folder, [&] { toy::read({.scenario = top, .policies = {policy}}); }),
            "more.toml:1:1: settings: not allowed in a policy file, expected one of water, parts\n"
            "policy.toml:2:2: watr: not allowed in a policy file, expected one of water, parts; "
            "did you mean "
            "\"water\"?");
}

}  // namespace
