// The scenarios that come with the program.
#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>

#include "scenarios/diff.hpp"
#include "scenarios/load.hpp"

namespace {

namespace fs = std::filesystem;

std::string shipped(const std::string& name) {
  return std::string(SOURCE_DIR) + "/scenarios/" + name;
}

scenarios::Loaded load(const std::string& name, std::vector<std::string> policies = {},
                       std::vector<std::string> sets = {}) {
  for (std::string& policy : policies) policy = shipped("policies/" + policy);
  return scenarios::load(
      {.scenario = shipped(name), .policies = std::move(policies), .sets = std::move(sets)});
}

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(shipped(folder))) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string differing_keys(const scenarios::Loaded& left, const scenarios::Loaded& right) {
  std::string keys;
  for (const auto& d : scenarios::diff(left.resolved.tree, right.resolved.tree))
    keys += (keys.empty() ? "" : " ") + d.key;
  return keys;
}

TEST(Shipped, EveryScenarioIsValidAndRunsAgainFromWhatIsStored) {
  const auto names = files_in("");
  EXPECT_EQ(names,
            (std::vector<std::string>{"baseline.toml", "boom-then-bust.toml", "funding-freeze.toml",
                                      "great-recession.toml", "random-economy.toml",
                                      "recession.toml", "two-markets.toml"}));
  for (const std::string& name : names) {
    const auto loaded = load(name);
    EXPECT_NE(loaded.scenario.title, "Untitled") << name;
    const auto again = scenarios::load(
        scenarios::StoredScenario{"r.h5", loaded.resolved.text, loaded.resolved.path_texts});
    EXPECT_EQ(again.resolved.hash, loaded.resolved.hash) << name;
    EXPECT_EQ(again.resolved.text, loaded.resolved.text) << name;
    EXPECT_EQ(again.scenario.economy, loaded.scenario.economy) << name;
  }
}

TEST(Shipped, EveryPolicyIsValidOnEveryScenarioAndChangesIt) {
  const auto policies = files_in("policies");
  EXPECT_EQ(policies,
            (std::vector<std::string>{"early-collections.toml", "loose-limits.toml",
                                      "no-tiers.toml", "outlooks.toml", "tight-limits.toml"}));
  for (const std::string& name : files_in("")) {
    const auto plain = load(name);
    for (const std::string& policy : policies) {
      if (name == "two-markets.toml" && policy == "no-tiers.toml") {
        // Tiers are counted together, so they are not taken away in one of two markets.
        EXPECT_THROW(load(name, {policy}), scenarios::BadScenario);
        continue;
      }
      const auto changed = load(name, {policy});
      EXPECT_EQ(changed.scenario.title, plain.scenario.title);
      const bool has_it_already = name == "boom-then-bust.toml" && policy == "loose-limits.toml";
      EXPECT_EQ(changed.resolved.hash == plain.resolved.hash, has_it_already)
          << name << " with " << policy;
    }
  }
}

TEST(Shipped, RecessionDiffersFromBaselineInTheEconomyAlone) {
  EXPECT_EQ(differing_keys(load("baseline.toml"), load("recession.toml")), "title economy.file");
}

TEST(Shipped, RecessionWithoutSeverityIsTheBaselineEconomy) {
  const auto path = [](const scenarios::Loaded& loaded) {
    return models::economy_path(loaded.scenario.economy, sim::StreamKey(1, 0), 132);
  };
  EXPECT_EQ(path(load("recession.toml", {}, {"economy.severity=0"})), path(load("baseline.toml")));
  EXPECT_NE(path(load("recession.toml")), path(load("baseline.toml")));
}

TEST(ShippedReference, PathsShowThePublishedPeaks) {
  const auto peak = [](const models::PathFile& file) {
    double most = 0;
    for (const auto& month : file.months) most = std::max(most, month.unemployment);
    return most;
  };
  const auto file_of = [](const std::string& name) {
    return std::get<models::PathEconomy>(load(name).scenario.economy.model).file;
  };
  // Federal Reserve Board: unemployment 5.6 % in 2025 Q1, 10.0 % in 2026 Q3. Months differ from
  // quarters.
  const auto severe = file_of("recession.toml");
  EXPECT_EQ(severe.months.size(), 39u);
  EXPECT_EQ(severe.first, std::chrono::year(2025) / 1);
  EXPECT_NEAR(peak(severe), 0.10, 0.001);
  EXPECT_NEAR((severe.months[0].unemployment + severe.months[1].unemployment +
               severe.months[2].unemployment) /
                  3,
              0.056, 1e-9);
  // Bureau of Labor Statistics: 10.0 % in October 2009.
  const auto observed = file_of("great-recession.toml");
  EXPECT_EQ(observed.months.size(), 84u);
  EXPECT_EQ(peak(observed), 0.10);
  EXPECT_EQ(observed.months[45].unemployment, 0.10);
}

TEST(Shipped, RandomEconomyIsAnotherInEachReplicationAndTheSameForEachPolicy) {
  const auto path = [](const scenarios::Loaded& loaded, std::uint32_t replication) {
    return models::economy_path(loaded.scenario.economy, sim::StreamKey(1, replication), 132);
  };
  const auto plain = load("random-economy.toml");
  EXPECT_EQ(path(plain, 0), path(load("random-economy.toml", {"tight-limits.toml"}), 0));
  EXPECT_NE(path(plain, 0), path(plain, 1));
  EXPECT_EQ(path(load("random-economy.toml", {}, {"economy.severity=0"}), 3),
            std::vector<models::EconomyMonth>(132, models::steady_economy));
}

}  // namespace
