// What can be wrong with a result file, as a typed error whose text begins with the cause.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace output {

class ResultError : public std::runtime_error {
 public:
  enum class Kind {
    exists,      // the file is there and neither resume nor replace was asked for
    busy,        // another process (or another writer in this one) is writing the file
    differs,     // the file holds another experiment than the one to resume
    unreadable,  // missing, no permission, damaged, or not a result file of this program
    failed,      // the operating system or HDF5 refused a write: disk full, no permission
  };

  // The text is "<path>: <what>".
  ResultError(Kind kind, std::filesystem::path path, const std::string& what);

  Kind kind() const { return kind_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  Kind kind_;
  std::filesystem::path path_;
};

}  // namespace output
