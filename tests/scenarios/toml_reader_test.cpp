#include "scenarios/toml_reader.hpp"

#include <gtest/gtest.h>
#include <random>
#include <string>

#include "scenarios/writer.hpp"

namespace {

using scenarios::Node;

std::string complaint(const std::string& text) {
  scenarios::Problems problems;
  const auto tree = scenarios::parse_toml(text, "f.toml", problems);
  EXPECT_EQ(tree.has_value(), problems.empty());
  return problems.empty() ? "" : scenarios::BadScenario(problems).what();
}

TEST(TomlReader, KeepsPlacesAndTheOrderOfTheFile) {
  scenarios::Problems problems;
  const auto tree = scenarios::parse_toml("zebra = 1\n[ape]\n  'é' = 'x'\n  bee = [1,\n 2]\n",
                                          "f.toml", problems);
  ASSERT_TRUE(tree);
  const auto& members = *tree->table();
  EXPECT_EQ(members[0].key, "zebra");
  EXPECT_EQ(members[1].key, "ape");
  const auto& ape = *members[1].value.table();
  EXPECT_EQ(to_text(ape[0].key_origin), "f.toml:3:3");
  EXPECT_EQ(to_text(ape[0].value.origin), "f.toml:3:9");
  EXPECT_EQ(to_text((*ape[1].value.array())[1].origin), "f.toml:5:2");
}

TEST(TomlReader, ReadsEachTypeOfValue) {
  scenarios::Problems problems;
  const auto tree = scenarios::parse_toml(
      "a = true\nb = 1_000\nc = 1.5\nd = 'text'\ne = 2025-01-31\nf = 12:30:00\ng = "
      "2025-01-31T12:30:00Z\nh = {}\ni = []\n",
      "f.toml", problems);
  ASSERT_TRUE(tree);
  std::string described;
  for (const auto& member : *tree->table()) described += describe(member.value) + "; ";
  EXPECT_EQ(described,
            "true; 1000; 1.5; \"text\"; 2025-01-31; 12:30:00; 2025-01-31T12:30:00Z; a table; an "
            "empty array; ");
}

TEST(TomlReader, SaysWhereTheSyntaxIsWrong) {
  EXPECT_EQ(complaint("a = 1\nb = \n").substr(0, 22), "f.toml:2:5: not TOML: ");
  EXPECT_NE(complaint("a = 1\na = 2\n"), "");
  EXPECT_NE(complaint("a = 'not closed\n"), "");
  EXPECT_NE(complaint("a = \"\"\"not closed\n"), "");
  EXPECT_NE(complaint("a = 2025-02-30\n"), "");
  EXPECT_NE(complaint(std::string("a = \0", 5)), "");
}

TEST(TomlReader, RefusesTextThatIsNotUtf8) {
  EXPECT_EQ(complaint("a = 1\n# \xc3\xa9 \xe9\n"),
            "f.toml:2:5: is not UTF-8, expected text in UTF-8");
  for (const char* bytes :
       {"\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xf0\x8f\xbf\xbf"}) {
    EXPECT_NE(complaint("# " + std::string(bytes)), "") << bytes;
  }
  EXPECT_EQ(complaint("# é 漢 𝔘 \n"), "");
}

TEST(TomlReader, RefusesDeepNestingWithoutACrash) {
  const auto repeated = [](std::string_view piece, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += piece;
    return result;
  };
  const std::string bracket = "[";
  EXPECT_EQ(complaint("a = " + repeated("[", 100'000)),
            "f.toml:1:69: nested too deeply, expected at most 64 levels of tables and arrays");
  EXPECT_NE(complaint("a = " + repeated("{a=", 100'000)), "");
  EXPECT_NE(complaint(repeated("a.", 100'000) + "a = 1"), "");
  EXPECT_NE(complaint(bracket + repeated("a.", 100'000) + "a]"), "");
  EXPECT_NE(complaint(bracket + repeated("a . ", 60) + "a]\n" + repeated("b.", 60) + "b = 1"), "");
  EXPECT_EQ(complaint("a = " + repeated("[", 60) + repeated("]", 60)), "");
  EXPECT_EQ(complaint("a = '" + repeated("[", 100) + "' # " + repeated("{", 100)), "");
  EXPECT_EQ(complaint("a = \"\"\"\\\"" + repeated("[", 100) + "\"\"\"\n"), "");
}

TEST(TomlReader, ReadsASingleValueAndNoMore) {
  const scenarios::Origin place{"--set", 0, 0};
  EXPECT_EQ(describe(*scenarios::parse_value("[1, 2]", place)), "an array of 2");
  EXPECT_EQ(scenarios::parse_value("30", place)->origin, place);
  EXPECT_FALSE(scenarios::parse_value("30 days", place));
  EXPECT_FALSE(scenarios::parse_value("", place));
  EXPECT_FALSE(scenarios::parse_value("1\nb = 2", place));
}

TEST(TomlReaderProperty, NoTextMakesItCrash) {
  std::mt19937_64 random(3);
  const std::string pieces = "ab.=[]{}\"'#\n,1-:TZ_+\\ \t";
  for (int i = 0; i < 5'000; ++i) {
    std::string text;
    for (auto n = random() % 60; n > 0; --n) text += pieces[random() % pieces.size()];
    scenarios::Problems problems;
    const auto tree = scenarios::parse_toml(text, "f.toml", problems);
    ASSERT_EQ(tree.has_value(), problems.empty()) << text;
    if (!tree) continue;
    const std::string written = scenarios::to_toml(*tree);
    const auto again = scenarios::parse_toml(written, "f.toml", problems);
    ASSERT_TRUE(again) << text << "\nwritten as\n" << written;
    ASSERT_TRUE(same_values(*tree, *again)) << text << "\nwritten as\n" << written;
  }
}

}  // namespace
