#include "output/skeleton.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <string_view>

#include "sim/check.hpp"

namespace output {
namespace {

// A name becomes a link in the file, where '/' separates and "." is the group itself.
bool usable(std::string_view name) {
  return !name.empty() && name != "." && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

void check_name(std::set<std::string>& taken, const std::string& name) {
  CHECK(usable(name), "'{}' cannot be a name in a result file", name);
  CHECK(taken.insert(name).second, "the name '{}' is used twice in one group of a result file",
        name);
}

void compare_arm(std::vector<std::string>& out, const ArmInfo& stored, const ArmInfo& asked) {
  const auto differs = [&](std::string_view what, const auto& ours, const auto& theirs) {
    if (ours == theirs) return;
    out.push_back(fmt::format("arm '{}': the {} is {} in the file and {} in this run", stored.name,
                              what, ours, theirs));
  };
  if (stored.name != asked.name) {
    out.push_back(
        fmt::format("the file has arm '{}' where this run has '{}'", stored.name, asked.name));
    return;
  }
  differs("seed", stored.seed, asked.seed);
  differs("scenario's hash", stored.scenario_hash, asked.scenario_hash);
  if (stored.files != asked.files) {
    out.push_back(
        fmt::format("arm '{}': the files it reads are not those in the file", stored.name));
  }
}

template <class Item>
std::string names(const std::vector<Item>& items) {
  std::string text;
  for (const Item& item : items) text += (text.empty() ? "" : ", ") + item.name;
  return text.empty() ? "none" : text;
}

void compare_axis(std::vector<std::string>& out, const std::string& panel, const sim::Axis& stored,
                  const sim::Axis& asked) {
  if (stored.labels.size() != asked.labels.size()) {
    out.push_back(fmt::format("panel '{}': axis '{}' has {} labels in the file and {} in this run",
                              panel, stored.name, stored.labels.size(), asked.labels.size()));
    return;
  }
  const auto [ours, theirs] =
      std::mismatch(stored.labels.begin(), stored.labels.end(), asked.labels.begin());
  if (ours != stored.labels.end()) {
    out.push_back(
        fmt::format("panel '{}': axis '{}' has label '{}' in the file where this run has "
                    "'{}'",
                    panel, stored.name, *ours, *theirs));
  }
}

template <class Item>
bool same_names(const std::vector<Item>& one, const std::vector<Item>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const Item& a, const Item& b) { return a.name == b.name; });
}

void compare_panel(std::vector<std::string>& out, const sim::PanelShape& stored,
                   const sim::PanelShape& asked) {
  if (stored.name != asked.name) {
    out.push_back(
        fmt::format("the file has panel '{}' where this run has '{}'", stored.name, asked.name));
    return;
  }
  if (same_names(stored.axes, asked.axes)) {
    for (std::size_t i = 0; i < stored.axes.size(); ++i) {
      compare_axis(out, stored.name, stored.axes[i], asked.axes[i]);
    }
  } else {
    out.push_back(fmt::format("panel '{}': the axes are {} in the file and {} in this run",
                              stored.name, names(stored.axes), names(asked.axes)));
  }
  if (!same_names(stored.measures, asked.measures)) {
    out.push_back(fmt::format("panel '{}': the measures are {} in the file and {} in this run",
                              stored.name, names(stored.measures), names(asked.measures)));
  }
}

std::string date_text(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

std::optional<std::size_t> Skeleton::panel_named(std::string_view name) const {
  const auto found = std::find_if(panels.begin(), panels.end(),
                                  [&](const auto& panel) { return panel->name == name; });
  if (found == panels.end()) return std::nullopt;
  return static_cast<std::size_t>(found - panels.begin());
}

void check_storable(const Skeleton& skeleton) {
  const RunInfo& run = skeleton.run;
  CHECK(!run.arms.empty(), "a result file has at least one arm");
  CHECK(run.replications > 0, "a result file has at least one replication");
  CHECK(run.start.ok(), "the first day of a run is a date");
  std::set<std::string> arms;
  for (const ArmInfo& arm : run.arms) check_name(arms, arm.name);
  std::set<std::string> root = {"arm", "arms", "replication", "status", "digest", "message"};
  for (const auto& panel : skeleton.panels) {
    CHECK(panel != nullptr);
    check_name(root, panel->name);
    std::set<std::string> inside = {"arm", "replication"};
    for (const sim::Axis& axis : panel->axes) {
      check_name(inside, axis.name);
      CHECK(!axis.labels.empty(), "axis '{}' of panel '{}' is empty", axis.name, panel->name);
    }
    for (const sim::Measure& measure : panel->measures) check_name(inside, measure.name);
  }
}

std::vector<std::string> differences(const Skeleton& stored, const Skeleton& asked) {
  std::vector<std::string> out;
  const auto differs = [&](std::string_view what, const auto& ours, const auto& theirs) {
    if (ours == theirs) return;
    out.push_back(fmt::format("{} is '{}' in the file and '{}' in this run", what, ours, theirs));
  };
  differs("the program's version", stored.run.program_version, asked.run.program_version);
  differs("the program's revision", stored.run.revision, asked.run.revision);
  differs("the first day", date_text(stored.run.start), date_text(asked.run.start));
  if (asked.run.replications < stored.run.replications) {
    out.push_back(fmt::format("the file is for {} replications and this run for only {}",
                              stored.run.replications, asked.run.replications));
  }
  if (stored.run.arms.size() > asked.run.arms.size()) {
    out.push_back(fmt::format("the arms are {} in the file and only {} in this run",
                              names(stored.run.arms), names(asked.run.arms)));
  } else {
    for (std::size_t i = 0; i < stored.run.arms.size(); ++i) {
      compare_arm(out, stored.run.arms[i], asked.run.arms[i]);
    }
  }
  if (stored.panels.size() != asked.panels.size()) {
    out.push_back(fmt::format("there are {} panels in the file and {} in this run",
                              stored.panels.size(), asked.panels.size()));
  } else {
    for (std::size_t i = 0; i < stored.panels.size(); ++i) {
      compare_panel(out, *stored.panels[i], *asked.panels[i]);
    }
  }
  return out;
}

std::uint64_t bytes_while_writing(const Skeleton& skeleton) {
  // HDF5's own records: about 1.5 KiB a dataset with its attributes, and as much again for safety.
  constexpr std::uint64_t dataset_overhead = 3072;
  const std::uint64_t units = skeleton.run.arms.size() * std::uint64_t{skeleton.run.replications};
  std::uint64_t bytes = 16 * dataset_overhead + units * 512;
  for (const auto& panel : skeleton.panels) {
    bytes += panel->measures.size() * (dataset_overhead + units * panel->cells() * 8);
    for (const sim::Axis& axis : panel->axes) bytes += dataset_overhead + axis.labels.size() * 64;
  }
  for (const ArmInfo& arm : skeleton.run.arms) {
    bytes += 8 * dataset_overhead + arm.scenario_text.size();
    for (const EmbeddedFile& file : arm.files) bytes += dataset_overhead + file.text.size();
  }
  return bytes;
}

}  // namespace output
