// The economy: what unemployment, output, prices, wages and the policy rate do, month by month.
//
// The path of a run is   baseline(t) + severity × (model(t) − baseline(t) + shocks(t)),
//
// where severity is a number, or drawn anew in each replication (models/uncertainty.hpp);
// so severity 0 is the baseline, bit for bit, whatever the model and the shocks; at severity 1 the
// model is taken as it is. A path file is replayed from the first day of the run whatever date it
// bears: its first month is the run's first month. When the model's file ends, what it deviates
// from the baseline by in its last month halves every `return_half_life`; when the baseline's file
// ends, its last month is repeated. Without a baseline file the baseline is `steady_economy`.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/autoregression_economy.hpp"
#include "models/economy_month.hpp"
#include "models/economy_news.hpp"
#include "models/parameter.hpp"
#include "models/path_file.hpp"
#include "models/quarters.hpp"
#include "models/uncertainty.hpp"
#include "sim/rate.hpp"
#include "sim/stream.hpp"

namespace models {

// The economy when no baseline is given [J]: unemployment 4.5 %, growth 2 %, inflation 2 %, policy
// rate 3 %, wage growth 3 %.
inline constexpr EconomyMonth steady_economy = {0.045, 0.02, 0.02, 0.03, 0.03};

struct PathEconomy {
  static constexpr std::string_view kind = "path";
  PathFile file;  // without a name: the baseline
  bool operator==(const PathEconomy&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("file", self.file,
          {.meaning =
               "the path of the economy, a CSV file by month or quarter, replayed from the first "
               "day of the run"});
  }
};

// Where the economy is drawn to while a regime lasts.
struct Regime {
  double mean_months = 66;
  Share adjustment{0.12};
  Share unemployment{0.045};
  sim::Rate output_growth = sim::Rate::of_ppm(30'000);
  sim::Rate inflation = sim::Rate::of_ppm(22'000);
  sim::Rate policy_rate = sim::Rate::of_ppm(35'000);
  sim::Rate wage_growth = sim::Rate::of_ppm(33'000);
  bool operator==(const Regime&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("mean_months", self.mean_months,
          {.meaning = "how long the regime lasts on average",
           .source = "[P] NBER dates since 1945: expansions 5–6 years, contractions 10–12 months "
                     "(averages of 1945–2020: 64.2 and 10.3 months)",
           .min = 1,
           .max = 1200,
           .unit = "months"});
    field("adjustment", self.adjustment,
          {.meaning = "share of the distance to the regime's values that is closed in a month",
           .source = "[J] unemployment closes three quarters of the distance within a year",
           .min = 0.001,
           .max = 1});
    field("unemployment", self.unemployment,
          {.meaning = "unemployment while the regime lasts",
           .source = "[J]",
           .min = 0.005,
           .max = 0.5});
    field("output_growth", self.output_growth,
          {.meaning = "growth of output while the regime lasts",
           .source = "[J]",
           .min = -0.5,
           .max = 0.5});
    field(
        "inflation", self.inflation,
        {.meaning = "inflation while the regime lasts", .source = "[J]", .min = -0.5, .max = 0.5});
    field("policy_rate", self.policy_rate,
          {.meaning = "the central bank's rate while the regime lasts",
           .source = "[J]",
           .min = -0.05,
           .max = 0.5});
    field("wage_growth", self.wage_growth,
          {.meaning = "growth of wages while the regime lasts",
           .source = "[J]",
           .min = -0.5,
           .max = 0.5});
  }
};

enum class RegimeName : std::uint8_t { expansion, contraction };
template <>
struct EnumNames<RegimeName> {
  static constexpr std::array<std::string_view, 2> names = {"expansion", "contraction"};
};

// Expansions and contractions follow one another as a two-state Markov chain, drawn anew in each
// replication; each variable closes a share of its distance to the regime's value every month. A
// contraction may so come faster than it goes.
struct CycleEconomy {
  static constexpr std::string_view kind = "cycle";
  RegimeName first = RegimeName::expansion;
  Regime expansion;
  Regime contraction{.mean_months = 11,
                     .unemployment = {0.11},
                     .output_growth = sim::Rate::of_ppm(-25'000),
                     .inflation = sim::Rate::of_ppm(10'000),
                     .policy_rate = sim::Rate::of_ppm(5'000),
                     .wage_growth = sim::Rate::of_ppm(10'000)};
  bool operator==(const CycleEconomy&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("first", self.first,
          {.meaning = "the regime of the run's first month, at its own values"});
    field("expansion", self.expansion, {.meaning = "good times"});
    field("contraction", self.contraction, {.meaning = "bad times"});
  }
};

// Something that befalls one variable on top of the path.
struct EconomyShock {
  std::string id;
  EconomyVariable variable = EconomyVariable::unemployment;
  Share size{0.02};
  Days start{0};
  Days ramp{90};
  Days half_life{365};
  bool operator==(const EconomyShock&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name by which other files change or remove this shock"});
    field("variable", self.variable, {.meaning = "what is shocked"});
    field("size", self.size,
          {.meaning = "what is added to the variable at the height of the shock, times severity",
           .source = "[J] the scenario's: a shock has no usual size",
           .min = -0.5,
           .max = 0.5});
    field("start", self.start,
          {.meaning = "when the shock starts, counted from the run's first day",
           .source = "[J] with the run",
           .min = 0,
           .max = 36'500});
    field("ramp", self.ramp,
          {.meaning = "how long it grows, linearly, to its full size",
           .source = "[J] the scenario's: a shock has no usual course",
           .min = 0,
           .max = 36'500});
    field("half_life", self.half_life,
          {.meaning = "time in which it halves once it has been at its height",
           .source = "[J] the scenario's: a shock has no usual course",
           .min = 1,
           .max = 365'000});
  }
};

struct EconomyParameters {
  std::variant<PathEconomy, CycleEconomy, AutoregressionEconomy> model;
  double severity = 1;
  UncertaintyParameters uncertainty;
  PathFile baseline;
  Days return_half_life{365};
  sim::Rate policy_rate_floor;
  std::vector<EconomyShock> shocks;
  bool operator==(const EconomyParameters&) const = default;

  // The empty name means that `kind` and the keys of the alternative it names stand directly in
  // this table, beside the other keys: [economy] kind = "path", file = "...", severity = 1.0.
  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("", self.model, {.meaning = "how the economy moves"});
    field(
        "severity", self.severity,
        {.meaning = "scales the distance of the path from the baseline, shocks included: 0 is the "
                    "baseline, 1 the path as it is",
         .source = "[J] the path as it is",
         .min = 0,
         .max = severity_max});
    field("uncertainty", self.uncertainty, {.meaning = "how far the severity is not known"});
    field(
        "baseline", self.baseline,
        {.meaning = "the path from which severity measures; without it a steady economy with 4.5 % "
                    "unemployment"});
    field("return_half_life", self.return_half_life,
          {.meaning =
               "after the end of the path, the time in which its distance from the baseline halves",
           .source = "[J]",
           .min = 1,
           .max = 36'500});
    field("policy_rate_floor", self.policy_rate_floor,
          {.meaning = "the policy rate falls no lower, whatever the severity",
           .source = "[P] Federal Open Market Committee: a target from 0 % in 2008-2015 and "
                     "2020-2022; the European Central Bank went to -0.5 %",
           .min = -0.02,
           .max = 0.1});
    field("shocks", self.shocks, {.meaning = "shocks on top of the path"});
  }
  void validate(const Complain& complain) const;
};

// The path of one run: `warm_up_months` months before its first day, in which the economy rests at
// the baseline's first month so that all runs start from the same past, then `months` months. Only
// the cycle draws at random, one draw a month, and the same draws whatever the warm-up. `luck` is
// the replication's severity_luck.
std::vector<EconomyMonth> economy_path(const EconomyParameters& parameters, const EconomyNews& news,
                                       int months, int warm_up_months = 0,
                                       const SeverityLuck& luck = {});

}  // namespace models
