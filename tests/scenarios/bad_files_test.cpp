// Every file of tests/data/bad has beside it the message that it must give, with names from that
// folder. To write the messages anew after a change, and then to read what changed:
// CREDITCYCLE_WRITE_EXPECTED=1.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <vector>

#include "scenarios/load.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(TEST_DATA_DIR) / "bad";

std::vector<std::string> bad_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string message_of(const std::string& name) {
  try {
    scenarios::load({.scenario = (folder / (name + ".toml")).string()});
  } catch (const scenarios::BadScenario& bad) {
    std::string text = std::string(bad.what()) + "\n";
    const std::string prefix = folder.string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
      text.erase(at, prefix.size());
    }
    return text;
  }
  return "nothing wrong\n";
}

class BadFilesGolden : public testing::TestWithParam<std::string> {};

TEST_P(BadFilesGolden, GiveTheExpectedMessage) {
  const fs::path expected_path = folder / (GetParam() + ".expected");
  const std::string message = message_of(GetParam());
  if (std::getenv("CREDITCYCLE_WRITE_EXPECTED") != nullptr) std::ofstream(expected_path) << message;
  std::ifstream file(expected_path);
  ASSERT_TRUE(file) << expected_path << " is missing";
  const std::string expected(std::istreambuf_iterator<char>(file), {});
  EXPECT_EQ(message, expected);
}

INSTANTIATE_TEST_SUITE_P(All, BadFilesGolden, testing::ValuesIn(bad_files()), [](const auto& file) {
  std::string name = file.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(BadFiles, AreThirtyAtLeast) {
  EXPECT_GE(bad_files().size(), 30u);
}

}  // namespace
