// Groups of members against numbers worked out by hand and a second count of the same cells.
#include "analysis/touched.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace {

using analysis::GroupEffect;
using analysis::Source;
using analysis::SourcePair;
using analysis::touched;

const std::vector<std::string> groups = {"low", "high"};

// Cells of one panel by measure, month by month with a cell a group.
using Cells = std::map<std::string, std::vector<std::int64_t>>;

Source source_of(const Cells& cells, const std::string& panel) {
  return [&cells, panel](std::string_view of,
                         std::string_view measure) -> std::optional<analysis::Series> {
    const auto found = cells.find(std::string(measure));
    if (of != panel || found == cells.end()) return std::nullopt;
    return analysis::Series{found->second, groups.size()};
  };
}

// Two months. All that either panel has; amounts in minor units.
Cells sample() {
  return {{"members", {10, 5, 12, 0}},
          {"limit_total", {1'000'00, 2'000'00, 1'200'00, 0}},
          {"balance", {100'00, 50'00, 300'00, 0}},
          {"balance_30", {10'00, 0, 30'00, 0}},
          {"applications", {8, 4, 12, 0}},
          {"approvals", {6, 4, 9, 0}},
          {"debt_service", {30'00, 10'00, 20'00, 0}},
          {"income", {100'00, 100'00, 100'00, 0}},
          {"contacts", {3, 1, 8, 0}},
          {"originated_amount", {200'00, 40'00, 600'00, 0}},
          {"charge_off", {2'00, 0, 2'00, 0}}};
}

const GroupEffect& effect_of(const std::vector<GroupEffect>& effects, std::string_view figure,
                             std::string_view group) {
  for (const auto& effect : effects) {
    if (effect.figure->name == figure && effect.group == group) return effect;
  }
  throw std::runtime_error("no such effect");
}

TEST(Touched, SaysOfEachGroupWhatItsMonthsComeTo) {
  const Cells cells = sample();
  const std::vector<SourcePair> pairs = {{source_of(cells, "tier"), source_of(cells, "tier")}};
  const auto effects = touched("tier", groups, pairs);
  const auto base = [&](std::string_view figure, std::string_view group) {
    return effect_of(effects, figure, group).base.mean;
  };
  EXPECT_DOUBLE_EQ(base("members", "low"), 11);
  EXPECT_DOUBLE_EQ(base("members", "high"), 2.5);
  EXPECT_DOUBLE_EQ(base("limit", "low"), 100);
  EXPECT_DOUBLE_EQ(base("limit", "high"), 400);
  EXPECT_DOUBLE_EQ(base("balance", "low"), 200);
  EXPECT_DOUBLE_EQ(base("denial_rate", "low"), 0.25);
  EXPECT_DOUBLE_EQ(base("denial_rate", "high"), 0);
  EXPECT_DOUBLE_EQ(base("debt_service", "low"), 0.25);
  EXPECT_DOUBLE_EQ(base("contacts", "low"), 6);  // 11 in 22 member-months
  EXPECT_DOUBLE_EQ(base("share_30", "low"), 0.1);
  EXPECT_DOUBLE_EQ(base("loss_of_lent", "low"), 0.005);
  EXPECT_EQ(effects.size(), 8 * groups.size());
}

// A tier's charge-offs belong to the tier in which the loan was opened, so they have no part in the
// balance of those who are in it now; people stay in their segment.
TEST(Touched, TakesLossesOfWhatTheyAreCountedWith) {
  const Cells cells = sample();
  const std::vector<SourcePair> pairs = {
      {source_of(cells, "segment"), source_of(cells, "segment")}};
  const auto effects = touched("segment", groups, pairs);
  EXPECT_DOUBLE_EQ(effect_of(effects, "charge_off_rate", "low").base.mean, 0.12);
  std::set<std::string_view> names;
  for (const auto& effect : effects) {
    names.insert(effect.figure->name);
    EXPECT_EQ(effect.panel, "segment");
  }
  EXPECT_FALSE(names.contains("loss_of_lent"));
  EXPECT_FALSE(names.contains("limit"));
}

TEST(Touched, LeavesOutWhatTheFileLacks) {
  Cells cells = sample();
  cells.erase("income");
  cells.erase("approvals");
  const std::vector<SourcePair> pairs = {{source_of(cells, "tier"), source_of(cells, "tier")}};
  for (const auto& effect : touched("tier", groups, pairs)) {
    EXPECT_NE(effect.figure->name, "debt_service");
    EXPECT_NE(effect.figure->name, "denial_rate");
  }
  EXPECT_TRUE(touched("segment", groups, pairs).empty());
  EXPECT_TRUE(touched("tier", groups, {}).empty());
}

// A group that one arm has emptied has no share there, and so no difference; what can be said of
// the base arm still is.
TEST(Touched, SaysNothingOfAGroupThatIsEmpty) {
  const Cells cells = sample();
  Cells emptied = cells;
  emptied["balance"] = {100'00, 0, 300'00, 0};
  emptied["balance_30"] = {10'00, 0, 30'00, 0};
  const std::vector<SourcePair> pairs = {{source_of(cells, "tier"), source_of(emptied, "tier")}};
  const auto effects = touched("tier", groups, pairs);
  EXPECT_EQ(effect_of(effects, "share_30", "high").difference.n, 0u);
  EXPECT_EQ(effect_of(effects, "share_30", "high").base.n, 1u);
  EXPECT_DOUBLE_EQ(effect_of(effects, "balance", "high").difference.mean, -25);
}

// Many replications of random cells, against the mean and scatter of the differences counted a
// second time, cell by cell.
TEST(TouchedOracle, PairsReplicationByReplication) {
  std::vector<Cells> base(20, sample());
  std::vector<Cells> other(20, sample());
  const auto disturb = [](Cells& cells, std::int32_t day) {
    sim::Stream draws(sim::StreamKey(3, 0), sim::Purpose{998}, 1, sim::Day{day});
    for (auto& [name, values] : cells) {
      for (auto& value : values) value += static_cast<std::int64_t>(100 * sim::uniform(draws));
    }
  };
  std::vector<SourcePair> pairs;
  for (std::size_t i = 0; i < base.size(); ++i) {
    disturb(base[i], static_cast<std::int32_t>(2 * i));
    disturb(other[i], static_cast<std::int32_t>(2 * i + 1));
    pairs.push_back({source_of(base[i], "tier"), source_of(other[i], "tier")});
  }
  const auto effects = touched("tier", groups, pairs);
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const auto contacts = [&](Cells& cells) {
      const auto of = [&](const char* name) {
        return static_cast<double>(cells[name][group] + cells[name][groups.size() + group]);
      };
      return 12 * of("contacts") / of("members");
    };
    double sum = 0;
    double squares = 0;
    const auto n = static_cast<double>(base.size());
    for (std::size_t i = 0; i < base.size(); ++i) {
      const double difference = contacts(other[i]) - contacts(base[i]);
      sum += difference;
      squares += difference * difference;
    }
    const auto& found = effect_of(effects, "contacts", groups[group]).difference;
    EXPECT_EQ(found.n, base.size());
    EXPECT_NEAR(found.mean, sum / n, 1e-12);
    EXPECT_NEAR(found.deviation, std::sqrt((squares - sum * sum / n) / (n - 1)), 1e-9);
  }
}

}  // namespace
