#include "cli/passing_folder.hpp"

#include <fmt/format.h>
#include <stdlib.h>
#include <string>

#include "cli/options.hpp"

namespace cli {

namespace fs = std::filesystem;

PassingFolder::PassingFolder(std::string_view otherwise) {
  std::string name = (fs::temp_directory_path() / "creditcycle-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw InputError(fmt::format("{}: no folder can be made there; {}", name, otherwise));
  }
  path_ = name;
}

PassingFolder::~PassingFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace cli
