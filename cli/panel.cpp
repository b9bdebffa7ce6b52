#include "cli/panel.hpp"

#include <fmt/format.h>

#include "cli/command.hpp"
#include "scenarios/problem.hpp"

namespace cli {

const sim::PanelShape& panel_of(const output::ResultReader& file, std::string_view name) {
  const auto place = file.skeleton().panel_named(name);
  if (!place) {
    throw InputError(
        fmt::format("the file has no panel {}: it was made by an earlier version", name));
  }
  return *file.skeleton().panels[*place];
}

std::vector<std::size_t> arms_asked(const output::ResultReader& file, const Arguments& arguments) {
  const auto wanted = arguments.text("arm");
  std::vector<std::size_t> found;
  std::vector<std::string> names;
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    names.push_back(file.run().arms[arm].name);
    if (!wanted || names.back() == *wanted) found.push_back(arm);
  }
  if (found.empty()) {
    throw InputError(fmt::format("--arm: the file has no arm {}, expected one of {}",
                                 scenarios::in_quotes(*wanted), fmt::join(names, ", ")));
  }
  return found;
}

}  // namespace cli
