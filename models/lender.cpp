#include "models/lender.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "models/accrual.hpp"
#include "models/collections.hpp"
#include "models/credit_cost.hpp"
#include "models/life.hpp"
#include "models/need.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

sim::Rate rate_of(double fraction) {
  return sim::Rate::of_ppm(std::llround(fraction * 1e6));
}

}  // namespace

Lender::Lender(const World& world) : world_(world) {
  own_.post(Account::cash, Account::paid_in_capital,
            opening_capital(world.scenario.funding, world.scenario.portfolio.borrowers));
  total_ = own_;
  shared_.jobs.resize(world.jobs.size());
  shared_.scorecard = world.scorecard;
  shared_.median_app_spending = world.median_app_spending;
}

void Lender::start_month() {
  const auto month = static_cast<std::size_t>(shared_.month);
  const EconomyMonth& now = world_.economy[month];
  const EconomyMonth& first = world_.economy.front();
  shared_.economy = now;
  shared_.frailty = world_.frailty[month];
  shared_.hidden_cost = sim::exp_of(world_.scenario.frailty.cost_effect * shared_.frailty);
  shared_.policy_rate_change = rate_of(now.policy_rate) - rate_of(first.policy_rate);
  shared_.policy_rate = rate_of(now.policy_rate);
  const EconomyMonth& year_ago = world_.economy[month - std::min<std::size_t>(month, 12)];
  money_rate_ =
      shared_.policy_rate +
      stress_spread(world_.scenario.funding, (now.unemployment - year_ago.unemployment) * 100.0);
  if (month > 0) {
    shared_.real_cost *= sim::exp_of((now.inflation - now.wage_growth) / 12.0);
    shared_.median_app_spending *= sim::exp_of(now.wage_growth / 12.0);
  }
  for (std::size_t group = 0; group < world_.jobs.size(); ++group) {
    shared_.jobs[group] = world_.jobs[group][month];
  }
  set_price_ratios();
  shared_.layoffs.draw(world_.key, world_.network.employers(), shared_.month,
                       shared_.jobs.front().employer_hit);
  set_allowances();
}

// Rates that were seen lately are of the economy that was there lately.
void Lender::set_allowances() {
  const ProvisioningParameters& parameters = world_.scenario.provisioning;
  const auto month = static_cast<std::size_t>(shared_.month);
  const double now = shared_.economy.unemployment;
  const auto window = static_cast<std::size_t>(parameters.window_months);
  if (parameters.estimate == LossEstimate::table || !rolls_.has(window)) {
    const double rise = now - world_.economy.front().unemployment;
    shared_.allowances = Allowances(parameters, rise * 100.0);
    return;
  }
  double then = 0;
  for (std::size_t i = month - window; i < month; ++i) then += world_.economy[i].unemployment;
  const double rise = now - then / static_cast<double>(window);
  shared_.allowances = Allowances(
      parameters, estimate_losses(rolls_.last(window), table_rates(parameters)), rise * 100.0);
}

// What credit costs members moves their need for it and whether they stay.
void Lender::set_price_ratios() {
  shared_.price_ratios.clear();
  shared_.attrition.clear();
  for (std::size_t tier = 0; tier < world_.tiers.size(); ++tier) {
    for (std::size_t band = 0; band < world_.prices.bands(); ++band) {
      const double ratio =
          price_ratio(world_.scenario.need, credit_cost(world_, shared_, tier, band));
      shared_.price_ratios.push_back(ratio);
      shared_.attrition.push_back(
          world_.retention.attrition(ratio, static_cast<double>(tier) / top_tier(world_)));
    }
  }
}

void Lender::dawn(sim::Day today) {
  const Scenario& scenario = world_.scenario;
  shared_.today = today;
  shared_.month = world_.timeline.month_of(today);
  shared_.report_month = shared_.month - static_cast<int>(scenario.run.warm_up_months);
  shared_.lends =
      shared_.report_month < 0 || scenario.portfolio.balance_sheet == BalanceSheet::goes_on;
  if (world_.timeline.is_first_of_month(today)) {
    const unsigned month = static_cast<unsigned>(world_.timeline.date(today).month());
    shared_.calendar_month = static_cast<int>(month);
    start_month();
  }
  const sim::Money outstanding = total_.balance(Account::principal);
  const sim::Day report_start =
      world_.timeline.first_day(static_cast<int>(scenario.run.warm_up_months));
  const double rise = shared_.economy.unemployment - world_.economy.front().unemployment;
  shared_.funding =
      grant_funding(scenario.funding, scenario.portfolio.borrowers,
                    {.day = today - report_start,
                     .funded = std::span(funded_).first(scenario.funding.partners.size()),
                     .own = own_part(),
                     .capital = equity() + income_so_far(),
                     .unemployment_rise = rise * 100.0});
  shared_.limits = limit_climate(scenario.limits, rise, outstanding);
  if (shared_.funding.is_short && scenario.funding.when_short != WhenShort::lend_on) {
    shared_.limits.no_raises = true;
    shared_.limits.portfolio_full |= scenario.funding.when_short == WhenShort::freeze;
  }
  shared_.agent_share = service_probability(
      agent_capacity(scenario.collections, scenario.portfolio.borrowers), agent_demand_);
}

void Lender::dusk(const std::vector<Shard>& shards) {
  add_up(shards);
  book_interest(shards);
  book_funding();
  book_guarantees(shards);
  sweep_cash();
  if (world_.timeline.is_last_of_month(shared_.today)) {
    book_allowance(shards);
    if (world_.scenario.provisioning.estimate == LossEstimate::roll_rates) observe_rolls(shards);
    pay_dividend();
    state_month(shards);
    refit_score(shards);
  }
  CHECK(total_.trial_balance() == sim::Money{}, "the books are out by {} on day {}",
        sim::to_text(total_.trial_balance()), shared_.today.value());
}

void Lender::add_up(const std::vector<Shard>& shards) {
  total_ = own_;
  funded_ = {};
  std::int64_t demand = 0;
  for (const Shard& shard : shards) {
    total_ += shard.books;
    demand += shard.agent_demand;
    for (std::size_t i = 0; i < partners_max; ++i) funded_[i] += shard.partner_funded[i];
  }
  agent_demand_ = static_cast<double>(demand);
}

void Lender::post(Account debit, Account credit, sim::Money amount) {
  if (amount < sim::Money{}) {
    std::swap(debit, credit);
    amount = -amount;
  }
  own_.post(debit, credit, amount);
  total_.post(debit, credit, amount);
}

void Lender::book_interest(const std::vector<Shard>& shards) {
  sim::Int128 accrued = 0;
  sim::Int128 suspended = 0;
  sim::Money suspended_due;
  for (const Shard& shard : shards) {
    accrued += shard.accrued;
    suspended += shard.suspended_accrued;
    suspended_due += shard.suspended_due + shard.suspended_principal;
    benefits_.accrue(shard.forgone);
  }
  // The account holds the exact sum over all loans, rounded once.
  post(Account::interest_accrued, Account::interest_income,
       as_money(accrued) - total_.balance(Account::interest_accrued));
  // What impaired loans owe of interest is taken back when they become so, and is income as they
  // pay it.
  post(Account::interest_income, Account::interest_suspense,
       suspended_due + as_money(suspended) + total_.balance(Account::interest_suspense));
  const BenefitBook::Expense benefits = benefits_.expense();
  post(Account::rate_discounts, Account::interest_income,
       benefits.discounts - benefits_booked_.discounts);
  post(Account::interest_free_days, Account::interest_income,
       benefits.free_days - benefits_booked_.free_days);
  benefits_booked_ = benefits;
}

void Lender::book_funding() {
  const FundingParameters& funding = world_.scenario.funding;
  sim::Money cost;
  for (std::size_t i = 0; i < funding.partners.size(); ++i) {
    partner_cost_[i].accrue(funded_[i], money_rate_ + funding.partners[i].spread);
    cost += partner_cost_[i].settle();
  }
  // What was borrowed last evening has cost the night between; this evening's sweep is still to
  // come.
  own_cost_.accrue(-total_.balance(Account::borrowings), money_rate_ + funding.own_spread);
  cost += own_cost_.settle();
  post(Account::funding_cost, Account::cash, cost);
}

// A partner's losses are made good from the first on, up to a share of what it has funded; what is
// recovered of them comes back.
void Lender::book_guarantees(const std::vector<Shard>& shards) {
  const std::vector<Partner>& partners = world_.scenario.funding.partners;
  for (std::size_t i = 0; i < partners.size(); ++i) {
    const std::int64_t most = std::llround(partners[i].first_loss.value * 1e6);
    if (most == 0) continue;
    sim::Money lent;
    sim::Money lost;
    for (const Shard& shard : shards) {
      lent += shard.partner_lent[i];
      lost += shard.partner_lost[i];
    }
    const sim::Money owed = std::clamp(lost, sim::Money{}, sim::scale(lent, most, 1'000'000));
    post(Account::guarantee_cost, Account::cash, owed - made_good_[i]);
    made_good_[i] = owed;
  }
}

void Lender::book_allowance(const std::vector<Shard>& shards) {
  sim::Money required;
  for (const Shard& shard : shards) required += shard.allowance;
  post(Account::impairment, Account::allowance, required + total_.balance(Account::allowance));
}

void Lender::observe_rolls(const std::vector<Shard>& shards) {
  ObservedRolls total;
  for (const Shard& shard : shards) {
    total += shard.rolls;
    // Shards write off and recover, and nothing else moves their allowance; they close no month.
    total.lost += shard.books.debits(Account::allowance);
    total.recovered += shard.books.credits(Account::recoveries);
  }
  rolls_.note(total);
}

// The lender holds no more cash than it must: it repays what it has borrowed, and borrows what it
// lacks.
void Lender::sweep_cash() {
  const sim::Money owed = -total_.balance(Account::borrowings);
  post(Account::cash, Account::borrowings, std::max(-total_.balance(Account::cash), -owed));
}

// The quarter's last month is over and its income known; what is paid out is borrowed at once.
void Lender::pay_dividend() {
  if (shared_.report_month < 0 || shared_.calendar_month % 3 != 0) return;
  const FundingParameters& funding = world_.scenario.funding;
  const sim::Money capital = equity() + income_so_far();
  post(Account::dividends, Account::cash,
       dividend(funding, capital, capital + total_.balance(Account::paid_in_capital),
                risk_weighted(funding, own_part())));
  sweep_cash();
}

sim::Money Lender::equity() const {
  return -(total_.balance(Account::paid_in_capital) + total_.balance(Account::retained_income) +
           total_.balance(Account::dividends));
}

sim::Money Lender::own_part() const {
  return total_.balance(Account::principal) + total_.balance(Account::partner_funding);
}

sim::Money Lender::income_so_far() const {
  sim::Money income;
  for (const AccountRow& row : chart_of_accounts) {
    if (is_of_income(row)) income -= total_.balance(row.account);
  }
  return income;
}

void Lender::state_month(const std::vector<Shard>& shards) {
  state_benefits(shards);
  if (shared_.report_month >= 0) state_income(income_so_far());
  close_month();
}

// What the warm-up's benefits cost is stated to nobody.
void Lender::state_benefits(const std::vector<Shard>& shards) {
  LateForgoneByTier late{};
  for (const Shard& shard : shards) {
    for (std::size_t tier = 0; tier < tiers_max; ++tier) late[tier] += shard.late_forgone[tier];
  }
  MonthMeasures of_warm_up;
  benefits_.state(late, shared_.report_month < 0 ? of_warm_up : measures_);
}

// Income and expenses are of the month, since the month before has been closed.
void Lender::state_income(sim::Money net) {
  using enum PortfolioMeasure;
  const auto record = [&](PortfolioMeasure measure, sim::Money amount) {
    measures_.add(measure, amount.minor());
  };
  for (const AccountRow& row : chart_of_accounts) {
    measures_.add(LedgerMeasure::balance, row.account, total_.balance(row.account).minor());
  }
  record(interest_income, -total_.balance(Account::interest_income));
  record(fee_income, -total_.balance(Account::fee_income));
  record(funding_cost, total_.balance(Account::funding_cost));
  record(impairment, total_.balance(Account::impairment));
  record(guarantee_cost, total_.balance(Account::guarantee_cost));
  record(collection_cost, total_.balance(Account::collection_cost));
  record(operating_cost, total_.balance(Account::operating_cost));
  record(benefit_cost, total_.balance(Account::rate_discounts) +
                           total_.balance(Account::interest_free_days) +
                           total_.balance(Account::priority_service));
  record(net_income, net);
  record(capital, equity() + net);
  record(dividends, total_.balance(Account::dividends));
  record(risk_weighted_assets, risk_weighted(world_.scenario.funding, own_part()));
  record(allowance, -total_.balance(Account::allowance));
  measures_.add(economy_unemployment_ppm, std::llround(shared_.economy.unemployment * 1e6));
  measures_.add(economy_policy_rate_ppm, std::llround(shared_.economy.policy_rate * 1e6));
}

// Income and expenses go to equity, and dividends off it. What the warm-up earned is paid out when
// it ends, and what it lost is paid in, so that the report starts with the opening capital.
void Lender::close_month() {
  for (const AccountRow& row : chart_of_accounts) {
    if (is_closed_monthly(row)) {
      post(Account::retained_income, row.account, total_.balance(row.account));
    }
  }
  if (shared_.report_month == -1) {
    post(Account::retained_income, Account::cash, -total_.balance(Account::retained_income));
    sweep_cash();
  }
}

void Lender::refit_score(const std::vector<Shard>& shards) {
  const ScoringParameters& scoring = world_.scenario.scoring;
  const std::int64_t months_over = shared_.report_month + 1;
  if (scoring.refit.every == 0 || months_over <= 0 || months_over % scoring.refit.every != 0)
    return;
  std::vector<SeenApplication> known;
  for (const Shard& shard : shards) {
    shard.applications.for_each_known(shared_.month,
                                      [&](const SeenApplication& one) { known.push_back(one); });
  }
  // By shard they came; one shard has those of a person in their order.
  std::stable_sort(known.begin(), known.end(),
                   [](const SeenApplication& a, const SeenApplication& b) {
                     return std::pair(a.day, a.seat) < std::pair(b.day, b.seat);
                   });
  std::optional<Refit> made = refit(scoring.model, scoring.refit, known);
  if (!made) return;
  made->month = shared_.month;
  ScoringParameters fitted = scoring;
  fitted.model = made->model;
  shared_.scorecard = Scorecard(fitted);
  measures_.add(PortfolioMeasure::refits, 1);
  if (tell_refit_) tell_refit_(*made);
}

}  // namespace models
