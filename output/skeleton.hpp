// What a result file holds before the first number arrives: who ran what, and the shapes of the
// panels.
//
// A file answers one experiment: one or more arms (a scenario with its overrides and policies),
// each simulated in the same number of replications under the same panel shapes, so that arms can
// be compared cell by cell and replication by replication.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/panel.hpp"

namespace output {

// What a file calls each sim::OverTime, in its order.
inline constexpr std::array<std::string_view, 3> over_time_names = {"sum", "end", "mean"};

// A file the scenario was composed from (an economic path, say), kept so that the result file can
// be run again on a machine that never saw it. `name` is the name by which the scenario text refers
// to it.
struct EmbeddedFile {
  std::string name;
  std::string text;
  bool operator==(const EmbeddedFile&) const = default;
};

struct ArmInfo {
  std::string
      name;  // unique in the file, not empty, without '/' and not "."; a label and a group name
  std::string title;          // for people
  std::string scenario_text;  // the resolved scenario, TOML
  // Equal exactly when one replication with the same seed gives the same results: it must not
  // depend on the number of replications, on the seed or on threads, or a file could not grow or be
  // resumed.
  std::string scenario_hash;
  std::vector<EmbeddedFile> files;
  std::uint64_t seed = 0;
  std::vector<std::string> sets;      // "key=value", as given by --set
  std::vector<std::string> policies;  // names of the policy files, in order
};

struct RunInfo {
  std::vector<ArmInfo> arms;  // at least one
  std::uint32_t replications = 0;
  std::chrono::year_month_day start{};  // the first simulated day
  std::string program_version;          // "0.1.0"
  std::string revision;                 // of the program's source; may be empty
  std::vector<std::pair<std::string, std::string>> libraries;  // name, version
};

struct Skeleton {
  RunInfo run;
  std::vector<std::shared_ptr<const sim::PanelShape>> panels;

  // The place of the panel of that name, where there is one.
  std::optional<std::size_t> panel_named(std::string_view name) const;
};

// Throws sim::CheckFailure when the skeleton cannot be stored: no arm, arm names that repeat, no
// replications, two panels of one name, a measure with the name of an axis of its panel.
void check_storable(const Skeleton& skeleton);

// Why `asked` does not continue what `stored` began, one sentence each; empty when it does.
// Compared are the arms (names, hashes, seeds, embedded files), the start, the program's version
// and revision, and the panels with their axes, labels and measures. More replications than stored
// and further arms after the stored ones are no difference, fewer are. Titles, units, long names
// and library versions may change.
std::vector<std::string> differences(const Skeleton& stored, const Skeleton& asked);

// Bytes of the file while it is being written, rounded up generously; the finished file is
// compressed.
std::uint64_t bytes_while_writing(const Skeleton& skeleton);

}  // namespace output
