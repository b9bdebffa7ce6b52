// Dependencies point one way: this test reads the #include lines and the CMake links and holds the
// layers.
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>

#include "tests/house/tree.hpp"

namespace {

using house::read_file;
using house::read_tree;

const std::vector<std::string> layers = {"sim", "models", "scenarios", "output", "analysis", "cli"};

// What stands on what; docs/architecture.md draws it.
const std::map<std::string, std::set<std::string>> may_use = {
    {"sim", {}},
    {"models", {"sim"}},
    {"scenarios", {"models", "sim"}},
    {"output", {"sim"}},
    {"analysis", {"output", "sim"}},
    {"cli", {"analysis", "models", "output", "scenarios", "sim"}},
};

std::string first_folder(const std::string& include) {
  const auto slash = include.find('/');
  return slash == std::string::npos ? "" : include.substr(0, slash);
}

TEST(Layers, IncludeOnlyWhatStandsBelowThem) {
  std::set<std::string> seen;
  for (const auto& file : read_tree(layers, {".hpp", ".cpp", ".in"})) {
    seen.insert(file.layer);
    for (const auto& line : file.lines) {
      const std::string target = first_folder(house::included(line));
      EXPECT_NE(target, "tests") << file.path << ": " << line;
      EXPECT_NE(target, "bench") << file.path << ": " << line;
      if (!may_use.contains(target) || target == file.layer) continue;
      EXPECT_TRUE(may_use.at(file.layer).contains(target))
          << file.path << " reaches out of its layer: " << line;
    }
  }
  EXPECT_EQ(seen.size(), layers.size()) << "a layer without a source file";
}

TEST(Layers, IncludeTheirOwnFilesByTheFullPath) {
  for (const auto& file : read_tree(layers, {".hpp", ".cpp"})) {
    for (const auto& line : file.lines) {
      const std::string include = house::included(line);
      if (include.empty() || line.find('"') == std::string::npos) continue;
      EXPECT_TRUE(house::exists(include)) << file.path << ": " << line;
    }
  }
}

TEST(Layers, LinkWhatTheyMayInclude) {
  const std::regex call(R"(creditcycle_layer\(([^)]*)\))");
  for (const auto& layer : layers) {
    std::string text;
    for (const auto& line : read_file(layer + "/CMakeLists.txt").lines) text += line + ' ';
    std::smatch match;
    ASSERT_TRUE(std::regex_search(text, match, call)) << layer;
    std::istringstream words(match[1].str());
    std::string word;
    words >> word;
    EXPECT_EQ(word, layer);
    while (words >> word) {
      if (may_use.contains(word)) {
        EXPECT_TRUE(may_use.at(layer).contains(word)) << layer << " links " << word;
      }
    }
  }
}

TEST(Layers, TheEngineDoesNotKnowWhatALoanIs) {
  const std::regex loan("loan", std::regex::icase);
  for (const auto& file : read_tree({"sim"}, {".hpp", ".cpp"})) {
    for (const auto& line : file.lines) {
      EXPECT_FALSE(std::regex_search(line, loan)) << file.path << ": " << line;
    }
  }
}

// The command line is the only place that prints, and the models know nothing of files.
TEST(Layers, OnlyTheCommandLinePrints) {
  const std::regex prints(R"(std::(cout|cerr|clog)|\b(std::)?(printf|puts|putchar)\()");
  for (const auto& file :
       read_tree({"sim", "models", "scenarios", "output", "analysis"}, {".hpp", ".cpp"})) {
    for (const auto& line : file.lines) {
      EXPECT_FALSE(std::regex_search(line, prints)) << file.path << ": " << line;
      if (file.layer != "models" && file.layer != "sim") continue;
      const std::string include = house::included(line);
      EXPECT_NE(include, "fstream") << file.path;
      EXPECT_NE(include, "filesystem") << file.path;
    }
  }
}

}  // namespace
