// creditcycle show: one measure of a file, and what importance sampling makes of it.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <gmock/gmock.h>
#include <memory>

#include "analysis/vasicek.hpp"
#include "output/result_writer.hpp"
#include "sim/draws.hpp"
#include "sim/stream.hpp"
#include "tests/cli/program.hpp"

namespace {

using cli_tests::Workplace;
using testing::HasSubstr;
using Words = std::vector<std::string>;

constexpr double shift = 3.1;
constexpr double pool_size = 1e6;  // currency

// A file of which the balance is the year's loss of a large pool, drawn around its worst year in a
// thousand.
void write_drawn(const std::filesystem::path& path) {
  output::Skeleton skeleton;
  output::ArmInfo& arm = skeleton.run.arms.emplace_back();
  arm.name = arm.title = arm.scenario_text = arm.scenario_hash = "drawn";
  skeleton.run.replications = 1000;
  skeleton.run.start = std::chrono::year(2025) / 1 / 1;
  skeleton.run.program_version = "0";
  skeleton.panels = {
      std::make_shared<const sim::PanelShape>(sim::PanelShape{
          "portfolio", {{"month", "month", {"2025-01"}}}, {{"balance", "fen", "balance"}}}),
      std::make_shared<const sim::PanelShape>(
          sim::PanelShape{"luck",
                          {{"factor", "factor", {"severity"}}},
                          {{"z_ppm", "1e-6", "z"}, {"log_weight_ppb", "1e-9", "log weight"}}})};
  output::ResultWriter writer(path, skeleton, output::IfExists::fail);
  const analysis::VasicekPool pool(0.02, 0.15);
  for (const auto unit : writer.to_do()) {
    sim::Stream draws(sim::StreamKey(37, unit.replication), sim::Purpose{999}, 0, sim::Day{0});
    const double z = shift + sim::standard_normal(draws);
    sim::Panel balance(skeleton.panels[0]), luck(skeleton.panels[1]);
    balance.add(0, 0, std::llround(100 * pool_size * pool.loss(z)));
    luck.add(0, 0, std::llround(1e6 * z));
    luck.add(0, 1, std::llround(1e9 * (-shift * z + shift * shift / 2)));
    writer.commit(unit, {balance, luck});
  }
  writer.finish();
}

// The number that follows a key of a JSON document.
double number_after(const std::string& json, const std::string& key) {
  const auto at = json.find("\"" + key + "\": ");
  EXPECT_NE(at, std::string::npos) << key << " is not in " << json;
  return std::stod(json.substr(at + key.size() + 4));
}

TEST(Show, PrintsTheDistributionOfOneMeasure) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"--quiet", "-o", "out.h5"}).code, 0);
  const auto shown = here.run({"show", "out.h5", "--measure", "balance"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("Balance, mean"));
  EXPECT_THAT(shown.out, HasSubstr("quantile of 95 %"));
  EXPECT_THAT(shown.out, HasSubstr("(– to "));  // three replications have no lower end
  const auto json = here.run({"show", "out.h5", "--measure", "balance", "--json"});
  EXPECT_THAT(json.out, HasSubstr("\"lower_tail_mean\""));
  EXPECT_THAT(json.out, HasSubstr("\"low\": null"));
  const auto wrong = here.run({"show", "out.h5", "--measure", "balanse"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("did you mean \"balance\"?"));
}

TEST(Show, SaysHowLikelyABreachIs) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"--quiet", "-o", "out.h5"}).code, 0);
  // None of three: R 4.2, binom.test(0, 3)$conf.int is 0 to 0.7076.
  const auto shown = here.run({"show", "out.h5", "--breach", "balance < 1"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("0 to 70.8"));
  EXPECT_THAT(shown.out, HasSubstr("0 of 3"));
  const auto json = here.run({"show", "out.h5", "--breach", "balance > 1", "--json"});
  EXPECT_THAT(json.out, HasSubstr("\"breached\": 3"));
  EXPECT_THAT(json.out, HasSubstr("\"weighted\": false"));
  EXPECT_EQ(here.run({"show", "out.h5", "--breach", "balance"}).code, 2);
  EXPECT_EQ(here.run({"show", "out.h5", "--breach", "balance < 1", "--measure", "balance"}).code,
            2);
}

// Three replications cannot tell; ten can, where one lender lends half as much.
TEST(Show, RanksTheArmsAndNamesTheBestOne) {
  const Workplace here;
  const Words arms = {"compare",     "baseline", "tight-limits", "--set", "portfolio.borrowers=500",
                      "run.years=1", "--quiet"};
  Words few = arms, ten = arms;
  few.insert(few.end(), {"--replications", "3", "-o", "few.h5"});
  ten.insert(ten.end(), {"--replications", "10", "-o", "ten.h5"});
  ASSERT_EQ(here.run(few).code, 0);
  ASSERT_EQ(here.run(ten).code, 0);
  const Words question = {"--measure", "balance", "--best", "1 %"};
  const auto ask = [&](const std::string& file, Words more) {
    Words words = {"show", file};
    words.insert(words.end(), question.begin(), question.end());
    words.insert(words.end(), more.begin(), more.end());
    return here.run(words);
  };
  EXPECT_THAT(ask("few.h5", {}).out, HasSubstr("look again at 10 replications"));
  EXPECT_THAT(ask("ten.h5", {}).out, HasSubstr("the best: baseline"));
  EXPECT_THAT(ask("ten.h5", {"--lowest"}).out, HasSubstr("the best: tight-limits"));
  const auto json = ask("ten.h5", {"--json"});
  EXPECT_THAT(json.out, HasSubstr("\"selected\": true"));
  EXPECT_THAT(json.out, HasSubstr("\"adjusted_p\""));

  EXPECT_EQ(here.run({"show", "ten.h5", "--best", "1 %"}).code, 2);
  EXPECT_EQ(here.run({"show", "ten.h5", "--measure", "balance", "--lowest"}).code, 2);
  const auto wrong = here.run({"show", "ten.h5", "--measure", "balance", "--best", "1 pp"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--best: found \"1 pp\", expected"));
}

// The loss of the worst year in a thousand, from a file: seen without weights it would be exceeded
// in every second replication.
TEST(ShowOracle, WeighsReplicationsThatWereDrawnByImportanceSampling) {
  const Workplace here;
  write_drawn(here.path() / "drawn.h5");
  // 176,328.94 of a million is the value at risk of 99.9 % (tests/analysis/vasicek_test.cpp).
  const auto json = here.run({"show", "drawn.h5", "--breach", "balance > 176328.94", "--json"});
  ASSERT_EQ(json.code, 0) << json.err;
  EXPECT_THAT(json.out, HasSubstr("\"weighted\": true"));
  EXPECT_LE(number_after(json.out, "low"), 0.001);
  EXPECT_GE(number_after(json.out, "high"), 0.001);
  EXPECT_LT(number_after(json.out, "high"), 0.0012);
  EXPECT_GT(number_after(json.out, "breached"), 400);
  const auto shown = here.run({"show", "drawn.h5", "--measure", "balance"});
  EXPECT_THAT(shown.out, HasSubstr("drawn by importance sampling; its mean is as sharp as"));
  const auto never = here.run({"show", "drawn.h5", "--breach", "balance > 1e9"});
  EXPECT_THAT(never.out, HasSubstr("– to –"));
}

}  // namespace
