#include "analysis/facts.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "analysis/lag.hpp"
#include "analysis/rolls.hpp"
#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double months_a_year = 12;

// The measures a fact is made of, in the order in which its row names them.
using Columns = std::span<const Series>;

double of_total(Columns c) {
  return ratio(total(c[0]), total(c[1]));
}

// 1. Delinquency.
double missed(Columns c) {
  return total(c[0]) + total(c[1]) + total(c[2]);
}

double into_30(const Series& rolls) {
  return Rolls(rolls).to_30(m0) + Rolls(rolls).to_30(m1);
}

// Where rates rise from each bucket to the next, the smallest of these steps.
double smallest_step_up(Columns c) {
  const Rolls rolls(c[0]);
  double smallest = std::numeric_limits<double>::infinity();
  for (std::size_t from = m2; from < m6; ++from)
    smallest = std::min(smallest, rolls.roll_rate(from + 1) - rolls.roll_rate(from));
  return smallest;
}

double cures_of_the_just_late(Columns c) {
  const Rolls rolls(c[0]);
  double cured = 0;
  double all = 0;
  for (std::size_t from = m3; from <= m6; ++from) {
    cured += rolls.cured(from);
    all += rolls.all(from);
  }
  return ratio(rolls.cure_rate(m2), ratio(cured, all));
}

// 2. How loans end, by contractual term; the last class is that of three years.
constexpr std::size_t three_years = 36;

// Of the loans that ended in months in which those of the report's first month could be over.
double ended_early(Columns c) {
  const std::size_t longest = c[0].last_axis - 1;
  const double early = total_at(c[0], longest, three_years);
  const double in_time = total_at(c[1], longest, three_years);
  const double lost = total_at(c[2], longest, three_years);
  return ratio(early, early + in_time + lost);
}

// Of what vintages have charged off by their last month on book, the share by month 30. They are
// those that could be followed that long: each of a quarter, and the last axis is months on book.
double lost_by_month_30(Columns c) {
  constexpr std::size_t month_30 = 30;
  const std::size_t months_on_book = c[0].last_axis;
  CHECK(months_on_book > month_30);
  const std::size_t months = c[1].cells.size();
  double early = 0;
  double all = 0;
  for (std::size_t vintage = 0; 3 * vintage + 2 + months_on_book <= months; ++vintage) {
    for (std::size_t month = 0; month < months_on_book; ++month) {
      const auto lost = static_cast<double>(c[0].cells[vintage * months_on_book + month]);
      all += lost;
      if (month <= month_30) early += lost;
    }
  }
  return ratio(early, all);
}

// 3. Bands of the score, the lowest first.
double utilisation_of(Columns c, std::size_t band) {
  return ratio(total_at(c[0], band), total_at(c[1], band));
}

// Without the lowest band, below 550: a lender that does not lend to it only waits for its loans to
// end.
double smallest_fall_of_utilisation(Columns c) {
  double smallest = undefined;
  double before = undefined;
  for (std::size_t band = 1; band < c[0].last_axis; ++band) {
    const double now = utilisation_of(c, band);
    if (std::isnan(now)) continue;  // a band with no limit
    if (!std::isnan(before)) smallest = std::fmin(smallest, before - now);
    before = now;
  }
  return smallest;
}

// Where every tier has fewer members than the one below, the largest of these shares.
double largest_step_up_in_tiers(Columns c) {
  double largest = undefined;
  for (std::size_t tier = 1; tier < c[0].last_axis; ++tier)
    largest = std::fmax(largest, ratio(total_at(c[0], tier), total_at(c[0], tier - 1)));
  return largest;
}

// 4. What follows unemployment: quarters of the report.
constexpr int quarters_a_year = 4;
constexpr int lag_most = 8;

std::vector<double> quarters(const Series& series) {
  const std::vector<double> months(series.cells.begin(), series.cells.end());
  return quarters_of(months);
}

std::vector<double> quarterly_share(const Series& part, const Series& whole) {
  std::vector<double> shares = quarters(part);
  const std::vector<double> of = quarters(whole);
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = of[i] == 0 ? 0 : shares[i] / of[i];
  return shares;
}

double lag_in_quarters(Columns c) {
  const auto lag = lag_behind(quarters(c[2]), quarterly_share(c[0], c[1]), lag_most);
  return lag ? lag->steps : undefined;
}

double peak_multiple(Columns c) {
  const auto found = upturn(quarters(c[2]), quarterly_share(c[0], c[1]), quarters_a_year);
  return found ? found->multiple() : undefined;
}

double delay_of_peak(Columns c) {
  const auto found = upturn(quarters(c[2]), quarterly_share(c[0], c[1]), quarters_a_year);
  return found ? found->delay : undefined;
}

double points_a_point(Columns c) {
  std::vector<double> unemployment = quarters(c[2]);
  for (double& quarter : unemployment) quarter *= 1e-6 / 3;
  const auto rate = upturn(unemployment, quarterly_share(c[0], c[1]), quarters_a_year);
  const auto itself = upturn(unemployment, unemployment, quarters_a_year);
  if (!rate || !itself) return undefined;
  return months_a_year * (rate->peak - rate->base) / (itself->peak - itself->base);
}

struct Row {
  Fact fact;
  std::vector<std::pair<std::string_view, std::string_view>> measures;  // panel and measure
  double (*compute)(Columns);
};

constexpr std::string_view lender_early = "early roll at such a lender";
constexpr std::string_view prospectus = "the modelled lender's prospectus, by the press, 2017-2019";
constexpr std::string_view nobody = "";
constexpr std::string_view us_cards_30 =
    "US cards: 4.0 % in 2006, 6.7 % in 2009 Q2, two quarters before";
constexpr std::string_view us_cards_charge_offs =
    "US cards: 3.5 % in 2006, 10.7 % in 2010 Q2, two quarters after";

// Charge-offs a year over the balance 90+ days past due, in a steady book that charges off at 270
// days: that balance is the last six months', each `rolls` times the one before.
constexpr double charge_offs_of_90(double rolls) {
  double stock = 0;
  double month = 1;
  for (int i = 0; i < 6; ++i, month *= rolls) stock += month;
  return months_a_year * month / stock;
}

// What is derived from others stands here once.
constexpr Range share_90{0.0068, 0.0105};
constexpr Range rolls_from_90{0.85, 0.95};
constexpr Range recovered{0.08, 0.11};
// To the hundredth of a per cent.
constexpr double rounded(double share) {
  return static_cast<int>(share * 1e4 + 0.5) / 1e4;
}
constexpr Range net_charge_offs{
    rounded(share_90.low * charge_offs_of_90(rolls_from_90.low) * (1 - recovered.high)),
    rounded(share_90.high* charge_offs_of_90(1) * (1 - recovered.low))};

// One row a fact: to add one, add its row. Ranges are those of docs/model.md.
const std::vector<Row>& rows() {
  using enum Format;
  using enum Holds;
  constexpr double none = std::numeric_limits<double>::infinity();
  static const std::vector<Row> all = {
      {{"current_to_late", "Current to 1+ days past due",
        "bills of current loans not paid when due / current loans", "a month", percent, ordinarily,
        Range{0.04, 0.06}, 'J', lender_early},
       {{"portfolio", "missed_forgot"},
        {"portfolio", "missed_unable"},
        {"portfolio", "missed_unwilling"},
        {"bucket", "loans"}},
       [](Columns c) { return ratio(missed(c), total_at(c[3], m0)); }},
      {{"late_cured_within_30", "Cured within 30 days",
        "1 - rolls from M0 and M1 to M2 and worse / bills not paid when due", "of those late",
        percent, ordinarily, Range{0.85, 0.90}, 'J', lender_early},
       {{"portfolio", "missed_forgot"},
        {"portfolio", "missed_unable"},
        {"portfolio", "missed_unwilling"},
        {"roll", "loans"}},
       [](Columns c) { return 1 - ratio(into_30(c[3]), missed(c)); }},
      {{"cure_m2", "Cures from 30-59 days past due",
        "rolls from M2 to M0 or paid off / all from M2", "a month", percent, ordinarily,
        Range{0.25, 0.55}, 'D', "Taiwan cards 2005 25 %; judgement"},
       {{"roll", "loans"}},
       [](Columns c) { return Rolls(c[0]).cure_rate(m2); }},
      {{"roll_m2", "Rolls onward from 30-59", "rolls from M2 to worse / all from M2", "a month",
        percent, ordinarily, Range{0.60, 0.75}, 'J', lender_early},
       {{"roll", "loans"}},
       [](Columns c) { return Rolls(c[0]).roll_rate(m2); }},
      {{"roll_m3", "Rolls onward from 60-89", "rolls from M3 to worse / all from M3", "a month",
        percent, ordinarily, Range{0.75, 0.87}, 'J', lender_early},
       {{"roll", "loans"}},
       [](Columns c) { return Rolls(c[0]).roll_rate(m3); }},
      {{"roll_m4", "Rolls onward from 90-119", "rolls from M4 to worse / all from M4", "a month",
        percent, ordinarily, rolls_from_90, 'J', lender_early},
       {{"roll", "loans"}},
       [](Columns c) { return Rolls(c[0]).roll_rate(m4); }},
      {{"rolls_rise", "Rolls onward rise with the bucket, least step",
        "least difference of roll rates from M2 to M6", "", percent, always, Range{0, none}, 'J',
        "industry: rising with the bucket"},
       {{"roll", "loans"}},
       smallest_step_up},
      {{"just_late_cure_more", "Those just late cure more often",
        "cure rate from M2 / cure rate from M3 to M6", "times", number, always, Range{1, none}, 'D',
        "Taiwan cards 2005: 38.7 % against 14.6 %"},
       {{"roll", "loans"}},
       cures_of_the_just_late},
      {{"share_30", "30+ days past due", "balance_30 / balance, all months", "of balance", percent,
        ordinarily, Range{0.0108, 0.0156}, 'P', prospectus},
       {{"portfolio", "balance_30"}, {"portfolio", "balance"}},
       of_total},
      {{"share_90", "90+ days past due", "balance_90 / balance, all months", "of balance", percent,
        ordinarily, share_90, 'P', prospectus},
       {{"portfolio", "balance_90"}, {"portfolio", "balance"}},
       of_total},
      {{"share_90_of_30", "90+ of 30+", "balance_90 / balance_30, all months", "of 30+", percent,
        ordinarily, Range{0.63, 0.71}, 'P', "derived from the two above"},
       {{"portfolio", "balance_90"}, {"portfolio", "balance_30"}},
       of_total},
      {{"stock_m2_over_m1", "31-60 over 1-30 days past due", "balance of M2 / balance of M1", "",
        number, ordinarily, Range{0.48, 0.53}, 'P', "a Chinese lender's filings"},
       {{"bucket", "balance"}},
       [](Columns c) { return ratio(total_at(c[0], m2), total_at(c[0], m1)); }},
      {{"recovery", "Recovered after charge-off", "recovered / charge_off, all months",
        "of charge-offs", percent, ordinarily, recovered, 'D', "LendingClub"},
       {{"portfolio", "recovered"}, {"portfolio", "charge_off"}},
       of_total},
      {{"vintage_flattens", "Vintage losses by month 30 on book",
        "charge-offs to month 30 / to month 48, of vintages that old", "of all", percent,
        ordinarily, Range{0.956, 1}, 'D',
        "LendingClub 2010-2011, three years, by grade: 95.6 % (E) to 100 % (G)"},
       {{"vintage", "charge_off"}, {"portfolio", "balance"}},
       lost_by_month_30},
      {{"ended_early", "Three-year loans that end early",
        "prepayments / loans ended, of three years, from month 37 on", "of loans", percent,
        ordinarily, Range{0.25, 0.50}, 'D', "LendingClub"},
       {{"term", "prepayments"}, {"term", "repaid"}, {"term", "charge_offs"}},
       ended_early},
      {{"early_repayment", "Repaid early", "prepayments / loans, all terms", "a month", percent,
        ordinarily, Range{0.05, 0.15}, 'J', "app loans without penalty"},
       {{"term", "prepayments"}, {"term", "loans"}},
       of_total},
      {{"yield", "Yield after discounts", "(interest_income - benefit_cost) / balance", "a year",
        percent, ordinarily, Range{0.1095, 0.1825}, 'P', "most loans at 0.03-0.05 % a day"},
       {{"portfolio", "interest_income"}, {"portfolio", "benefit_cost"}, {"portfolio", "balance"}},
       [](Columns c) { return months_a_year * ratio(total(c[0]) - total(c[1]), total(c[2])); }},
      {{"utilisation_falls", "Utilisation falls with the score, least step",
        "least fall of balance / limit_total from band to band, from 550 on", "", percent, always,
        Range{0, none}, 'P', "Agarwal et al. 2018: low scores use new room, high ones hardly"},
       {{"score_band", "balance"}, {"score_band", "limit_total"}},
       smallest_fall_of_utilisation},
      {{"utilisation_550", "Utilisation, score of 550-599", "balance / limit_total", "of limits",
        percent, ordinarily, std::nullopt, ' ', nobody},
       {{"score_band", "balance"}, {"score_band", "limit_total"}},
       [](Columns c) { return utilisation_of(c, 1); }},
      {{"utilisation_700", "Utilisation, score of 700 and more", "balance / limit_total",
        "of limits", percent, ordinarily, std::nullopt, ' ', nobody},
       {{"score_band", "balance"}, {"score_band", "limit_total"}},
       [](Columns c) { return utilisation_of(c, c[0].last_axis - 1); }},
      {{"above_lowest_tier", "Members above the lowest tier", "members of other tiers / members",
        "of members", percent, ordinarily, Range{0.20, 0.50}, 'J',
        "Pareto's fifth or more, but not most"},
       {{"tier", "members"}},
       [](Columns c) { return 1 - ratio(total_at(c[0], 0), total(c[0])); }},
      {{"tiers_narrow", "Each tier over the one below, most",
        "largest of members of a tier / members of the tier below", "times", number, always,
        Range{0, 1}, 'J', "a pyramid"},
       {{"tier", "members"}},
       largest_step_up_in_tiers},
      {{"approval_rate", "Approval rate", "approvals / applications", "of applications", percent,
        ordinarily, Range{0.90, 1}, 'J',
        "under a limit that stands; of card applications 81-90 % (New York Fed)"},
       {{"portfolio", "approvals"}, {"portfolio", "applications"}},
       of_total},
      {{"net_charge_off", "Net charge-offs", "(charge_off - recovered) / balance", "a year",
        percent, ordinarily, net_charge_offs, 'J',
        "derived from the 90+ share [P], rolls of 85 to 100 %, recoveries [D]"},
       {{"portfolio", "charge_off"}, {"portfolio", "recovered"}, {"portfolio", "balance"}},
       [](Columns c) { return months_a_year * ratio(total(c[0]) - total(c[1]), total(c[2])); }},
      {{"return_on_assets", "Return on assets", "net_income / balance", "a year", percent,
        ordinarily, Range{0.0213, 0.0406}, 'P',
        "large US credit card banks, before tax, 1993-2003 (Federal Reserve 2004)"},
       {{"portfolio", "net_income"}, {"portfolio", "balance"}},
       [](Columns c) { return months_a_year * of_total(c); }},
      {{"peak_30", "30+, peak over the year before the turn",
        "highest quarter / year that ends where unemployment turns up", "times", number, in_a_cycle,
        std::nullopt, 'D', us_cards_30},
       {{"portfolio", "balance_30"},
        {"portfolio", "balance"},
        {"portfolio", "economy_unemployment_ppm"}},
       peak_multiple},
      {{"lag_30", "30+ behind unemployment", "shift at which quarters correlate best", "quarters",
        number, in_a_cycle, std::nullopt, ' ', nobody},
       {{"portfolio", "balance_30"},
        {"portfolio", "balance"},
        {"portfolio", "economy_unemployment_ppm"}},
       lag_in_quarters},
      {{"peak_delay_30", "30+, peak after that of unemployment", "quarters from peak to peak",
        "quarters", number, in_a_cycle, std::nullopt, 'P', us_cards_30},
       {{"portfolio", "balance_30"},
        {"portfolio", "balance"},
        {"portfolio", "economy_unemployment_ppm"}},
       delay_of_peak},
      {{"peak_charge_off", "Charge-off rate, peak over the year before",
        "highest quarter / year that ends where unemployment turns up", "times", number, in_a_cycle,
        std::nullopt, 'D', us_cards_charge_offs},
       {{"portfolio", "charge_off"},
        {"portfolio", "balance"},
        {"portfolio", "economy_unemployment_ppm"}},
       peak_multiple},
      {{"lag_charge_off", "Charge-offs behind unemployment",
        "shift at which quarters correlate best", "quarters", number, in_a_cycle, Range{2, 4}, 'J',
        "US cards: two to four quarters later"},
       {{"portfolio", "charge_off"},
        {"portfolio", "balance"},
        {"portfolio", "economy_unemployment_ppm"}},
       lag_in_quarters},
      {{"peak_delay_charge_off", "Charge-offs, peak after that of unemployment",
        "quarters from peak to peak", "quarters", number, in_a_cycle, std::nullopt, 'P',
        us_cards_charge_offs},
       {{"portfolio", "charge_off"},
        {"portfolio", "balance"},
        {"portfolio", "economy_unemployment_ppm"}},
       delay_of_peak},
      {{"charge_off_a_point", "Charge-off points a point of unemployment",
        "rise of the charge-off rate to its peak / rise of unemployment to its own", "points",
        number, in_a_cycle, std::nullopt, 'J', "US cards: about one"},
       {{"portfolio", "charge_off"},
        {"portfolio", "balance"},
        {"portfolio", "economy_unemployment_ppm"}},
       points_a_point},
  };
  return all;
}

// Nothing where a measure is missing.
std::optional<double> compute(const Row& row, const Source& source) {
  std::vector<Series> columns;
  for (const auto& [panel, measure] : row.measures) {
    const auto series = source(panel, measure);
    if (!series) return std::nullopt;
    columns.push_back(*series);
  }
  return row.compute(columns);
}

bool moves(const Source& source) {
  constexpr std::int64_t point_ppm = 10'000;
  const auto unemployment = source("portfolio", "economy_unemployment_ppm");
  if (!unemployment || unemployment->cells.empty()) return false;
  const auto [low, high] =
      std::minmax_element(unemployment->cells.begin(), unemployment->cells.end());
  return *high - *low > point_ppm;
}

// Whether nobody owed anything at any month's end.
bool lends_nothing(const Source& source) {
  const auto balance = source("portfolio", "balance");
  return balance && std::all_of(balance->cells.begin(), balance->cells.end(),
                                [](std::int64_t cell) { return cell == 0; });
}

void give_verdict(JudgedFact& judged, bool moving) {
  const Fact& fact = *judged.fact;
  const bool judges =
      fact.range && judged.value.n > 0 && !(moving && fact.holds == Holds::ordinarily);
  if (!judges) return;
  judged.miss_by = fact.range->distance(judged.value.mean);
  judged.verdict = fact.range->contains(judged.value.mean) ? Verdict::pass : Verdict::miss;
}

}  // namespace

double Range::distance(double value) const {
  return std::max({0.0, low - value, value - high});
}

std::span<const Fact> facts() {
  static const std::vector<Fact> all = [] {
    std::vector<Fact> list;
    for (const Row& row : rows()) list.push_back(row.fact);
    return list;
  }();
  return all;
}

bool economy_moves(std::span<const Source> replications) {
  return std::any_of(replications.begin(), replications.end(), moves);
}

std::vector<JudgedFact> judge(std::span<const Source> replications, const Sampling& sampling) {
  const bool moving = economy_moves(replications);
  // Without loans limits are used alike by all, not at all; that is no fact about a lender.
  const bool idle = std::all_of(replications.begin(), replications.end(), lends_nothing);
  std::vector<JudgedFact> judged;
  for (std::size_t i = 0; i < rows().size(); ++i) {
    const Row& row = rows()[i];
    if (row.fact.holds == Holds::in_a_cycle && !moving) continue;
    std::vector<double> values;
    for (const Source& source : replications) {
      if (const auto value = compute(row, source)) values.push_back(*value);
    }
    if (values.empty() || values.size() < replications.size()) continue;
    JudgedFact one{&facts()[i], estimate(values, sampling), Verdict::none, 0};
    if (one.fact->of_whole()) one.value = of_whole(one.value);
    if (!idle) give_verdict(one, moving);
    judged.push_back(one);
  }
  return judged;
}

}  // namespace analysis
