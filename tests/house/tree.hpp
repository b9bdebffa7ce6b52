// The source tree as the house tests read it: text files by folder, each line of each.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace house {

struct TextFile {
  std::string path;   // relative to the root of the project, "sim/money.hpp"
  std::string layer;  // its first folder, "sim"
  std::string stem;   // without the extension, "sim/money"
  std::vector<std::string> lines;
};

// Every file under the folders with one of the extensions, in order of path; "." is the root alone,
// without its folders. Fails the running test when a file cannot be read.
std::vector<TextFile> read_tree(const std::vector<std::string>& folders,
                                const std::vector<std::string>& extensions);

TextFile read_file(const std::string& path);
bool exists(const std::string& path);

// What the line includes, "sim/money.hpp" or "tbb/parallel_for.h"; empty when it includes nothing.
std::string included(const std::string& line);

}  // namespace house
