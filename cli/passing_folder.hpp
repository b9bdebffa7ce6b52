// A folder that goes away with everything in it, for files that nobody asked to keep.
#pragma once

#include <filesystem>
#include <string_view>

namespace cli {

class PassingFolder {
 public:
  // Where temporary files go; InputError, ended by `otherwise`, when none can be made there.
  explicit PassingFolder(std::string_view otherwise);
  ~PassingFolder();
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace cli
