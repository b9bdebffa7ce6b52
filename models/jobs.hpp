// Who loses and who finds work, so that the simulated jobless share follows the economy.
//
// On its payday of month t a person with a job loses it with probability `separation`, or
// `separation_if_hit` in a month in which a layoff hits the employer; a person without one finds
// one with probability `finding`. With u the jobless share of a group before and u' after,
//
//   u' = u (1 − finding) + (1 − u) × total separation,
//
// and the rates are chosen so that u' is exactly the group's share of the jobless, by segment and
// industry (jobless_share). Finding falls as unemployment rises; when the path falls faster than
// the finding rate allows, finding is raised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/economy.hpp"
#include "models/parameter.hpp"
#include "sim/stream.hpp"

namespace models {

// A kind of employers. In good times every industry has the economy's unemployment; what comes on
// top of it in bad ones is the industry's own.
struct Industry {
  std::string id;
  Share share{1};
  double cyclicality = 1;
  bool operator==(const Industry&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the industry, as it stands in results"});
    field("share", self.share,
          {.meaning = "share of the employers; all add to 100 %",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field(
        "cyclicality", self.cyclicality,
        {.meaning = "by how many points the industry's unemployment rises for each point that the "
                    "economy's is above finding_reference; weighted by the shares, 1 on "
                    "average",
         .source = "[J] construction and manufacturing lose most jobs in a recession, the public "
                   "sector fewest",
         .min = 0,
         .max = 10});
  }
};

// An industry is kept in one byte, and every one is a row in each result.
inline constexpr std::size_t industries_max = 32;
std::vector<Industry> default_industries();

struct JobParameters {
  Share finding{0.27};
  double finding_elasticity = 0.65;
  Share finding_reference{0.046};
  Share separation_min{0.004};
  Share cluster_share{0.30};
  Share layoff_share{0.30};
  std::vector<Industry> industries = default_industries();
  bool operator==(const JobParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("finding", self.finding,
          {.meaning =
               "chance that a jobless person finds work within a month, at reference unemployment",
           .source = "[P] Shimer 2012: about 25 % on average",
           .min = 0.01,
           .max = 0.95});
    field("finding_elasticity", self.finding_elasticity,
          {.meaning = "by how many percent finding falls when unemployment is one percent higher",
           .source = "[P] about 27 % at 4.6 % unemployment in 2007, 15–18 % at 9.3 % in 2009",
           .min = 0,
           .max = 2});
    field("finding_reference", self.finding_reference,
          {.meaning = "unemployment at which the finding rate is as given",
           .source = "[D] US unemployment in 2007",
           .min = 0.005,
           .max = 0.5});
    field(
        "separation_min", self.separation_min,
        {.meaning = "share of jobs lost a month at the very least, however fast unemployment falls",
         .source = "[J]",
         .min = 0,
         .max = 0.05});
    field("cluster_share", self.cluster_share,
          {.meaning = "share of lost jobs that are lost in layoffs which hit a whole employer",
           .source = "[J]",
           .min = 0,
           .max = 0.95});
    field("layoff_share", self.layoff_share,
          {.meaning = "share of an employer's jobs that are lost in such a layoff",
           .source = "[J]",
           .min = 0.05,
           .max = 1});
    field("industries", self.industries, {.meaning = "where people work"});
  }
  // 1 to 32 industries, ids unique, shares that add to one, cyclicalities that average to one.
  void validate(const Complain& complain) const;
};

// People who lose and find jobs alike: those of a segment in an industry.
struct JobGroup {
  double multiplier = 1;   // of the segment: its unemployment relative to the economy's
  double cyclicality = 1;  // of the industry
};

// The unemployment of an industry when the economy's is `now`; at or below the reference they are
// one.
inline double industry_unemployment(const JobParameters& parameters, double now,
                                    double cyclicality) {
  const double reference = parameters.finding_reference.value;
  return now > reference ? reference + cyclicality * (now - reference) : now;
}

// Chances of one month for one group of people. `employer_hit` is the same for every group.
struct JobRates {
  double separation = 0;         // where no layoff hits the employer
  double separation_if_hit = 0;  // where one does
  double finding = 0;
  double employer_hit = 0;

  double total_separation() const {
    return employer_hit * separation_if_hit + (1 - employer_hit) * separation;
  }
};

// A segment's jobless share when its industry's is `unemployment`; never above `jobless_max`.
inline constexpr double jobless_max = 0.9;
double jobless_share(double unemployment, double multiplier);

// One JobRates a month. Those of month t lead from the share of month t − 1 to that of month t;
// those of month 0 hold the share of month 0, at which the run starts.
std::vector<JobRates> job_rates(std::span<const EconomyMonth> path, const JobParameters& parameters,
                                const JobGroup& group);

// The industry of each employer, drawn by the shares; empty where there is one industry alone.
std::vector<std::uint8_t> industries_of(const JobParameters& parameters, const sim::StreamKey& key,
                                        std::uint32_t employers);

// The employers hit by a layoff in one month, a bit each, all drawn at once: whether one is hit is
// a keyed draw, the same for whoever asks.
class Layoffs {
 public:
  void draw(const sim::StreamKey& key, std::uint32_t employers, int month, double probability);

  // Of the employers of the last draw.
  bool hit(std::uint32_t employer) const {
    return (hit_[employer / bits] >> (employer % bits) & 1U) != 0;
  }

 private:
  static constexpr std::uint32_t bits = 64;
  std::vector<std::uint64_t> hit_;
};

}  // namespace models
