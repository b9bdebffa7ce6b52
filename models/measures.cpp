#include "models/measures.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "models/delinquency.hpp"
#include "models/markets.hpp"
#include "models/scenario.hpp"
#include "sim/day.hpp"

namespace models {
namespace {

using sim::OverTime::level;
using sim::OverTime::stock;

template <class Enum, std::size_t size>
using Rows = std::array<MeasureRow<Enum>, size>;

// A row that is missing or out of place does not compile.
template <class Enum, std::size_t size>
constexpr bool in_order(const Rows<Enum, size>& rows) {
  if (size != static_cast<std::size_t>(Enum::count_)) return false;
  for (std::size_t i = 0; i < size; ++i) {
    if (rows[i].measure != static_cast<Enum>(i)) return false;
  }
  return true;
}

constexpr auto portfolio_rows = [] {
  using enum PortfolioMeasure;
  return std::to_array<MeasureRow<PortfolioMeasure>>({
      {members, "members", "1", "members at the end of the month", stock},
      {barred, "barred", "1", "former members with a loan charged off, at the end of the month",
       stock},
      {labour_force, "labour_force", "1",
       "members and barred members, all of whom work or look for work", stock},
      {jobless, "jobless", "1", "of the labour force without a job at the end of the month", stock},
      {arrivals, "arrivals", "1", "people verified and taken in"},
      {departures, "departures", "1", "members who left"},
      {verification_failed, "verification_failed", "1",
       "people whose identity could not be verified"},
      {applications, "applications", "1", "applications for a loan"},
      {approvals, "approvals", "1", "applications approved"},
      {declined_score, "declined_score", "1",
       "applications declined for a score below the cut-off"},
      {declined_limit, "declined_limit", "1",
       "applications declined for lack of headroom, or frozen"},
      {declined_funding, "declined_funding", "1",
       "applications declined for want of funding or by the portfolio cap"},
      {originations, "originations", "1", "loans opened"},
      {originated_amount, "originated_amount", "minor", "amount lent"},
      {limit_total, "limit_total", "minor", "members' credit limits at the end of the month",
       stock},
      {loans, "loans", "1", "open loans at the end of the month", stock},
      {balance, "balance", "minor", "principal outstanding at the end of the month", stock},
      {balance_30, "balance_30", "minor", "of it on loans 30 days past due or more", stock},
      {balance_90, "balance_90", "minor", "of it on loans 90 days past due or more", stock},
      {due_amount, "due_amount", "minor", "principal, interest and service fees billed"},
      {missed_forgot, "missed_forgot", "1", "bills of current loans forgotten on their due day"},
      {missed_unable, "missed_unable", "1",
       "bills of current loans not paid in full for want of cash"},
      {missed_unwilling, "missed_unwilling", "1",
       "bills of current loans not paid for want of will"},
      {paid_amount, "paid_amount", "minor", "paid on bills, current and overdue"},
      {prepaid_amount, "prepaid_amount", "minor", "principal repaid before it was due"},
      {charge_offs, "charge_offs", "1", "loans charged off"},
      {charge_off, "charge_off", "minor", "principal charged off, partners' part included"},
      {charge_off_own, "charge_off_own", "minor",
       "principal and interest charged off against the allowance"},
      {recovered, "recovered", "minor", "cash and sale prices after charge-off, after agency fees"},
      {contacts, "contacts", "1", "collections actions carried out"},
      {contacts_missed, "contacts_missed", "1", "collections actions for which no agent was free"},
      {promotions, "promotions", "1", "members who rose a tier or more"},
      {demotions, "demotions", "1", "members who fell a tier or more"},
      {limits_raised, "limits_raised", "1", "credit limits raised at review"},
      {limits_cut, "limits_cut", "1", "credit limits cut at review"},
      {limits_frozen, "limits_frozen", "1", "credit limits frozen at review"},
      {interest_income, "interest_income", "minor", "interest earned at list price"},
      {funding_cost, "funding_cost", "minor",
       "interest on partners' money and on what the lender has borrowed"},
      {impairment, "impairment", "minor", "expense for expected losses"},
      {collection_cost, "collection_cost", "minor", "cost of collections actions"},
      {operating_cost, "operating_cost", "minor",
       "cost of verification, applications and accounts"},
      {benefit_cost, "benefit_cost", "minor",
       "cost of the tiers' discounts, interest-free days and priority service"},
      {net_income, "net_income", "minor", "income less expenses"},
      {allowance, "allowance", "minor", "allowance for expected losses at the end of the month",
       stock},
      {funding_used, "funding_used", "minor",
       "partners' part of the principal at the end of the month", stock},
      {own_funds_used, "own_funds_used", "minor",
       "own part of the principal at the end of the month", stock},
      {stage_1, "stage_1", "minor", "principal in stage 1 (twelve-month loss allowance)", stock},
      {stage_2, "stage_2", "minor", "principal in stage 2 (risk has risen)", stock},
      {stage_3, "stage_3", "minor", "principal in stage 3 (impaired)", stock},
      {normal, "normal", "minor", "principal classified normal", stock},
      {special_mention, "special_mention", "minor", "principal classified special mention", stock},
      {substandard, "substandard", "minor", "principal classified substandard", stock},
      {doubtful, "doubtful", "minor", "principal classified doubtful", stock},
      {loss, "loss", "minor", "principal classified loss", stock},
      {economy_unemployment_ppm, "economy_unemployment_ppm", "1e-6",
       "unemployment rate of the economy", level},
      {economy_policy_rate_ppm, "economy_policy_rate_ppm", "1e-6", "policy rate of the economy",
       level},
      {defaults, "defaults", "1",
       "loans for the first time 90 days past due at the end of a month, or charged off before"},
      {default_amount, "default_amount", "minor",
       "their principal at that time, partners' part included"},
      {capital, "capital", "minor",
       "own equity at the end of the month: the opening capital and all net income reported so "
       "far, less dividends",
       stock},
      {risk_weighted_assets, "risk_weighted_assets", "minor",
       "own part of the principal at the end of the month, before allowance, times the risk "
       "weight",
       stock},
      {guarantee_cost, "guarantee_cost", "minor",
       "partners' losses made good, less what was recovered of them"},
      {refits, "refits", "1", "scores fitted anew at the end of the month"},
      {fee_income, "fee_income", "minor",
       "service fees billed, and origination fees earned over the loans' lives"},
      {declined_price, "declined_price", "1",
       "applications declined because fees alone exceed the cap on the annual percentage rate"},
      {price_capped, "price_capped", "1", "loans whose price that cap has lowered"},
      {apr_cost, "apr_cost", "minor",
       "amount lent times its annual percentage rate; counted where there is a cap on it"},
      {restructured, "restructured", "1", "loans restructured"},
      {restructured_amount, "restructured_amount", "minor",
       "their principal, overdue interest that became a part of it included"},
      {restructured_balance, "restructured_balance", "minor",
       "principal of restructured loans outstanding at the end of the month", stock},
      {capitalised, "capitalised", "minor", "interest that became principal"},
      {redefaults, "redefaults", "1",
       "restructured loans for the first time since then 90 days past due at the end of a month, "
       "or "
       "charged off before"},
      {dormant, "dormant", "1", "members who do not use the app, at the end of the month", stock},
      {referrals, "referrals", "1",
       "of the arrivals, those who came because a member invited them"},
      {dividends, "dividends", "minor", "paid out of net income at the end of the quarter"},
      {held_back, "held_back", "1",
       "needs for a loan that the limit had room for and the household would not commit to"},
  });
}();
static_assert(in_order(portfolio_rows));

constexpr auto tier_rows = [] {
  using enum TierMeasure;
  return std::to_array<MeasureRow<TierMeasure>>({
      {members, "members", "1", "members at the end of the month", stock},
      {limit_total, "limit_total", "minor", "credit limits at the end of the month", stock},
      {balance, "balance", "minor", "principal outstanding at the end of the month", stock},
      {balance_30, "balance_30", "minor", "of it on loans 30 days past due or more", stock},
      {balance_90, "balance_90", "minor", "of it on loans 90 days past due or more", stock},
      {originations, "originations", "1", "loans opened"},
      {originated_amount, "originated_amount", "minor", "amount lent"},
      {charge_off, "charge_off", "minor", "principal charged off"},
      {contacts, "contacts", "1", "collections actions carried out"},
      {applications, "applications", "1", "applications for a loan"},
      {approvals, "approvals", "1", "applications approved"},
      {debt_service, "debt_service", "minor",
       "instalments to this lender and debt service to others, on members' paydays of the month"},
      {income, "income", "minor", "members' income on their paydays of the month"},
      {points, "points", "1", "points earned"},
      {rate_discounts, "rate_discounts", "minor", "interest forgone by the tier's discount"},
      {interest_free_days, "interest_free_days", "minor",
       "interest forgone in the first days of loans"},
      {priority_service, "priority_service", "minor", "cost of reminders of the priority service"},
      {late_interest_forgone, "late_interest_forgone", "minor",
       "late interest not charged in the tier's days of grace, once they or the arrears are over; "
       "not in the books"},
  });
}();
static_assert(in_order(tier_rows));

constexpr auto migration_rows = [] {
  using enum MigrationMeasure;
  return std::to_array<MeasureRow<MigrationMeasure>>({
      {members, "members", "1", "people by where they were a year before, and where they are"},
  });
}();
static_assert(in_order(migration_rows));

constexpr auto segment_rows = [] {
  using enum SegmentMeasure;
  return std::to_array<MeasureRow<SegmentMeasure>>({
      {members, "members", "1", "members at the end of the month", stock},
      {applications, "applications", "1", "applications for a loan"},
      {approvals, "approvals", "1", "applications approved"},
      {contacts, "contacts", "1", "collections actions carried out"},
      {debt_service, "debt_service", "minor",
       "instalments to this lender and debt service to others, on members' paydays of the month"},
      {income, "income", "minor", "members' income on their paydays of the month"},
      {balance, "balance", "minor", "principal outstanding at the end of the month", stock},
      {balance_30, "balance_30", "minor", "of it on loans 30 days past due or more", stock},
      {charge_off, "charge_off", "minor", "principal charged off"},
      {labour_force, "labour_force", "1",
       "members and barred members, all of whom work or look for work", stock},
      {jobless, "jobless", "1", "of the labour force without a job at the end of the month", stock},
  });
}();
static_assert(in_order(segment_rows));

constexpr auto industry_rows = [] {
  using enum IndustryMeasure;
  return std::to_array<MeasureRow<IndustryMeasure>>({
      {labour_force, "labour_force", "1",
       "members and barred members, all of whom work or look for work", stock},
      {jobless, "jobless", "1", "of the labour force without a job at the end of the month", stock},
      {balance, "balance", "minor", "principal outstanding at the end of the month", stock},
      {balance_30, "balance_30", "minor", "of it on loans 30 days past due or more", stock},
  });
}();
static_assert(in_order(industry_rows));

constexpr auto cut_off_rows = [] {
  using enum CutOffMeasure;
  return std::to_array<MeasureRow<CutOffMeasure>>({
      {applications, "applications", "1", "applications for a loan"},
      {originations, "originations", "1", "loans opened"},
      {originated_amount, "originated_amount", "minor", "amount lent"},
      {balance, "balance", "minor", "principal outstanding at the end of the month", stock},
      {balance_30, "balance_30", "minor", "of it on loans 30 days past due or more", stock},
      {defaults, "defaults", "1",
       "loans for the first time 90 days past due at the end of a month, or charged off before"},
      {default_amount, "default_amount", "minor",
       "their principal at that time, partners' part included"},
      {charge_offs, "charge_offs", "1", "loans charged off"},
      {charge_off, "charge_off", "minor", "principal charged off, partners' part included"},
      {own_charge_off, "own_charge_off", "minor", "of it the lender's own part"},
      {principal_paid, "principal_paid", "minor", "principal repaid, when due, late or early"},
      {interest_paid, "interest_paid", "minor",
       "interest and fees paid, those for early repayment included"},
      {recovered, "recovered", "minor", "cash and sale prices after charge-off, after agency fees"},
      {own_recovered, "own_recovered", "minor", "of it the lender's own part"},
  });
}();
static_assert(in_order(cut_off_rows));

constexpr auto bucket_rows = [] {
  using enum BucketMeasure;
  return std::to_array<MeasureRow<BucketMeasure>>({
      {loans, "loans", "1", "open loans at the end of the month", stock},
      {balance, "balance", "minor", "principal outstanding at the end of the month", stock},
  });
}();
static_assert(in_order(bucket_rows));

constexpr auto roll_rows = [] {
  using enum RollMeasure;
  return std::to_array<MeasureRow<RollMeasure>>({
      {loans, "loans", "1", "loans that moved"},
      {balance, "balance", "minor",
       "their principal after the move; just before it where they were paid off or charged off"},
  });
}();
static_assert(in_order(roll_rows));

constexpr auto vintage_rows = [] {
  using enum VintageMeasure;
  return std::to_array<MeasureRow<VintageMeasure>>({
      {originations, "originations", "1", "loans opened, at month on book 0"},
      {originated_amount, "originated_amount", "minor", "amount lent, at month on book 0"},
      {balance, "balance", "minor", "principal outstanding at the end of the month on book", stock},
      {balance_30, "balance_30", "minor", "of it on loans 30 days past due or more", stock},
      {prepaid_amount, "prepaid_amount", "minor",
       "principal repaid before it was due in the month on book"},
      {charge_off, "charge_off", "minor", "principal charged off in the month on book"},
  });
}();
static_assert(in_order(vintage_rows));

constexpr auto score_power_rows = [] {
  using enum ScorePowerMeasure;
  return std::to_array<MeasureRow<ScorePowerMeasure>>({
      {accounts, "accounts", "1",
       "members with an open loan, by score when observed, a twelfth of all seats every month"},
      {bad, "bad", "1",
       "of them 90 days past due, or charged off, in the year that followed; until they left, "
       "those who did"},
  });
}();
static_assert(in_order(score_power_rows));

constexpr auto term_rows = [] {
  using enum TermMeasure;
  return std::to_array<MeasureRow<TermMeasure>>({
      {originations, "originations", "1", "loans opened"},
      {loans, "loans", "1", "open loans at the end of the month", stock},
      {prepayments, "prepayments", "1",
       "loans repaid in full before their last instalment was due"},
      {repaid, "repaid", "1", "loans repaid in full when their last instalment was due, or later"},
      {charge_offs, "charge_offs", "1", "loans charged off"},
  });
}();
static_assert(in_order(term_rows));

constexpr auto score_band_rows = [] {
  using enum ScoreBandMeasure;
  return std::to_array<MeasureRow<ScoreBandMeasure>>({
      {members, "members", "1", "members at the end of the month", stock},
      {limit_total, "limit_total", "minor", "their credit limits at the end of the month", stock},
      {balance, "balance", "minor", "their principal outstanding at the end of the month", stock},
  });
}();
static_assert(in_order(score_band_rows));

constexpr auto ledger_rows = [] {
  using enum LedgerMeasure;
  return std::to_array<MeasureRow<LedgerMeasure>>({
      {balance, "balance", "minor",
       "debits less credits on the month's last evening, before its income is closed to "
       "retained_income",
       stock},
  });
}();
static_assert(in_order(ledger_rows));

constexpr auto score_rows = [] {
  using enum ScoreMeasure;
  return std::to_array<MeasureRow<ScoreMeasure>>({
      {members, "members", "1", "members with a score of their own at the end of the month", stock},
  });
}();
static_assert(in_order(score_rows));

constexpr auto luck_rows = [] {
  using enum LuckMeasure;
  return std::to_array<MeasureRow<LuckMeasure>>({
      {z_ppm, "z_ppm", "1e-6", "what was drawn, in standard deviations from the centre"},
      {log_weight_ppb, "log_weight_ppb", "1e-9",
       "natural logarithm of the weight that results have under importance sampling"},
      {block, "block", "replications", "how many replications in a row are drawn together"},
  });
}();
static_assert(in_order(luck_rows));

template <class Enum, std::size_t size>
std::vector<sim::Measure> measures_of(const Rows<Enum, size>& rows) {
  std::vector<sim::Measure> measures;
  for (const auto& row : rows) {
    measures.push_back(
        {std::string(row.name), std::string(row.unit), std::string(row.long_name), row.over_time});
  }
  return measures;
}

sim::Axis month_axis(const Scenario& scenario) {
  sim::Axis axis{"month", "calendar month", {}};
  for (int month = 0; month < scenario.months(); ++month) {
    const auto date = scenario.run.start + std::chrono::months(month);
    axis.labels.push_back(fmt::format("{:04}-{:02}", static_cast<int>(date.year()),
                                      static_cast<unsigned>(date.month())));
  }
  return axis;
}

sim::Axis vintage_axis(const Scenario& scenario) {
  sim::Axis axis{"vintage", "quarter of origination", {}};
  for (int quarter = 0; quarter < scenario.quarters(); ++quarter) {
    const auto date = scenario.first_quarter() + std::chrono::months(3 * quarter);
    axis.labels.push_back(fmt::format("{:04}Q{}", static_cast<int>(date.year()),
                                      (static_cast<unsigned>(date.month()) + 2) / 3));
  }
  return axis;
}

// Years of the report.
sim::Axis year_axis(const Scenario& scenario) {
  sim::Axis axis{"year", "last month of the year", {}};
  const std::vector<std::string> months = month_axis(scenario).labels;
  for (std::size_t last = 11; last < months.size(); last += 12) axis.labels.push_back(months[last]);
  return axis;
}

sim::Axis tier_axis(const Scenario& scenario, std::string name, std::string long_name) {
  sim::Axis axis{std::move(name), std::move(long_name), {}};
  const TierLadder ladder(scenario.membership);
  for (std::size_t tier = 0; tier < ladder.size(); ++tier)
    axis.labels.push_back(ladder.tier(tier).id);
  return axis;
}

sim::Axis bucket_axis(std::string name, std::string long_name) {
  sim::Axis axis{std::move(name), std::move(long_name), {}};
  for (const std::string_view bucket : bucket_names) axis.labels.emplace_back(bucket);
  return axis;
}

sim::Axis numbered_axis(std::string name, std::string long_name, int first, int step, int count) {
  sim::Axis axis{std::move(name), std::move(long_name), {}};
  for (int i = 0; i < count; ++i) axis.labels.push_back(fmt::format("{}", first + i * step));
  return axis;
}

template <std::size_t size>
sim::Axis labelled_axis(std::string name, std::string long_name,
                        const std::array<int, size>& labels) {
  sim::Axis axis{std::move(name), std::move(long_name), {}};
  for (const int label : labels) axis.labels.push_back(std::to_string(label));
  return axis;
}

}  // namespace

std::size_t term_class_of(double months) {
  constexpr double tolerance = 0.1;  // three days
  const auto* const found =
      std::lower_bound(term_class_months.begin(), term_class_months.end(), months - tolerance);
  CHECK(found != term_class_months.end(), "a loan of {} months is in no class", months);
  return static_cast<std::size_t>(found - term_class_months.begin());
}

PanelShapes panel_shapes(const Scenario& scenario) {
  const sim::Axis months = month_axis(scenario);
  const sim::Axis tiers = tier_axis(scenario, "tier", "membership tier");
  sim::Axis destinations = bucket_axis("to_bucket", "delinquency bucket at the end of the month");
  destinations.labels.emplace_back("paid");
  destinations.labels.emplace_back("charged_off");

  PanelShapes shapes;
  const auto add = [&shapes](sim::PanelShape shape) {
    shapes.push_back(std::make_shared<const sim::PanelShape>(std::move(shape)));
  };
  add({"portfolio", {months}, measures_of(portfolio_rows)});
  add({"tier", {months, tiers}, measures_of(tier_rows)});
  add({"bucket", {months, bucket_axis("bucket", "delinquency bucket")}, measures_of(bucket_rows)});
  add({"roll",
       {months, bucket_axis("from_bucket", "delinquency bucket at the end of the month before"),
        destinations},
       measures_of(roll_rows)});
  add({"vintage",
       {vintage_axis(scenario),
        numbered_axis("mob", "months on book", 0, 1, static_cast<int>(vintage_mob_max) + 1)},
       measures_of(vintage_rows)});
  const sim::Axis bins = numbered_axis("score_bin", "lower end of the score bin", score_lowest,
                                       score_bin_width, score_bins);
  add({"score_power", {months, bins}, measures_of(score_power_rows)});
  sim::Axis segments{"segment", "kind of people", {}};
  for (const Segment& segment : scenario.population.segments) segments.labels.push_back(segment.id);
  add({"segment", {months, std::move(segments)}, measures_of(segment_rows)});
  add({"luck", {{"factor", "what is drawn", {"severity"}}}, measures_of(luck_rows)});
  add({"cut_off",
       {months, {"side", "of the score's cut-off, when applying", {"above", "below"}}},
       measures_of(cut_off_rows)});
  add({"term",
       {months, labelled_axis("term_months", "contractual term, at most", term_class_months)},
       measures_of(term_rows)});
  add({"score_band",
       {months, labelled_axis("score_from", "lowest score of the band", score_band_from)},
       measures_of(score_band_rows)});
  sim::Axis accounts{"account", "account of the chart: code and name", {}};
  for (const AccountRow& row : chart_of_accounts) accounts.labels.emplace_back(row.label);
  add({"ledger", {months, std::move(accounts)}, measures_of(ledger_rows)});
  add({"score", {months, bins}, measures_of(score_rows)});
  sim::Axis industries{"industry", "where people work", {}};
  for (const Industry& industry : scenario.jobs.industries)
    industries.labels.push_back(industry.id);
  add({"industry", {months, std::move(industries)}, measures_of(industry_rows)});
  sim::Axis from = tier_axis(scenario, "from_tier", "membership tier when the year began");
  from.labels.emplace_back("joined");
  sim::Axis to = tier_axis(scenario, "to_tier", "membership tier when the year ended");
  to.labels.insert(to.labels.end(), {"barred", "left"});
  add({"tier_migration",
       {year_axis(scenario), std::move(from), std::move(to)},
       measures_of(migration_rows)});
  if (!scenario.markets.empty()) add(market_shape(months, scenario));
  return shapes;
}

void state_luck(sim::Panels& panels, const SeverityLuck& luck) {
  sim::Panel& panel = panels[static_cast<std::size_t>(PanelId::luck)];
  const auto state = [&](LuckMeasure measure, double value) {
    panel.add(0, static_cast<std::size_t>(measure), std::llround(value));
  };
  state(LuckMeasure::z_ppm, luck.z * 1e6);
  state(LuckMeasure::log_weight_ppb, luck.log_weight * 1e9);
  state(LuckMeasure::block, static_cast<double>(luck.block));
}

}  // namespace models
