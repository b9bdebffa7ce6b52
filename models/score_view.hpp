// What the lender can observe of a member, and the range of the score that is made of it.
//
// The view holds behaviour with the app and with its loans, never the borrower's hidden state
// (willingness, forgetfulness, true income): how well the score tells good from bad is a result of
// the simulation, to be measured, not an assumption.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

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
  unpaid_bills,
  bureau_debt_service,
};
template <>
struct EnumNames<Feature> {
  static constexpr std::array<std::string_view, 13> names = {"tenure-months",
                                                             "on-time-payments",
                                                             "months-since-late",
                                                             "worst-dpd",
                                                             "utilisation",
                                                             "spending-level",
                                                             "savings-level",
                                                             "income-volatility",
                                                             "open-loans",
                                                             "recent-applications",
                                                             "age",
                                                             "unpaid-bills",
                                                             "bureau-debt-service"};
};
inline constexpr std::size_t feature_count = EnumNames<Feature>::names.size();
using FeatureValues = std::array<float, feature_count>;

// A feature that the lender does not know is not a number.
struct ScoreView {
  // Of months_since_late: never 30 or more days past due. Any number of months above 240 will do.
  static constexpr float never = 1000;

  float tenure_months = 0;           // months since joining
  float on_time_payments = 0;        // instalments paid on their due day, ever
  float months_since_late = never;   // months since last 30 or more days past due
  float worst_dpd = 0;               // worst days past due of the last twelve months
  float utilisation = 0;             // balance over limit; 0 without a limit
  float spending_level = 1;          // monthly spending with the app over that of the median member
  float savings_level = 1;           // savings with the app over own monthly spending with it
  float income_volatility = 0;       // standard deviation of monthly inflows over their mean
  float open_loans = 0;              // open loans with this lender
  float recent_applications = 0;     // for loans, of the last six months
  float age = 35;                    // years
  float unpaid_bills = 0;            // months of the last six with a household bill not paid
  float bureau_debt_service = 0.1F;  // to other lenders, a month, over income, as reported
};
static_assert(sizeof(ScoreView) == sizeof(FeatureValues));

inline FeatureValues values_of(const ScoreView& view) {
  return std::bit_cast<FeatureValues>(view);
}

// Features of many members, a column each; a whole number of vector registers.
inline constexpr std::size_t score_block = 64;
struct ScoreColumns {
  std::array<std::array<float, score_block>, feature_count> features;
  std::array<std::int32_t, score_block> scores;

  void set(std::size_t row, const ScoreView& view) {
    const FeatureValues values = values_of(view);
    for (std::size_t i = 0; i < feature_count; ++i) features[i][row] = values[i];
  }
};

}  // namespace models
