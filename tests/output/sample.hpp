// A small experiment for tests: two arms, panels with none, one and four axes, and values that a
// formula gives, so that every reader can tell them without having written them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <unistd.h>

#include "output/skeleton.hpp"
#include "output/unit.hpp"
#include "sim/panel.hpp"

namespace sample {

// A folder of its own for one test, removed with everything in it; in memory where the system has
// such a place, because a disk that syncs slowly would be most of the tests' time.
class Folder {
 public:
  Folder() {
    const std::filesystem::path memory = "/dev/shm";
    const bool fast = access(memory.c_str(), W_OK | X_OK) == 0;
    const auto parent = fast ? memory : std::filesystem::temp_directory_path();
    std::string name = (parent / "result-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline std::vector<std::shared_ptr<const sim::PanelShape>> shapes(int months = 5) {
  sim::Axis month{"month", "month", {}};
  for (int i = 0; i < months; ++i) {
    const int number = i % 12 + 1;
    month.labels.push_back(std::to_string(2025 + i / 12) + (number < 10 ? "-0" : "-") +
                           std::to_string(number));
  }
  const sim::Axis tier{"tier", "membership tier", {"Primary", "Gold"}};
  const sim::Axis bucket{"bucket", "days past due", {"current", "1–29", "30+"}};
  const sim::Axis mob{"mob", "months on book", {"-1", "0", "12"}};
  const sim::Axis vintage{"vintage", "month of origination", {"2024-12", "2025-01", "2025-02"}};
  const auto share = [](sim::PanelShape shape) {
    return std::make_shared<const sim::PanelShape>(std::move(shape));
  };
  return {share({"portfolio",
                 {month},
                 {{"members", "members", "members at the end of the month"},
                  {"balance", "fen", "outstanding principal", sim::OverTime::stock}}}),
          share({"buckets",
                 {month, tier, bucket, vintage, mob},
                 {{"accounts", "accounts", "open accounts"}, {"balance", "fen", "principal"}}}),
          share({"totals", {}, {{"events", "events", "events run"}}})};
}

inline output::ArmInfo arm(const std::string& name, const std::string& hash) {
  return {.name = name,
          .title = "The " + name + " of 2025, 10 %",
          .scenario_text = "title = \"" + name + "\"\n[run]\nyears = 10\n",
          .scenario_hash = hash,
          .files = {{"paths/" + name + ".csv", "month,u\n2025-01,4.1\n"}, {"x.csv", ""}},
          .seed = 18446744073709551615u,
          .sets = {"run.years=10"},
          .policies = {}};
}

inline output::Skeleton skeleton(std::uint32_t replications = 3) {
  output::Skeleton skeleton;
  skeleton.run.arms = {arm("baseline", "aa"), arm("recession", "bb")};
  skeleton.run.replications = replications;
  skeleton.run.start = std::chrono::year_month_day{std::chrono::year(2025), std::chrono::month(1),
                                                   std::chrono::day(1)};
  skeleton.run.program_version = "0.1.0";
  skeleton.run.revision = "abc";
  skeleton.run.libraries = {{"hdf5", "1.10.8"}, {"boost", "1.74.0"}};
  skeleton.panels = shapes();
  return skeleton;
}

// tests/output/read_back.py has the same formula.
inline std::int64_t value(output::Unit unit, std::size_t panel, std::size_t cell,
                          std::size_t measure) {
  const std::int64_t sign = (cell + measure) % 2 == 0 ? 1 : -1;
  return sign * static_cast<std::int64_t>(1'000'000 * panel + 100'000 * unit.arm +
                                          10'000 * unit.replication + 10 * cell + measure);
}

inline sim::Panels panels(output::Unit unit, const output::Skeleton& skeleton) {
  sim::Panels panels;
  for (std::size_t p = 0; p < skeleton.panels.size(); ++p) {
    sim::Panel& panel = panels.emplace_back(skeleton.panels[p]);
    for (std::size_t c = 0; c < panel.cells(); ++c) {
      for (std::size_t m = 0; m < panel.measures(); ++m) panel.add(c, m, value(unit, p, c, m));
    }
  }
  return panels;
}

}  // namespace sample
