#include "cli/shipped.hpp"

#include <cstdlib>

namespace cli {

namespace fs = std::filesystem;

fs::path shipped_folder() {
  if (const char* named = std::getenv("CREDITCYCLE_SCENARIOS")) return named;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const fs::path folder = program.parent_path();
  for (const fs::path& candidate :
       {folder / "../share/creditcycle/scenarios", folder / "../../../scenarios"}) {
    if (fs::is_regular_file(candidate / "baseline.toml", error)) {
      return fs::weakly_canonical(candidate, error);
    }
  }
  return {};
}

std::string find_scenario(const std::string& name) {
  std::error_code error;
  if (name.empty() || fs::is_regular_file(name, error)) return name;
  const fs::path shipped = shipped_folder();
  if (shipped.empty()) return name;
  fs::path wanted = name;
  if (wanted.is_absolute()) return name;
  if (*wanted.begin() == "scenarios") wanted = wanted.lexically_relative("scenarios");
  if (wanted.extension() != ".toml") wanted += ".toml";
  for (const fs::path& candidate : {shipped / wanted, shipped / "policies" / wanted}) {
    if (fs::is_regular_file(candidate, error)) return candidate.string();
  }
  return name;
}

}  // namespace cli
