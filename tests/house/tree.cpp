#include "tests/house/tree.hpp"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>

namespace house {

namespace fs = std::filesystem;

namespace {

const fs::path root = SOURCE_DIR;

bool wanted(const fs::path& path, const std::vector<std::string>& extensions) {
  return std::find(extensions.begin(), extensions.end(), path.extension().string()) !=
         extensions.end();
}

}  // namespace

TextFile read_file(const std::string& path) {
  TextFile file{path, {}, fs::path(path).replace_extension().string(), {}};
  if (const auto slash = path.find('/'); slash != std::string::npos) {
    file.layer = path.substr(0, slash);
  }
  std::ifstream in(root / path);
  EXPECT_TRUE(in) << "cannot read " << path;
  for (std::string line; std::getline(in, line);) file.lines.push_back(line);
  return file;
}

bool exists(const std::string& path) {
  return fs::exists(root / path);
}

std::vector<TextFile> read_tree(const std::vector<std::string>& folders,
                                const std::vector<std::string>& extensions) {
  std::vector<std::string> paths;
  const auto add = [&](const fs::directory_entry& entry) {
    if (entry.is_regular_file() && wanted(entry.path(), extensions)) {
      paths.push_back(fs::relative(entry.path(), root).string());
    }
  };
  for (const auto& folder : folders) {
    if (folder == ".") {
      for (const auto& entry : fs::directory_iterator(root)) add(entry);
    } else if (fs::exists(root / folder)) {
      for (const auto& entry : fs::recursive_directory_iterator(root / folder)) add(entry);
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<TextFile> files;
  for (const auto& path : paths) files.push_back(read_file(path));
  return files;
}

std::string included(const std::string& line) {
  static const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  std::smatch match;
  return std::regex_search(line, match, include) ? match[1].str() : "";
}

}  // namespace house
