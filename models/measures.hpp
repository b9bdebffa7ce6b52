// What is measured, one row a measure. The result file, the digest, the schema and the report take
// names and units from here; to add a measure add its row and add to its cell where it happens.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "models/accounts.hpp"
#include "models/delinquency.hpp"
#include "models/jobs.hpp"
#include "models/membership.hpp"
#include "models/population.hpp"
#include "models/score_view.hpp"
#include "models/uncertainty.hpp"
#include "sim/panel.hpp"

namespace models {

struct Scenario;

template <class Enum>
struct MeasureRow {
  Enum measure;
  std::string_view name;
  std::string_view unit;  // "1" counts; "minor" is a hundredth of the currency's unit
  std::string_view long_name;
  sim::OverTime over_time = sim::OverTime::flow;
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
  defaults,
  default_amount,
  capital,
  risk_weighted_assets,
  guarantee_cost,
  refits,
  fee_income,
  declined_price,
  price_capped,
  apr_cost,
  restructured,
  restructured_amount,
  restructured_balance,
  capitalised,
  redefaults,
  dormant,
  referrals,
  dividends,
  held_back,
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
  applications,
  approvals,
  debt_service,
  income,
  points,
  rate_discounts,
  interest_free_days,
  priority_service,
  late_interest_forgone,
  count_
};

// By year of the report, where members were when it began and where they are (tier_migration.hpp).
enum class MigrationMeasure : std::uint8_t { members, count_ };
// Beyond the tiers: who was no member before, and who is none now.
inline constexpr std::size_t migrated_from_outside = tiers_max;
inline constexpr std::size_t migrated_to_barred = tiers_max;
inline constexpr std::size_t migrated_away = tiers_max + 1;

// By month and the borrowers' segment.
enum class SegmentMeasure : std::uint8_t {
  members,
  applications,
  approvals,
  contacts,
  debt_service,
  income,
  balance,
  balance_30,
  charge_off,
  labour_force,
  jobless,
  count_
};

// By month and the industry in which a borrower works or looks for work.
enum class IndustryMeasure : std::uint8_t { labour_force, jobless, balance, balance_30, count_ };

// By month and the side of the score's cut-off on which an application was decided: what the
// rejected have done, beside the accepted, where ScoringParameters::accept_rejected lets some
// through. What a loan does counts on the side on which it was opened.
enum class CutOffMeasure : std::uint8_t {
  applications,
  originations,
  originated_amount,
  balance,
  balance_30,
  defaults,
  default_amount,
  charge_offs,
  charge_off,
  own_charge_off,
  principal_paid,
  interest_paid,
  recovered,
  own_recovered,
  count_
};
enum class CutOffSide : std::uint8_t { above, below, count_ };
inline constexpr std::size_t cut_off_sides = static_cast<std::size_t>(CutOffSide::count_);

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

// By month and contractual term: how many loans there are and how each of them ends.
enum class TermMeasure : std::uint8_t {
  originations,
  loans,
  prepayments,
  repaid,
  charge_offs,
  count_
};

// By month and the members' band of the score.
enum class ScoreBandMeasure : std::uint8_t { members, limit_total, balance, count_ };

// By month and account, in the order of the chart: the trial balance of the month's last evening.
enum class LedgerMeasure : std::uint8_t { balance, count_ };

// By month and score bin: where the members stand whose score has been worked out.
enum class ScoreMeasure : std::uint8_t { members, count_ };

// By factor of the economy that is drawn once a replication: of severity alone so far.
enum class LuckMeasure : std::uint8_t { z_ppm, log_weight_ppb, block, count_ };

inline constexpr std::size_t vintage_mob_max = 48;
// The score of a borrower is followed for a year, once a year.
inline constexpr int months_of_outcome = 12;
// Whether the holder of a seat is observed at the end of a month of the report: one seat in twelve,
// always the same ones.
constexpr bool is_observed_in(std::uint32_t seat, int month) {
  return month >= 0 && static_cast<std::uint32_t>(month) % 12U == seat % 12U;
}
static_assert(months_of_outcome == 12);
inline constexpr int score_bin_width = 10;
inline constexpr int score_bins = 60;
// The bin that a score falls in; the highest score is in the last.
constexpr std::size_t score_bin_of(int score) {
  const int bin = (score - score_lowest) / score_bin_width;
  return static_cast<std::size_t>(bin < score_bins ? bin : score_bins - 1);
}
// Where the bands of the score begin.
inline constexpr std::array<int, 5> score_band_from = {350, 550, 600, 650, 700};
// The classes of contractual terms, each by its longest term in months.
inline constexpr std::array<int, 6> term_class_months = {1, 3, 6, 12, 24, 36};
// Roll destinations beyond the delinquency buckets.
inline constexpr std::size_t rolled_to_paid = bucket_count;
inline constexpr std::size_t rolled_to_charge_off = bucket_count + 1;

// The band that a score falls in.
constexpr std::size_t score_band_of(int score) {
  std::size_t band = 0;
  for (std::size_t i = 1; i < score_band_from.size(); ++i) band += score >= score_band_from[i];
  return band;
}
// The class of a loan that runs so many months. They differ in length, so that a loan of 93 days is
// one of three months. CheckFailure above the longest.
std::size_t term_class_of(double months);

// The place of each panel in a replication's sim::Panels.
enum class PanelId : std::uint8_t {
  portfolio,
  tier,
  bucket,
  roll,
  vintage,
  score_power,
  segment,
  luck,
  cut_off,
  term,
  score_band,
  ledger,
  score,
  industry,
  tier_migration,
  count_
};

using PanelShapes = std::vector<std::shared_ptr<const sim::PanelShape>>;

// The panels' shapes for a scenario, in the order of PanelId; that by market (models/markets.hpp)
// comes last, where there are several.
PanelShapes panel_shapes(const Scenario& scenario);

// Notes the luck of the replication. It is known beforehand, and nothing is added to it later.
void state_luck(sim::Panels& panels, const SeverityLuck& luck);

// What is counted in one month of the report. A month adds to its own cells only, and to one cell a
// vintage, so this is all that a shard needs: some twenty kilobytes, where panels of all months are
// hundreds. Overflow throws sim::CheckFailure.
class MonthMeasures {
 public:
  void add(PortfolioMeasure measure, std::int64_t amount) { portfolio_.add(0, measure, amount); }
  void add(TierMeasure measure, std::uint8_t tier, std::int64_t amount) {
    tier_.add(tier, measure, amount);
  }
  void add(SegmentMeasure measure, std::uint8_t segment, std::int64_t amount) {
    segment_.add(segment, measure, amount);
  }
  void add(IndustryMeasure measure, std::uint8_t industry, std::int64_t amount) {
    industry_.add(industry, measure, amount);
  }
  void add(CutOffMeasure measure, CutOffSide side, std::int64_t amount) {
    cut_off_.add(static_cast<std::size_t>(side), measure, amount);
  }
  void add(BucketMeasure measure, std::size_t bucket, std::int64_t amount) {
    bucket_.add(bucket, measure, amount);
  }
  void add(RollMeasure measure, std::size_t from, std::size_t to, std::int64_t amount) {
    roll_.add(from * roll_destinations + to, measure, amount);
  }
  // Of loans `mob` months on book.
  void add(VintageMeasure measure, std::size_t mob, std::int64_t amount) {
    vintage_.add(mob, measure, amount);
  }
  void add(TermMeasure measure, std::size_t term_class, std::int64_t amount) {
    term_.add(term_class, measure, amount);
  }
  void add(ScoreBandMeasure measure, std::size_t band, std::int64_t amount) {
    score_band_.add(band, measure, amount);
  }
  void add(ScoreMeasure measure, std::size_t bin, std::int64_t amount) {
    score_.add(bin, measure, amount);
  }
  // Of borrowers observed a year ago.
  void add(ScorePowerMeasure measure, std::size_t bin, std::int64_t amount) {
    score_power_.add(bin, measure, amount);
  }

  void add(MigrationMeasure measure, std::size_t from, std::size_t to, std::int64_t amount) {
    migration_.add(from * migration_ends + to, measure, amount);
  }

  void add(LedgerMeasure measure, Account account, std::int64_t amount) {
    ledger_.add(static_cast<std::size_t>(account), measure, amount);
  }

  std::int64_t at(PortfolioMeasure measure) const { return portfolio_.at(0, measure); }
  std::int64_t at(CutOffMeasure measure, CutOffSide side) const {
    return cut_off_.at(static_cast<std::size_t>(side), measure);
  }

  MonthMeasures& operator+=(const MonthMeasures& other);

  // Adds all of it to the cells of a month of the report. What lies outside the panels must be
  // zero.
  void add_to(sim::Panels& panels, const Scenario& scenario, int month) const;

 private:
  static constexpr std::size_t roll_destinations = bucket_count + 2;
  static constexpr std::size_t migration_ends = tiers_max + 2;

  template <class Enum, std::size_t rows>
  struct Cells {
    static constexpr auto measures = static_cast<std::size_t>(Enum::count_);
    std::array<std::int64_t, rows * measures> values{};

    void add(std::size_t row, Enum measure, std::int64_t amount) {
      CHECK(row < rows);
      std::int64_t& value = values[row * measures + static_cast<std::size_t>(measure)];
      CHECK(!__builtin_add_overflow(value, amount, &value), "a measure overflows");
    }
    std::int64_t at(std::size_t row, Enum measure) const {
      return values[row * measures + static_cast<std::size_t>(measure)];
    }
    Cells& operator+=(const Cells& other);
    // Adds a row to a cell of a panel.
    void add_to(sim::Panel& panel, std::size_t row, std::size_t cell) const;
    // Adds all rows to as many cells from `first` on.
    void add_to(sim::Panel& panel, std::size_t first) const;
  };

  Cells<PortfolioMeasure, 1> portfolio_;
  Cells<TierMeasure, tiers_max> tier_;
  Cells<BucketMeasure, bucket_count> bucket_;
  Cells<RollMeasure, bucket_count * roll_destinations> roll_;
  Cells<VintageMeasure, vintage_mob_max + 1> vintage_;
  Cells<ScorePowerMeasure, score_bins> score_power_;
  Cells<SegmentMeasure, segments_max> segment_;
  Cells<CutOffMeasure, cut_off_sides> cut_off_;
  Cells<TermMeasure, term_class_months.size()> term_;
  Cells<ScoreBandMeasure, score_band_from.size()> score_band_;
  Cells<LedgerMeasure, account_count> ledger_;
  Cells<ScoreMeasure, score_bins> score_;
  Cells<IndustryMeasure, industries_max> industry_;
  Cells<MigrationMeasure, (tiers_max + 1) * migration_ends> migration_;
};

}  // namespace models
