// creditcycle score, end to end.
#include <bit>
#include <cmath>
#include <gmock/gmock.h>
#include <random>
#include <sstream>

#include "models/refit.hpp"
#include "models/simulate.hpp"
#include "scenarios/load.hpp"
#include "sim/parallel.hpp"
#include "tests/cli/program.hpp"

namespace {

using cli_tests::shipped;
using cli_tests::Workplace;
using testing::HasSubstr;
using Words = std::vector<std::string>;

Words two_years(const std::string& file) {
  return {"run",
          shipped("baseline"),
          "-o",
          file,
          "--replications",
          "3",
          "--set",
          "portfolio.borrowers=1500",
          "run.years=2",
          "run.warm_up_months=6"};
}

// Of two years only the first has a year's outcome, so its AUC is the headline's.
TEST(ScoreOracle, HasTheHeadlinesOfItsOnlyYear) {
  const Workplace here;
  ASSERT_EQ(here.run(two_years("r.h5")).code, 0);
  const auto scored = here.run({"score", "r.h5", "--csv", "r.csv"});
  ASSERT_EQ(scored.code, 0) << scored.err;
  for (const char* expected : {"AUC", "calibration", "PSI", "2025"}) {
    EXPECT_THAT(scored.out, HasSubstr(expected));
  }
  const auto value = [&](const std::string& measure) {
    const std::string shown = here.run({"show", "r.h5", "--measure", measure, "--json"}).out;
    const auto at = shown.find("\"mean\": ", shown.find("\"mean\""));
    return std::stod(shown.substr(shown.find("\"mean\": ", at + 1) + 8));
  };
  const std::string csv = here.read("r.csv");
  const auto of = [&](const std::string& item) {
    const auto line = csv.find(",baseline,,2025," + item + ",");
    const auto fields = csv.substr(line, csv.find('\n', line) - line);
    std::size_t at = 0;
    for (int comma = 0; comma < 8; ++comma) at = fields.find(',', at) + 1;
    return std::stod(fields.substr(at));
  };
  EXPECT_NEAR(of("auc"), value("auc"), 1e-9);
  EXPECT_NEAR(of("ks"), value("ks"), 1e-9);
  EXPECT_NEAR(of("gini"), 2 * of("auc") - 1, 1e-9);
  EXPECT_EQ(of("stability"), 0);

  const auto json = here.run({"score", "r.h5", "--classes", "3", "--json"});
  EXPECT_EQ(json.code, 0) << json.err;
  EXPECT_THAT(json.out, HasSubstr("\"item\": \"bad_rate_by_score\""));
}

// Month by month: outcomes for the first year alone, the distribution of scores for both.
TEST(ScoreProperty, MonthsAndQuartersAddUpToTheYear) {
  const Workplace here;
  ASSERT_EQ(here.run(two_years("r.h5")).code, 0);
  const auto accounts = [&](const char* period) {
    const auto scored = here.run({"score", "r.h5", "--by", period, "--csv", "r.csv"});
    EXPECT_EQ(scored.code, 0) << scored.err;
    std::istringstream lines(here.read("r.csv"));
    double sum = 0;
    int with_outcome = 0, with_scores = 0;
    for (std::string line; std::getline(lines, line);) {
      with_scores += line.find(",stability,") != std::string::npos;
      if (line.find(",accounts,") == std::string::npos) continue;
      ++with_outcome;
      std::size_t at = 0;
      for (int comma = 0; comma < 8; ++comma) at = line.find(',', at) + 1;
      sum += std::stod(line.substr(at));
    }
    EXPECT_EQ(with_scores, 2 * with_outcome);
    return std::pair(with_outcome, sum);
  };
  const auto year = accounts("year"), quarter = accounts("quarter"), month = accounts("month");
  EXPECT_EQ(year.first, 1);
  EXPECT_EQ(quarter.first, 4);
  EXPECT_EQ(month.first, 12);
  EXPECT_NEAR(quarter.second, year.second, 1e-6);
  EXPECT_NEAR(month.second, year.second, 1e-6);
  EXPECT_GT(year.second, 100);
  const auto wrong = here.run({"score", "r.h5", "--by", "week"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("year, quarter or month is expected"));
}

TEST(Score, SaysWhenTheScorecardWasFittedAnew) {
  const Workplace here;
  auto words = two_years("r.h5");
  words.insert(words.end(),
               {"portfolio.borrowers=6000", "run.warm_up_months=12", "scoring.refit.every=6"});
  ASSERT_EQ(here.run(words).code, 0);
  const auto scored = here.run({"score", "r.h5"});
  EXPECT_THAT(scored.out,
              HasSubstr("fitted anew at the end of 2025-06, 2025-12, 2026-06, 2026-12."));
  ASSERT_EQ(here.run(two_years("fixed.h5")).code, 0);
  EXPECT_THAT(here.run({"score", "fixed.h5"}).out, testing::Not(HasSubstr("fitted anew")));
}

// The card that is printed is a policy, and with it a run has another score.
TEST(Score, ARefittedCardIsAPolicy) {
  const Workplace here;
  const Words words = {
      "refit", shipped("baseline"),        "-o",          "card.toml",
      "--set", "portfolio.borrowers=3000", "run.years=2", "scoring.refit.every=12"};
  const auto fitted = here.run(words);
  ASSERT_EQ(fitted.code, 0) << fitted.err;
  EXPECT_THAT(fitted.out, HasSubstr("2026-12"));
  EXPECT_THAT(here.read("card.toml"), HasSubstr("[[scoring.characteristics]]"));
  auto with = two_years("with.h5");
  with.insert(with.begin() + 2, {"--policy", "card.toml"});
  const auto ran = here.run(with);
  ASSERT_EQ(ran.code, 0) << ran.err;
  ASSERT_EQ(here.run(two_years("without.h5")).code, 0);
  EXPECT_NE(here.run({"digest", "with.h5"}).out, here.run({"digest", "without.h5"}).out);

  const auto never = here.run({"refit", shipped("baseline")});
  EXPECT_EQ(never.code, 2);
  EXPECT_THAT(never.err, HasSubstr("scoring.refit.every"));
  auto few = words;
  few.insert(few.end(), "portfolio.borrowers=100");
  EXPECT_THAT(here.run(few).err, HasSubstr("no score could be fitted"));
}

// A member's view, any.
models::ScoreView drawn_view(std::mt19937& random) {
  std::uniform_real_distribution<float> to(0, 40);
  models::FeatureValues values{};
  for (float& value : values) value = random() % 10 == 0 ? std::nanf("") : to(random);
  return std::bit_cast<models::ScoreView>(values);
}

// Of either kind, the policy is the model that the lender had in force at the end.
TEST(ScoreOracle, ARefittedPolicyScoresAsTheModelInForce) {
  const Workplace here;
  for (const std::string kind : {"scorecard", "logistic"}) {
    scenarios::Request request{.scenario = shipped("baseline"),
                               .sets = {"portfolio.borrowers=6000", "run.years=1",
                                        "scoring.refit.every=6", "scoring.kind=" + kind}};
    if (kind == "logistic") request.sets.emplace_back("scoring.scale.base_score=570");
    Words words = {"refit", request.scenario, "-o", kind + ".toml", "--set"};
    words.insert(words.end(), request.sets.begin(), request.sets.end());
    const auto ran = here.run(words);
    ASSERT_EQ(ran.code, 0) << ran.err;

    models::ScoringParameters in_force = scenarios::load(request).scenario.scoring;
    const models::ScoreModel before = in_force.model;
    models::Settings settings;
    int fits = 0;
    settings.on_refit = [&](const models::Refit& one) {
      in_force.model = one.model;
      ++fits;
    };
    sim::Workers workers(1);
    models::simulate(scenarios::load(request).scenario, 0, settings, workers);
    EXPECT_EQ(fits, 2) << kind;
    request.sets = {};
    request.policies = {(here.path() / (kind + ".toml")).string()};
    const auto policy = scenarios::load(request).scenario.scoring;
    models::ScoringParameters old = in_force;
    old.model = before;

    std::mt19937 random(1);
    int moved = 0;
    for (int i = 0; i < 2000; ++i) {
      const models::ScoreView view = drawn_view(random);
      const int score = models::Scorecard(in_force).score(view);
      ASSERT_EQ(models::Scorecard(policy).score(view), score) << kind;
      moved += models::Scorecard(old).score(view) != score;
    }
    EXPECT_GT(moved, 1000) << kind;
  }
}

TEST(Score, ALogisticModelIsChosenByItsKind) {
  const Workplace here;
  auto words = two_years("logistic.h5");
  words.emplace_back("scoring.kind=logistic");
  const auto ran = here.run(words);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(here.run({"score", "logistic.h5"}).code, 0);
}

TEST(ScoreGolden, SaysWhatCannotBeMeant) {
  const Workplace here;
  ASSERT_EQ(here.run_small("baseline", {"-o", "short.h5"}).code, 0);
  const auto brief = here.run({"score", "short.h5"});
  EXPECT_EQ(brief.code, 2);
  EXPECT_THAT(brief.err, HasSubstr("nobody was observed for a year"));
  EXPECT_EQ(here.run({"score", "missing.h5"}).code, 2);
}

}  // namespace
