// Headlines against numbers worked out by hand, and from a file the same as from the panels in it.
#include "analysis/headline.hpp"

#include <cmath>
#include <filesystem>
#include <gmock/gmock.h>
#include <map>
#include <set>
#include <stdlib.h>

#include "analysis/comparison.hpp"
#include "output/result_writer.hpp"

namespace {

using sim::PanelShape;

using Numbers = std::vector<std::pair<std::string, std::vector<std::int64_t>>>;

sim::Panel panel_of(const std::string& name, const std::vector<sim::Axis>& axes,
                    const Numbers& numbers) {
  PanelShape shape{name, axes, {}};
  for (const auto& [measure, values] : numbers) shape.measures.push_back({measure, "1", measure});
  sim::Panel panel(std::make_shared<const PanelShape>(shape));
  for (std::size_t m = 0; m < numbers.size(); ++m) {
    for (std::size_t c = 0; c < panel.cells(); ++c) panel.add(c, m, numbers[m].second.at(c));
  }
  return panel;
}

const sim::Axis months{"month", "month", {"2025-01", "2025-02", "2025-03", "2025-04"}};

// Four months: a third of a year. Amounts in minor units.
sim::Panels sample(std::int64_t extra = 0) {
  return {
      panel_of("portfolio", {months},
               {{"members", {100, 110, 120, 130}},
                {"labour_force", {100, 100, 200, 0}},
                {"jobless", {5, 10, 5, 0}},
                {"applications", {10, 10, 10, 10}},
                {"approvals", {5, 6, 7, 8}},
                {"originated_amount", {100'000, 200'000, 300'000, 400'000 + extra}},
                {"limit_total", {4'000'000, 4'000'000, 4'000'000, 4'000'000}},
                {"balance", {0, 1'000'000, 1'000'000, 2'000'000}},
                {"balance_30", {0, 50'000, 30'000, 40'000}},
                {"balance_90", {0, 0, 10'000, 20'000}},
                {"charge_off", {0, 0, 10'000, 10'000}},
                {"recovered", {0, 0, 0, 4'000}},
                {"interest_income", {0, 20'000, 20'000, 50'000}},
                {"benefit_cost", {0, 0, 5'000, 5'000}},
                {"net_income", {-50'000, 10'000, 10'000, 10'000 + extra}},
                {"allowance", {0, 10'000, 10'000, 30'000}},
                {"own_funds_used", {0, 300'000, 300'000, 600'000}},
                {"capital", {100'000, 50'000, 60'000, 90'000}},
                {"risk_weighted_assets", {0, 225'000, 225'000, 450'000}},
                {"contacts", {0, 4, 8, 11}}}),
      panel_of("tier",
               {{"month", "month", {"2025-01", "2025-02"}}, {"tier", "tier", {"low", "high"}}},
               {{"debt_service", {10, 30, 20, 40}}, {"income", {100, 200, 100, 400}}}),
      panel_of("score_power",
               {{"month", "month", {"2025-01", "2025-02"}},
                {"score_bin", "score", {"350", "400", "450"}}},
               {{"accounts", {4, 0, 2, 0, 3, 1}}, {"bad", {3, 0, 0, 0, 1, 0}}}),
  };
}

std::map<std::string, double> values_of(const std::vector<analysis::HeadlineValue>& values) {
  std::map<std::string, double> map;
  for (const auto& value : values) map.emplace(value.headline->name, value.value);
  return map;
}

TEST(HeadlineReference, IsAsWorkedOutByHand) {
  const std::map<std::string, double> values = values_of(analysis::headline_values(sample()));
  const std::map<std::string, double> expected = {
      {"members_end", 130},
      {"jobless_share", 20.0 / 400},
      {"jobless_share_peak", 0.10},
      {"approval_rate", 26.0 / 40},
      {"denial_rate", 14.0 / 40},
      {"originated_a_year", 30'000},  // 10,000 in a third of a year
      {"balance", 10'000},
      {"utilisation", 4.0 / 16},
      {"share_30_end", 0.02},
      {"share_30_peak", 0.05},
      {"share_90_end", 0.01},
      {"share_90_peak", 0.01},
      {"charge_off_rate", 0.06},  // 200 of 10,000 in a third of a year
      {"recovery_rate", 0.2},
      {"yield", 0.24},  // 900 less 100
      {"net_income", -200},
      {"net_income_a_year", -600},
      {"return_on_assets", -0.06},
      {"risk_adjusted_return", -60.0 / 225},
      {"allowance_coverage", 0.05},
      {"capital_ratio", 0.2},  // of months with 50/225, 60/225 and 90/450; none in the first
      {"debt_service_to_income", 0.125},
      {"contacts_per_member", 0.6},  // 23 of 115 in a third of a year
      // Pooled, good 1, 2, 3 and bad 3, 1, 0: as in score_power_test.
      {"auc", 20.5 / 24},
      {"ks", 3.0 / 4 - 1.0 / 6},
  };
  for (const auto& [name, value] : expected) {
    ASSERT_TRUE(values.contains(name)) << name;
    EXPECT_NEAR(values.at(name), value, 1e-12 * std::max(1.0, std::fabs(value))) << name;
  }
  // Their measures are not in the sample: left out, not zero.
  EXPECT_FALSE(values.contains("funding_cost_rate"));
  EXPECT_FALSE(values.contains("collection_cost_rate"));
  EXPECT_EQ(values.size(), expected.size());
}

// Two months, above and below the cut-off in turn.
sim::Panels two_sides(std::int64_t lent_below) {
  return {panel_of(
      "cut_off", {{"month", "month", {"2025-01", "2025-02"}}, {"side", "side", {"above", "below"}}},
      {{"originated_amount", {1000, lent_below, 3000, lent_below}},
       {"charge_off", {10, 0, 30, 30}},
       {"own_charge_off", {4, 0, 12, 9}},
       {"interest_paid", {100, 10, 200, 40}},
       {"own_recovered", {0, 0, 8, 3}}})};
}

TEST(HeadlineReference, BothSidesOfTheCutOffAreToldOfWhatWasLentThere) {
  const auto values = values_of(analysis::headline_values(two_sides(200)));
  EXPECT_EQ(values.size(), 4U);
  EXPECT_DOUBLE_EQ(values.at("charge_off_above_cut_off"), 40.0 / 4000);
  EXPECT_DOUBLE_EQ(values.at("charge_off_below_cut_off"), 30.0 / 400);
  EXPECT_DOUBLE_EQ(values.at("margin_above_cut_off"), (300.0 + 8 - 16) / 4000);
  EXPECT_DOUBLE_EQ(values.at("margin_below_cut_off"), (50.0 + 3 - 9) / 400);
}

TEST(Headline, SidesOfTheCutOffAreNotToldApartWhereNothingWasLentBelow) {
  for (const auto& [name, value] : values_of(analysis::headline_values(two_sides(0))))
    EXPECT_TRUE(std::isnan(value)) << name;
  for (const analysis::Headline& headline : analysis::headlines()) {
    const bool of_cut_off = headline.name.ends_with("cut_off");
    EXPECT_EQ(headline.where_defined, of_cut_off) << headline.name;
  }
}

TEST(Headline, WithNothingBelowTheLineIsNotANumber) {
  const auto values =
      values_of(analysis::headline_values({panel_of("portfolio", {months},
                                                    {{"applications", {0, 0, 0, 0}},
                                                     {"approvals", {0, 0, 0, 0}},
                                                     {"balance", {0, 0, 0, 0}},
                                                     {"balance_30", {0, 0, 0, 0}}})}));
  EXPECT_TRUE(std::isnan(values.at("approval_rate")));
  EXPECT_TRUE(std::isnan(values.at("share_30_end")));
  EXPECT_TRUE(std::isnan(values.at("share_30_peak")));
  EXPECT_EQ(values.at("balance"), 0);
}

TEST(Headline, NamesAreUniqueAndFitATable) {
  std::set<std::string_view> names, long_names;
  for (const analysis::Headline& headline : analysis::headlines()) {
    EXPECT_TRUE(names.insert(headline.name).second) << headline.name;
    EXPECT_TRUE(long_names.insert(headline.long_name).second) << headline.long_name;
    EXPECT_LT(headline.long_name.size(), 40u) << headline.long_name;
  }
  EXPECT_GE(names.size(), 18u);
  EXPECT_THAT(analysis::headline_values(sim::Panels{}), testing::IsEmpty());
}

class HeadlineFile : public testing::Test {
 protected:
  HeadlineFile() {
    std::string name = (std::filesystem::temp_directory_path() / "headline-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~HeadlineFile() override { std::filesystem::remove_all(folder_); }

  // The second arm has `extra` more in each replication, replication i has i times 100 more.
  std::filesystem::path write(const output::Unit failed) {
    output::Skeleton skeleton;
    skeleton.run.replications = 3;
    skeleton.run.start = {std::chrono::year(2025), std::chrono::month(1), std::chrono::day(1)};
    for (const char* name : {"base", "other"}) {
      output::ArmInfo arm;
      arm.name = name;
      skeleton.run.arms.push_back(arm);
    }
    for (const sim::Panel& panel : sample()) skeleton.panels.push_back(panel.shared_shape());
    const auto path = folder_ / "r.h5";
    output::ResultWriter writer(path, skeleton, output::IfExists::fail);
    for (const output::Unit unit : writer.to_do()) {
      if (unit == failed) {
        writer.fail(unit, "on purpose");
      } else {
        writer.commit(unit, sample(extra(unit)));
      }
    }
    return path;
  }

  static std::int64_t extra(output::Unit unit) {
    return 70'000 * std::int64_t{unit.arm} + 10'000 * std::int64_t{unit.replication};
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(HeadlineFile, GivesTheSameAsThePanelsInIt) {
  const output::ResultReader file(write({1, 1}));
  const std::vector<analysis::HeadlineTable> tables = analysis::headline_tables(file);
  ASSERT_EQ(tables.size(), analysis::headline_values(sample()).size());
  for (std::uint32_t arm = 0; arm < 2; ++arm) {
    for (std::uint32_t i = 0; i < 3; ++i) {
      const auto expected = analysis::headline_values(sample(extra({arm, i})));
      for (std::size_t h = 0; h < tables.size(); ++h) {
        EXPECT_EQ(tables[h].headline, expected[h].headline);
        const double value = tables[h].values.at(arm).at(i);
        if (arm == 1 && i == 1) {
          EXPECT_TRUE(std::isnan(value)) << "a failed replication has no headlines";
        } else {
          EXPECT_EQ(value, expected[h].value) << tables[h].headline->name;
        }
      }
    }
  }
}

TEST_F(HeadlineFile, ComparesArmsByReplicationsThatBothHave) {
  const output::ResultReader file(write({1, 1}));
  const auto comparisons = analysis::compare(analysis::headline_tables(file));
  for (const analysis::Comparison& comparison : comparisons) {
    if (comparison.headline->name != "net_income") continue;
    ASSERT_EQ(comparison.arms.size(), 2u);
    EXPECT_EQ(comparison.arms[0].level.n, 3u);
    EXPECT_DOUBLE_EQ(comparison.arms[0].level.mean, -200 + 100);
    EXPECT_EQ(comparison.arms[0].difference.n, 0u);
    EXPECT_EQ(comparison.arms[1].level.n, 2u);
    EXPECT_EQ(comparison.arms[1].difference.n, 2u);
    EXPECT_DOUBLE_EQ(comparison.arms[1].difference.mean, 700);
    EXPECT_EQ(comparison.arms[1].difference.half_width, 0) << "the same in each replication";
    EXPECT_TRUE(std::isinf(comparison.arms[1].pairing_gain));
  }
}

}  // namespace
