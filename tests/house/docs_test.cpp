// What the documents say is there is there, and no file outgrows its reader.
#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <regex>

#include "tests/house/tree.hpp"

namespace {

using house::read_file;
using house::read_tree;

TEST(Documents, LinksLeadToFiles) {
  const std::regex link(R"(\]\(([^)#\s]+)(#[^)\s]*)?\))");
  for (const auto& file : read_tree({".", "docs", "output", "scenarios", "bench"}, {".md"})) {
    const std::filesystem::path folder = std::filesystem::path(file.path).parent_path();
    for (const auto& line : file.lines) {
      for (std::sregex_iterator at(line.begin(), line.end(), link), end; at != end; ++at) {
        const std::string target = (*at)[1].str();
        if (target.find("://") != std::string::npos || target.starts_with("mailto:")) continue;
        EXPECT_TRUE(house::exists((folder / target).string())) << file.path << ": " << target;
      }
    }
  }
}

TEST(Documents, TheReadmeShowsEverySubcommand) {
  std::string readme;
  for (const auto& line : read_file("README.md").lines) readme += line + '\n';
  for (const char* command : {"run", "plan", "check", "describe", "economy", "diff", "compare",
                              "study", "reverse", "schedule", "show", "score", "facts", "members",
                              "statements", "table", "digest", "bench", "version"}) {
    EXPECT_NE(readme.find(std::string("creditcycle ") + command), std::string::npos) << command;
    EXPECT_TRUE(house::exists(std::string("cli/") + command + ".cpp")) << command;
  }
}

TEST(Documents, NoFileOutgrowsItsReader) {
  for (const auto& file : read_tree(
           {"sim", "models", "scenarios", "output", "analysis", "cli", "bench", "tests", "tools"},
           {".hpp", ".cpp", ".py", ".md", ".cmake", ".sh"})) {
    EXPECT_LE(file.lines.size(), 500u) << file.path;
    for (const auto& line : file.lines) {
      EXPECT_EQ(line.find('\t'), std::string::npos) << file.path << " has a tab: " << line;
      EXPECT_FALSE(line.ends_with(' ')) << file.path << " has a blank at the end of: " << line;
    }
  }
}

TEST(Documents, EveryPackageSaysWhatItIsFor) {
  const std::regex entry(R"(^(build|test) +[a-z0-9.+-]+ +[a-z].{10,}$)");
  for (const auto& line : read_file("tools/packages").lines) {
    if (line.starts_with('#')) continue;
    EXPECT_TRUE(std::regex_match(line, entry)) << line;
  }
}

}  // namespace
