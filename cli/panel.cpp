#include "cli/panel.hpp"

#include <fmt/format.h>

#include "cli/command.hpp"

namespace cli {

const sim::PanelShape& panel_of(const output::ResultReader& file, std::string_view name) {
  const auto place = file.skeleton().panel_named(name);
  if (!place) {
    throw InputError(
        fmt::format("the file has no panel {}: it was made by an earlier version", name));
  }
  return *file.skeleton().panels[*place];
}

}  // namespace cli
