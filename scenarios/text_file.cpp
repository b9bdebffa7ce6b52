#include "scenarios/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <vector>

namespace scenarios {

namespace fs = std::filesystem;

std::string path_named_at(std::string_view name, const Origin& origin) {
  const fs::path path(name);
  const bool in_file =
      origin.line > 0;  // the command line and the defaults have no lines, and no folder
  if (path.is_absolute() || !in_file) return path.lexically_normal().string();
  return (fs::path(origin.file).parent_path() / path).lexically_normal().string();
}

namespace {

std::string nearest_file(const fs::path& path) {
  std::error_code error;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> names;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (names.size() >= 10'000) break;
    if (it->path().extension() == path.extension()) names.push_back(it->path().stem().string());
  }
  std::sort(names.begin(), names.end());  // the order of a folder is anyone's
  std::string best = nearest_name(path.stem().string(), names);
  if (best.empty()) return "";
  best += path.extension().string();
  return path.has_parent_path() ? (path.parent_path() / best).string() : best;
}

}  // namespace

std::string name_from(const std::string& folder, const std::string& path) {
  namespace fs = std::filesystem;
  const fs::path from = folder.empty() ? "." : folder;
  const std::string name = fs::absolute(path)
                               .lexically_normal()
                               .lexically_relative(fs::absolute(from).lexically_normal())
                               .string();
  return name.empty() ? path : name;
}

std::optional<std::string> read_text_file(const std::string& path, const Origin& origin,
                                          const std::string& key, Problems& problems) {
  const auto refuse = [&](std::string what, std::string nearest = "") {
    problems.push_back(Problem{origin, key, std::move(what), in_quotes(path), "a readable file",
                               std::move(nearest)});
    return std::nullopt;
  };
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found || path.empty()) {
    return refuse("no such file", nearest_file(path));
  }
  if (status.type() == fs::file_type::none) return refuse(error.message());
  if (status.type() == fs::file_type::directory) return refuse("is a folder");

  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return refuse(errno != 0 ? std::strerror(errno) : "cannot be opened");
  std::string text;
  std::vector<char> chunk(64 * 1024);
  while (file) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    text.append(chunk.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > largest_file_bytes) {
      return refuse(fmt::format("is larger than {} MiB", largest_file_bytes >> 20));
    }
  }
  if (file.bad()) return refuse("cannot be read");
  return text;
}

namespace {

// The bytes of the well-formed UTF-8 sequence at the start of `text`, 0 where there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                             : lead >= 0xE0 && lead <= 0xEF ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  // Overlong forms, surrogates, and what lies beyond U+10FFFF.
  if (lead == 0xE0 && second < 0xA0) return 0;
  if (lead == 0xED && second > 0x9F) return 0;
  if (lead == 0xF0 && second < 0x90) return 0;
  if (lead == 0xF4 && second > 0x8F) return 0;
  return length;
}

}  // namespace

std::optional<TextPlace> first_bad_utf8(std::string_view text) {
  TextPlace place;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return place;
    if (text[0] == '\n') {
      ++place.line;
      place.column = 1;
    } else {
      ++place.column;
    }
    text.remove_prefix(length);
  }
  return std::nullopt;
}

}  // namespace scenarios
