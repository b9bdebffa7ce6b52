// The economy as a vector autoregression: estimated from a history, drawn anew in each replication.
//
// Its periods are quarters: a history by month counts with its quarterly means. The state is
// unbounded, as the autoregression is linear, and what the economy shows of it is not below the
// floors; the policy rate below its floor is the shadow rate of Black (Journal of Finance 50,
// 1995).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "models/autoregression.hpp"
#include "models/economy_month.hpp"
#include "models/economy_news.hpp"
#include "models/parameter.hpp"
#include "models/path_file.hpp"
#include "sim/rate.hpp"
#include "sim/stream.hpp"

namespace models {

struct AutoregressionEconomy {
  static constexpr std::string_view kind = "autoregression";
  PathFile history;
  std::int64_t lags = 0;
  std::int64_t lags_max = 4;
  Share unemployment_floor{0.025};
  sim::Rate policy_rate_floor = sim::Rate::of_ppm(0);
  PathFile given;
  std::vector<EconomyVariable> follows;
  bool operator==(const AutoregressionEconomy&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field(
        "history", self.history,
        {.meaning = "the path from whose quarters the autoregression is estimated, and from whose "
                    "end it goes on; a CSV file by quarter or month"});
    field("lags", self.lags,
          {.meaning = "quarters back that act on a quarter; 0: as many as the Schwarz criterion "
                      "(BIC) prefers",
           .source = "[J] what the criterion says of the history",
           .min = 0,
           .max = 8,
           .unit = "quarters"});
    field("lags_max", self.lags_max,
          {.meaning = "most lags among which the criterion chooses, where lags = 0",
           .source = "[J] a year",
           .min = 1,
           .max = 8,
           .unit = "quarters"});
    field("unemployment_floor", self.unemployment_floor,
          {.meaning = "unemployment is not shown below it",
           .source = "[P] US unemployment since 1948 was 2.5 % at its lowest, in May and June 1953 "
                     "(BLS, UNRATE)",
           .min = unemployment_min,
           .max = unemployment_max});
    field("policy_rate_floor", self.policy_rate_floor,
          {.meaning = "the policy rate is not shown below it",
           .source = "[P] the lower end of the Federal Reserve's target range in 2008–2015 and "
                     "2020–2022 was 0 %",
           .min = -0.05,
           .max = 0.5});
    field(
        "given", self.given,
        {.meaning = "the path that the variables in `follows` take from the run's first day while "
                    "it lasts, as quarterly means; the others are drawn given it"});
    field("follows", self.follows, {.meaning = "the variables that follow the given path"});
  }
  void validate(const Complain& complain) const;
};

struct FittedEconomy {
  Matrix history;                     // a row a quarter, a column a variable as in EconomyMonth
  std::vector<LagCriteria> criteria;  // empty where the number of lags is given
  Autoregression model;
  double largest_root = 0;
};

// Throws BadHistory where `validate` would complain of what cannot be estimated.
FittedEconomy fit(const AutoregressionEconomy& economy);

// `months` months. Quarter q has normals keyed by replication and q, so that a longer path begins
// with the shorter one, bit for bit, and all arms that share these parameters have the same.
std::vector<EconomyMonth> autoregression_path(const AutoregressionEconomy& economy,
                                              const EconomyNews& news, std::size_t months);

}  // namespace models
