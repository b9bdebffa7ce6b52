// The consumer score: a points scorecard, 350–950, on what the lender can observe.
//
// The view holds behaviour with the app and with its loans, never the borrower's hidden state
// (willingness, forgetfulness, true income): how well the score tells good from bad is a result of
// the simulation, to be measured, not an assumption.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "models/parameter.hpp"

namespace models {

inline constexpr int score_lowest = 350;
inline constexpr int score_highest = 950;

// What a characteristic looks at, in the order of the members of ScoreView.
enum class Feature : std::uint8_t {
  tenure_months,
  on_time_payments,
  months_since_late,
  worst_dpd,
  utilisation,
  spending_level,
  savings_level,
  income_volatility,
  open_loans,
  recent_applications,
  age,
};
template <>
struct EnumNames<Feature> {
  static constexpr std::array<std::string_view, 11> names = {"tenure-months",
                                                             "on-time-payments",
                                                             "months-since-late",
                                                             "worst-dpd",
                                                             "utilisation",
                                                             "spending-level",
                                                             "savings-level",
                                                             "income-volatility",
                                                             "open-loans",
                                                             "recent-applications",
                                                             "age"};
};
inline constexpr std::size_t feature_count = EnumNames<Feature>::names.size();

struct ScoreView {
  // Of months_since_late: never 30 or more days past due. Any number of months above 240 will do.
  static constexpr float never = 1000;

  float tenure_months = 0;          // months since joining
  float on_time_payments = 0;       // instalments paid on their due day, ever
  float months_since_late = never;  // months since last 30 or more days past due
  float worst_dpd = 0;              // worst days past due of the last twelve months
  float utilisation = 0;            // balance over limit; 0 without a limit
  float spending_level = 1;         // monthly spending with the app over that of the median member
  float savings_level = 1;          // savings with the app over own monthly spending with it
  float income_volatility = 0;      // standard deviation of monthly inflows over their mean
  float open_loans = 0;             // open loans with this lender
  float recent_applications = 0;    // for loans, of the last six months
  float age = 35;                   // years
};
static_assert(sizeof(ScoreView) == feature_count * sizeof(float));

struct Characteristic {
  std::string id;
  Feature feature = Feature::tenure_months;
  std::vector<double> cuts;
  std::vector<std::int64_t> points;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the characteristic"});
    field("feature", self.feature, {.meaning = "what it looks at"});
    field("cuts", self.cuts,
          {.meaning = "values at which the next class starts, ascending", .source = "[J]"});
    field("points", self.points,
          {.meaning = "points of each class: one more than there are cuts, the first for values "
                      "below the first cut",
           .source = "[J]",
           .min = -1000,
           .max = 1000,
           .unit = "points"});
  }
};

std::vector<Characteristic> default_characteristics();

struct ScoringParameters {
  std::int64_t base = 560;
  std::int64_t cut_off = 550;
  Share accept_rejected{0};
  Days refresh_every{30};
  std::vector<Characteristic> characteristics = default_characteristics();

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("base", self.base,
          {.meaning = "score before any characteristic adds its points",
           .source = "[J]",
           .min = -1000,
           .max = 2000,
           .unit = "points"});
    field("cut_off", self.cut_off,
          {.meaning = "applications with a lower score are declined",
           .source = "[J] the lowest band of the consumer score ends at 550 [P]",
           .min = 350,
           .max = 951,
           .unit = "points"});
    field(
        "accept_rejected", self.accept_rejected,
        {.meaning = "share of the applications below the cut-off that are decided as if they had "
                    "reached it; drawn for each, so that what the rejected would have done is seen",
         .source = "[J] nobody, as a policy that means its cut-off",
         .min = 0,
         .max = 1});
    field("refresh_every", self.refresh_every,
          {.meaning = "time between two updates of a score",
           .source = "[P] updated monthly",
           .min = 1,
           .max = 366});
    field("characteristics", self.characteristics,
          {.meaning = "the scorecard; without characteristics everybody has the base score"});
  }
  // Ascending finite cuts, one more points than cuts, ids that differ, at most 64 characteristics.
  void validate(const Complain& complain) const;
};

// Features of many members, a column each; a whole number of vector registers.
inline constexpr std::size_t score_block = 64;
struct ScoreColumns {
  std::array<std::array<float, score_block>, feature_count> features;
  std::array<std::int32_t, score_block> scores;

  void set(std::size_t row, const ScoreView& view) {
    const auto values = std::bit_cast<std::array<float, feature_count>>(view);
    for (std::size_t i = 0; i < feature_count; ++i) features[i][row] = values[i];
  }
};

// The scorecard as a flat table of steps, made once per run.
//
// The points of a class are the points of the lowest class and one step for each cut below the
// value, so a score is a sum of steps: without branches, many members side by side.
class Scorecard {
 public:
  explicit Scorecard(const ScoringParameters& parameters);

  // 350–950. A value on a cut belongs to the class above it; not-a-number to the lowest class.
  int score(const ScoreView& view) const;
  // The same for all rows of `columns`, whether they have been set or not.
  void score(ScoreColumns& columns) const;

  bool accepts(int score) const { return score >= cut_off_; }

 private:
  struct Step {
    std::uint32_t feature;
    float cut;
    std::int32_t points;  // of the class above the cut less those of the class below
  };
  std::int32_t base_;  // points of all lowest classes included
  std::int32_t cut_off_;
  std::vector<Step> steps_;
};

}  // namespace models
