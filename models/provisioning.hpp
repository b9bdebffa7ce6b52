// Expected credit losses: the allowance for each loan, its stage, and the regulator's five
// categories.
//
// The allowance of a loan is exposure × loss rate, half to even; loss rates are whole parts per
// million, worked out once a month for every bucket from the table or what the lender has seen, the
// method, the economy and its outlooks.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "models/delinquency.hpp"
#include "models/parameter.hpp"
#include "models/path_file.hpp"
#include "models/roll_rates.hpp"
#include "sim/money.hpp"

namespace models {

enum class AllowanceMethod : std::uint8_t { staged, lifetime, count_ };

template <>
struct EnumNames<AllowanceMethod> {
  static constexpr std::array<std::string_view, 2> names = {"staged", "lifetime"};
};

enum class LossEstimate : std::uint8_t { table, roll_rates, count_ };

template <>
struct EnumNames<LossEstimate> {
  static constexpr std::array<std::string_view, 2> names = {"table", "roll-rates"};
};

// One of the ways in which the economy may go on, as the lender sees it.
struct Outlook {
  std::string id;
  double weight = 1;
  double unemployment_add = 0;
  PathFile path;  // without a name: unemployment stays
  bool operator==(const Outlook&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name of the outlook"});
    field("weight", self.weight,
          {.meaning = "how likely it is, beside the weights of the others",
           .source = "[J]",
           .min = 0,
           .max = 1e6});
    field("unemployment_add", self.unemployment_add,
          {.meaning = "unemployment that is expected, beyond today's",
           .source = "[J]",
           .min = -30,
           .max = 30,
           .unit = "percentage points"});
    field("path", self.path,
          {.meaning = "how the economy goes on, a CSV file by month or quarter that begins with "
                      "the present: unemployment is expected to rise and fall from today's as it "
                      "does there, and stays where it ends"});
  }
};

// Over how long unemployment is looked ahead, months: for a twelve-month loss, and for a lifetime
// one, the longest term of a loan.
inline constexpr int twelve_months_ahead = 12;
inline constexpr int lifetime_ahead = 36;

// By how many percentage points unemployment is expected to exceed today's, on average over the
// next `months`, at least one: unemployment_add, and what the path adds to its first month.
double expected_rise(const Outlook& outlook, int months);

enum class Stage : std::uint8_t { one, two, three, count_ };

// The five categories of the Chinese regulator, from the best.
enum class Category : std::uint8_t { normal, special_mention, substandard, doubtful, loss, count_ };

template <>
struct EnumNames<Category> {
  static constexpr std::array<std::string_view, 5> names = {"normal", "special-mention",
                                                            "substandard", "doubtful", "loss"};
};

// Special mention from the first day past due, then over 90, 270 and 360 days [P] (rules of 2023 on
// the classification of financial assets).
constexpr Category five_category(std::int32_t dpd) {
  if (dpd > 360) return Category::loss;
  if (dpd > 270) return Category::doubtful;
  if (dpd > 90) return Category::substandard;
  if (dpd > 0) return Category::special_mention;
  return Category::normal;
}

struct ProvisioningParameters {
  AllowanceMethod method = AllowanceMethod::staged;
  LossEstimate estimate = LossEstimate::table;
  std::int64_t window_months = 12;
  std::vector<Outlook> outlooks;
  Days stage_two_dpd{30};
  Days stage_three_dpd{90};
  Days suspend_interest_dpd{90};
  std::int64_t score_fall = 60;
  std::vector<Share> twelve_month = {{0.004}, {0.220}, {0.460}, {0.680},
                                     {0.860}, {0.900}, {0.910}, {0.920}};
  std::vector<Share> lifetime = {{0.008}, {0.250}, {0.500}, {0.710},
                                 {0.880}, {0.915}, {0.920}, {0.925}};
  Share macro_per_point{0.10};
  Share macro_max{1.0};
  bool operator==(const ProvisioningParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("method", self.method,
          {.meaning = "\"staged\": twelve-month loss in stage 1, lifetime loss in stages 2 and 3; "
                      "\"lifetime\": lifetime loss from the first day",
           .source = "[P] IFRS 9; US GAAP ASC 326"});
    field("estimate", self.estimate,
          {.meaning = "where loss rates come from: \"table\": twelve_month and lifetime below; "
                      "\"roll-rates\": what the lender has seen its own loans do, and the table "
                      "until it has seen window_months",
           .source = "[P] Cyert, Davidson and Thompson 1962"});
    field("window_months", self.window_months,
          {.meaning = "with roll-rates: how far back the lender looks",
           .source = "[J] a year, so that seasons are in it",
           .min = 1,
           .max = 120,
           .unit = "months"});
    field("outlooks", self.outlooks,
          {.meaning = "ways in which the economy may go on, over which loss is averaged; without "
                      "any, it stays as it is",
           .source = "[P] IFRS 9, 5.5.17: a probability-weighted amount, by evaluating a range of "
                     "outcomes"});
    field("stage_two_dpd", self.stage_two_dpd,
          {.meaning = "days past due from which a loan is in stage 2",
           .source = "[P] IFRS 9: 30 days at the latest",
           .min = 1,
           .max = 90});
    field("stage_three_dpd", self.stage_three_dpd,
          {.meaning = "days past due from which a loan is in stage 3",
           .source = "[P] IFRS 9: 90 days",
           .min = 2,
           .max = 360});
    field(
        "suspend_interest_dpd", self.suspend_interest_dpd,
        {.meaning = "days past due from which, at a month's end, a loan's interest is income only "
                    "when it is paid, until the loan is current again; 0: never",
         .source = "[P] 90 days: Accounting System for Financial Enterprises (Ministry of "
                   "Finance, 2001), non-accrual loans",
         .min = 0,
         .max = 400});
    field(
        "score_fall", self.score_fall,
        {.meaning = "fall of the score since origination from which a loan is in stage 2; 0: never",
         .source = "[J] a significant increase in credit risk",
         .min = 0,
         .max = 600,
         .unit = "points"});
    field("twelve_month", self.twelve_month,
          {.meaning = "share of the exposure lost within twelve months, for M0 to M7",
           .source = "[D] the roll rates of baseline, less recoveries; [P] of balances are lost "
                     "23 % of those in grace to 86 % of those in default",
           .min = 0,
           .max = 1});
    field("lifetime", self.lifetime,
          {.meaning = "share of the exposure lost in the end, for M0 to M7",
           .source = "[D], [P] as above",
           .min = 0,
           .max = 1});
    field("macro_per_point", self.macro_per_point,
          {.meaning = "share by which the hazard of loss rises per point of unemployment above the "
                      "start of the run; with roll-rates, above the mean of the window",
           .source = "[J] about one point of charge-offs for one of unemployment",
           .min = 0,
           .max = 5});
    field("macro_max", self.macro_max,
          {.meaning = "most by which the economy raises the hazard of loss",
           .source = "[J]",
           .min = 0,
           .max = 10});
  }

  // Some outlook has weight. Eight rates each, rising with the bucket, lifetime at least
  // twelve-month, stage 3 after stage 2.
  void validate(const Complain& complain) const;
};

// The rates of the table: nothing is recovered of what they say is lost.
LossRates table_rates(const ProvisioningParameters& parameters);

// The forward-looking multiple of the hazard of loss when unemployment is `gap` percentage points
// above the first month's: 1 when it is not above, at most 1 + macro_max.
double macro_factor(const ProvisioningParameters& parameters, double gap);

// A fall of the score that counts as one beyond all bounds: stage 2 at least, whatever the rule.
inline constexpr std::int32_t forborne = std::numeric_limits<std::int32_t>::max();

struct AllowanceView {
  sim::Money exposure{};  // the lender's own part of principal, and interest that is income
  std::int32_t dpd = 0;
  std::int32_t score_fall = 0;  // points lost since origination; below zero: gained
};

// Stage and allowance of one loan with this month's loss rates; built at dawn, read by every shard.
class Allowances {
 public:
  Allowances() = default;
  // `unemployment_gap`: percentage points above what the rates are of: the first month's
  // unemployment for the table's (3.0 is three points).
  Allowances(const ProvisioningParameters& parameters, double unemployment_gap);
  Allowances(const ProvisioningParameters& parameters, const LossRates& rates,
             double unemployment_gap);

  Stage stage_of(std::int32_t dpd, std::int32_t score_fall) const {
    if (dpd >= stage_three_dpd_) return Stage::three;
    const bool scored_down = score_fall >= score_fall_;
    return dpd >= stage_two_dpd_ || scored_down ? Stage::two : Stage::one;
  }

  // The loss rate in parts per million, 0 to 1,000,000.
  std::int64_t loss_ppm(std::int32_t dpd, std::int32_t score_fall) const {
    return rates_[static_cast<std::size_t>(stage_of(dpd, score_fall))][index_of(bucket_of(dpd))];
  }

  sim::Money allowance(const AllowanceView& view) const {
    return sim::scale(view.exposure, loss_ppm(view.dpd, view.score_fall), 1'000'000);
  }

 private:
  using Rates = std::array<std::int64_t, bucket_count>;
  std::array<Rates, static_cast<std::size_t>(Stage::count_)> rates_{};
  std::int32_t stage_two_dpd_ = 30;
  std::int32_t stage_three_dpd_ = 90;
  std::int32_t score_fall_ = std::numeric_limits<std::int32_t>::max();
};

}  // namespace models
