// Reading the text of a named file, from the disk or from what a result file has kept.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/problem.hpp"

namespace scenarios {

// Larger files are refused, so that a device or a wrong name does not fill the memory.
inline constexpr std::size_t largest_file_bytes = 64u << 20;

// The texts a result file has kept: `owner` is the name its stored scenario is shown by, and a file
// that this scenario names is taken from `texts`, never from the disk.
struct StoredFiles {
  std::string owner;
  std::map<std::string, std::string> texts;
};

// The path of a file that is named at `origin`: relative names start at the folder of the file that
// names them, those of the command line at the working directory.
std::string path_named_at(std::string_view name, const Origin& origin);

// How a file in `folder` names the file of this path; an empty folder is the working directory.
std::string name_from(const std::string& folder, const std::string& path);

// The whole text, or nothing and a problem at `origin` for `key`: no such file, a folder, no
// permission, too large; the nearest name of the same ending in that folder is proposed.
std::optional<std::string> read_text_file(const std::string& path, const Origin& origin,
                                          const std::string& key, Problems& problems);

// The place of the first byte that is not UTF-8, as line and column in characters.
struct TextPlace {
  int line = 1;
  int column = 1;
};
std::optional<TextPlace> first_bad_utf8(std::string_view text);

}  // namespace scenarios
