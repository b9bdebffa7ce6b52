// What is measured, one row a measure. The result file, the digest, the schema and the report take
// names and units from here; to add a measure add its row and add to its cell where it happens.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "models/delinquency.hpp"
#include "sim/panel.hpp"

namespace models {

struct Scenario;

template <class Enum>
struct MeasureRow {
  Enum measure;
  std::string_view name;
  std::string_view unit;  // "1" counts; "minor" is a hundredth of the currency's unit
  std::string_view long_name;
};

// By month: stocks at the month's end, flows over the month.
enum class PortfolioMeasure : std::uint8_t {
  members,
  barred,
  labour_force,
  jobless,
  arrivals,
  departures,
  verification_failed,
  applications,
  approvals,
  declined_score,
  declined_limit,
  declined_funding,
  originations,
  originated_amount,
  limit_total,
  loans,
  balance,
  balance_30,
  balance_90,
  due_amount,
  missed_forgot,
  missed_unable,
  missed_unwilling,
  paid_amount,
  prepaid_amount,
  charge_offs,
  charge_off,
  charge_off_own,
  recovered,
  contacts,
  contacts_missed,
  promotions,
  demotions,
  limits_raised,
  limits_cut,
  limits_frozen,
  interest_income,
  funding_cost,
  impairment,
  collection_cost,
  operating_cost,
  benefit_cost,
  net_income,
  allowance,
  funding_used,
  own_funds_used,
  stage_1,
  stage_2,
  stage_3,
  normal,
  special_mention,
  substandard,
  doubtful,
  loss,
  economy_unemployment_ppm,
  economy_policy_rate_ppm,
  count_
};

// By month and tier.
enum class TierMeasure : std::uint8_t {
  members,
  limit_total,
  balance,
  balance_30,
  balance_90,
  originations,
  originated_amount,
  charge_off,
  contacts,
  count_
};

// By month and delinquency bucket.
enum class BucketMeasure : std::uint8_t { loans, balance, count_ };

// By month, bucket at the end of the month before, and where the loan is now.
enum class RollMeasure : std::uint8_t { loans, balance, count_ };

// By vintage (quarter of origination) and months on book.
enum class VintageMeasure : std::uint8_t {
  originations,
  originated_amount,
  balance,
  balance_30,
  prepaid_amount,
  charge_off,
  count_
};

// By month of observation and score bin: what became of it within twelve months.
enum class ScorePowerMeasure : std::uint8_t { accounts, bad, count_ };

inline constexpr std::size_t vintage_mob_max = 48;
inline constexpr int score_bin_width = 10;
inline constexpr int score_bins = 60;
// Roll destinations beyond the delinquency buckets.
inline constexpr std::size_t rolled_to_paid = bucket_count;
inline constexpr std::size_t rolled_to_charge_off = bucket_count + 1;

// The place of each panel in a replication's sim::Panels.
enum class PanelId : std::uint8_t { portfolio, tier, bucket, roll, vintage, score_power, count_ };

// The panels' shapes for a scenario, in the order of PanelId.
std::vector<std::shared_ptr<const sim::PanelShape>> panel_shapes(const Scenario& scenario);

}  // namespace models
