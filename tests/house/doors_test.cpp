// One door per library: each is included by one header and source pair, so that it can be exchanged
// there.
#include <gtest/gtest.h>
#include <regex>
#include <set>

#include "tests/house/tree.hpp"

namespace {

struct Door {
  const char* library;
  const char* header;           // what an #include of it begins with, a regular expression
  std::set<std::string> pairs;  // the pairs that may include it, without extension
};

const std::vector<std::string> layers = {"sim", "models", "scenarios", "output", "analysis", "cli"};

std::set<std::string> users_of(const Door& door) {
  const std::regex header(std::string("^") + door.header);
  std::set<std::string> users;
  for (const auto& file : house::read_tree(layers, {".hpp", ".cpp"})) {
    for (const auto& line : file.lines) {
      if (std::regex_search(house::included(line), header)) users.insert(file.stem);
    }
  }
  return users;
}

TEST(Doors, EachLibraryIsIncludedByItsDoorAlone) {
  const std::vector<Door> doors = {
      {"oneTBB", "(oneapi/)?tbb/", {"sim/parallel"}},
      {"Random123", "Random123/", {"sim/stream"}},
      {"xxHash", "xxh", {"sim/digest"}},
      {"toml++", "toml", {"scenarios/toml_reader"}},
      {"muParser", "muParser", {"scenarios/expression"}},
      {"NLopt", "nlopt", {"analysis/optimiser"}},
      {"Boost.Random's Sobol sequence", "boost/random/sobol", {"analysis/space_filling"}},
      {"HDF5", "(hdf5|H5)", {"output/hdf5_file"}},
      {"Boost.Program_options", "boost/program_options", {"cli/options"}},
      {"Boost.PropertyTree", "boost/property_tree", {"cli/peer"}},
      {"Eigen", "Eigen/", {"models/autoregression", "models/logistic_regression"}},
      {"Boost.Math's roots", "boost/math/tools/", {"models/root"}},
      {"Boost.Graph", "boost/(graph|pending)/", {"models/network_graph", "models/strategy"}},
  };
  for (const auto& door : doors) {
    const auto users = users_of(door);
    EXPECT_FALSE(users.empty()) << door.library << " is used nowhere";
    for (const auto& user : users) {
      EXPECT_TRUE(door.pairs.contains(user)) << door.library << " is included by " << user;
    }
  }
}

// Whoever includes a header with a library in it would have the library as well: doors are .cpp
// files, or headers that nobody but their own pair and the tests include.
TEST(Doors, AHeaderDoesNotHandALibraryOn) {
  const std::regex heavy(
      R"(^((oneapi/)?tbb/|Eigen/|muParser|nlopt|toml\+\+|toml\.hpp|hdf5|H5|boost/program_options|boost/property_tree|boost/graph))");
  std::set<std::string> carriers;
  for (const auto& file : house::read_tree(layers, {".hpp"})) {
    for (const auto& line : file.lines) {
      if (std::regex_search(house::included(line), heavy)) carriers.insert(file.path);
    }
  }
  for (const auto& file : house::read_tree(layers, {".hpp", ".cpp"})) {
    for (const auto& line : file.lines) {
      const std::string include = house::included(line);
      if (!carriers.contains(include)) continue;
      EXPECT_EQ(include.substr(0, include.size() - 4), file.stem)
          << file.path << " gets a library through " << include;
    }
  }
}

}  // namespace
