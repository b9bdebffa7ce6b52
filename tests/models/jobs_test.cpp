#include "models/jobs.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "models/network.hpp"
#include "models/purposes.hpp"
#include "sim/draws.hpp"

namespace models {
namespace {

std::vector<EconomyMonth> path_of(const std::vector<double>& unemployment) {
  std::vector<EconomyMonth> path;
  for (double u : unemployment) path.push_back({.unemployment = u});
  return path;
}

// Up from 4.5 to 14 % within half a year, then down faster than people find work.
std::vector<EconomyMonth> storm() {
  std::vector<double> u = {0.045, 0.045, 0.046, 0.052, 0.07, 0.10,
                           0.14,  0.13,  0.06,  0.05,  0.05, 0.045};
  for (int t = 0; t < 24; ++t) u.push_back(0.045 + 0.02 * std::sin(t / 4.0));
  return path_of(u);
}

void expect_probability(double p) {
  EXPECT_GE(p, -1e-15);
  EXPECT_LE(p, 1 + 1e-15);
}

TEST(JobRatesOracle, TheExpectedJoblessShareFollowsThePathExactly) {
  const auto path = storm();
  for (double multiplier : {0.0, 0.3, 1.0, 1.4, 5.0, 10.0}) {
    const auto rates = job_rates(path, {}, {.multiplier = multiplier});
    ASSERT_EQ(rates.size(), path.size());
    double jobless = jobless_share(path[0].unemployment, multiplier);
    for (std::size_t t = 0; t < path.size(); ++t) {
      jobless = jobless * (1 - rates[t].finding) + (1 - jobless) * rates[t].total_separation();
      EXPECT_NEAR(jobless, jobless_share(path[t].unemployment, multiplier), 1e-12)
          << "month " << t << ", multiplier " << multiplier;
    }
  }
}

TEST(JobRatesProperty, AreProbabilitiesOnAnyPathAndHitEveryGroupAlike) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> anywhere(0, 1);
  for (int n = 0; n < 300; ++n) {
    JobParameters parameters;
    parameters.finding = {0.01 + 0.94 * anywhere(random)};
    parameters.finding_elasticity = anywhere(random);
    parameters.cluster_share = {0.95 * anywhere(random)};
    parameters.layoff_share = {0.05 + 0.95 * anywhere(random)};
    parameters.separation_min = {0.05 * anywhere(random)};
    std::vector<double> u(40);
    for (double& value : u)
      value = unemployment_min + anywhere(random) * (unemployment_max - unemployment_min);
    const auto path = path_of(u);
    const double multiplier = 3 * anywhere(random);
    const auto group = job_rates(path, parameters, {.multiplier = multiplier});
    const auto economy = job_rates(path, parameters, {});
    double jobless = jobless_share(u[0], multiplier);
    for (std::size_t t = 0; t < u.size(); ++t) {
      expect_probability(group[t].separation);
      expect_probability(group[t].separation_if_hit);
      expect_probability(group[t].finding);
      EXPECT_EQ(group[t].employer_hit, economy[t].employer_hit);
      EXPECT_LT(group[t].employer_hit, 1);
      if (group[t].employer_hit > 0) {
        EXPECT_GE(group[t].separation_if_hit, group[t].separation - 1e-12);
      }
      jobless = jobless * (1 - group[t].finding) + (1 - jobless) * group[t].total_separation();
      ASSERT_NEAR(jobless, jobless_share(u[t], multiplier), 1e-12);
    }
  }
}

// Weighed by their shares the industries are the economy, in booms and in busts.
TEST(JobRatesOracle, IndustriesFollowTheirOwnPathsAndMakeUpTheEconomy) {
  const auto path = storm();
  const std::vector<Industry> industries = default_industries();
  std::vector<double> together(path.size());
  for (const Industry& industry : industries) {
    const JobGroup group{.multiplier = 1.2, .cyclicality = industry.cyclicality};
    const auto rates = job_rates(path, {}, group);
    double jobless = 1.2 * path[0].unemployment;
    for (std::size_t t = 0; t < path.size(); ++t) {
      jobless = jobless * (1 - rates[t].finding) + (1 - jobless) * rates[t].total_separation();
      const double above = std::max(path[t].unemployment - 0.046, 0.0);
      const double level = std::min(path[t].unemployment, 0.046);
      ASSERT_NEAR(jobless, 1.2 * (level + industry.cyclicality * above), 1e-12);
      together[t] += industry.share.value * jobless;
    }
  }
  for (std::size_t t = 0; t < path.size(); ++t)
    EXPECT_NEAR(together[t], 1.2 * path[t].unemployment, 1e-12) << "month " << t;
}

TEST(JobParameters, ComplainsOfIndustriesThatAreNotTheEconomy) {
  JobParameters parameters;
  std::vector<std::string> said;
  const auto note = [&](std::string_view where, std::string_view what) {
    said.push_back(std::string(where) + ": " + std::string(what));
  };
  parameters.validate(note);
  EXPECT_TRUE(said.empty());
  parameters.industries[0].cyclicality = 1.8;
  parameters.industries[1].id = "trade";
  parameters.validate(note);
  ASSERT_EQ(said.size(), 2U);
  EXPECT_EQ(said[0], "industries: the id \"trade\" occurs twice");
  EXPECT_EQ(said[1].rfind("industries: cyclicality, weighted by share, is 1.1 on average", 0), 0U);
}

TEST(Industries, AreDrawnByTheirShares) {
  const auto drawn = industries_of({}, sim::StreamKey(3, 0), 40'000);
  const std::vector<Industry> industries = default_industries();
  for (std::size_t i = 0; i < industries.size(); ++i) {
    const auto count = static_cast<double>(std::ranges::count(drawn, i));
    const double share = industries[i].share.value;
    EXPECT_NEAR(count / 40'000, share, 4 * std::sqrt(share * (1 - share) / 40'000));
  }
  JobParameters one;
  one.industries = {{.id = "all"}};
  EXPECT_TRUE(industries_of(one, sim::StreamKey(3, 0), 40'000).empty());
}

TEST(JobRates, SteadyUnemploymentGivesTheTextbookRates) {
  const auto rates = job_rates(path_of({0.046, 0.046}), {}, {});
  EXPECT_DOUBLE_EQ(rates[1].finding, 0.27);
  const double separation = rates[1].total_separation();
  EXPECT_NEAR(separation / (separation + 0.27), 0.046, 1e-12);
  EXPECT_NEAR(separation, 0.013, 0.0005);
  EXPECT_NEAR(rates[1].employer_hit * rates[1].separation_if_hit / separation, 0.30, 1e-12);
  EXPECT_NEAR(rates[1].separation_if_hit, 0.30, 1e-12);
}

TEST(JobRates, FindingFallsInARecessionAsItDidIn2009) {
  const auto rates = job_rates(path_of({0.093, 0.093}), {}, {});
  EXPECT_GT(rates[1].finding, 0.15);
  EXPECT_LT(rates[1].finding, 0.18);
}

// Two hundred thousand people in two groups, at employers, each month one draw of their own.
TEST(JobRatesOracle, ASimulatedPopulationFollowsThePathWithinItsSamplingError) {
  constexpr std::uint32_t people = 200'000;
  constexpr double multipliers[] = {0.5, 1.5};
  const auto path = storm();
  const sim::StreamKey key(11, 0);
  const Network network({.employer_size_mean = 20, .degree_mean = 0}, key, people);
  const std::vector<JobRates> rates[] = {job_rates(path, {}, {.multiplier = 0.5}),
                                         job_rates(path, {}, {.multiplier = 1.5})};

  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> uniform(0, 1);
  Layoffs layoffs;
  std::vector<bool> jobless(people);
  for (std::uint32_t i = 0; i < people; ++i) {
    jobless[i] = uniform(random) < jobless_share(path[0].unemployment, multipliers[i % 2]);
  }
  for (int t = 0; t < static_cast<int>(path.size()); ++t) {
    int count[2] = {0, 0};
    layoffs.draw(key, network.employers(), t, rates[0][static_cast<std::size_t>(t)].employer_hit);
    for (std::uint32_t i = 0; i < people; ++i) {
      const JobRates& month = rates[i % 2][static_cast<std::size_t>(t)];
      const double u = uniform(random);
      if (jobless[i]) {
        jobless[i] = u >= month.finding;
      } else {
        const bool hit = layoffs.hit(network.employer(i));
        jobless[i] = u < (hit ? month.separation_if_hit : month.separation);
      }
      count[i % 2] += jobless[i] ? 1 : 0;
    }
    for (int group : {0, 1}) {
      const double expected = multipliers[group] * path[static_cast<std::size_t>(t)].unemployment;
      // People of one employer share their luck: the variance is up to four times the binomial one
      // here.
      const double error = 2 * std::sqrt(expected * (1 - expected) / (people / 2));
      EXPECT_NEAR(count[group] / (people / 2.0), expected, 4 * error) << "month " << t;
    }
  }
}

TEST(LayoffsOracle, HitWhomTheEmployersOwnDrawSaysAndAsOftenAsSaid) {
  const sim::StreamKey key(2, 0);
  constexpr std::uint32_t employers = 1000;
  Layoffs layoffs;
  Layoffs worse;
  int hits = 0;
  for (int month = 0; month < 100; ++month) {
    layoffs.draw(key, employers, month, 0.02);
    worse.draw(key, employers, month, 0.03);
    for (std::uint32_t employer = 0; employer < employers; ++employer) {
      sim::Stream own(key, purpose::employer_hit, employer, sim::Day{month});
      ASSERT_EQ(layoffs.hit(employer), sim::chance(own, 0.02));
      // Worse times hit whom good times hit.
      ASSERT_LE(layoffs.hit(employer), worse.hit(employer));
      hits += layoffs.hit(employer) ? 1 : 0;
    }
  }
  EXPECT_NEAR(hits, 2000, 4 * std::sqrt(2000.0));
  layoffs.draw(key, employers, 0, 0);
  for (std::uint32_t employer = 0; employer < employers; ++employer) {
    ASSERT_FALSE(layoffs.hit(employer));
  }
}

}  // namespace
}  // namespace models
