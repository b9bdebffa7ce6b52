#include "models/lender.hpp"

#include <cmath>

#include "models/accrual.hpp"
#include "models/collections.hpp"
#include "models/need.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

sim::Rate rate_of(double fraction) {
  return sim::Rate::of_ppm(std::llround(fraction * 1e6));
}

constexpr std::size_t index(Account account) {
  return static_cast<std::size_t>(account);
}

}  // namespace

Lender::Lender(const World& world)
    : world_(world),
      capital_(opening_capital(world.scenario.funding, world.scenario.portfolio.borrowers)) {
  shared_.jobs.resize(world.jobs.size());
}

void Lender::start_month() {
  const auto month = static_cast<std::size_t>(shared_.month);
  const EconomyMonth& now = world_.economy[month];
  const EconomyMonth& first = world_.economy.front();
  const double rise = now.unemployment - first.unemployment;
  shared_.economy = now;
  shared_.frailty = world_.frailty[month];
  shared_.policy_rate_change = rate_of(now.policy_rate) - rate_of(first.policy_rate);
  shared_.policy_rate = rate_of(now.policy_rate);
  if (month > 0) shared_.real_cost *= sim::exp_of((now.inflation - now.wage_growth) / 12.0);
  for (std::size_t segment = 0; segment < world_.jobs.size(); ++segment) {
    shared_.jobs[segment] = world_.jobs[segment][month];
  }
  set_price_ratios();
  shared_.layoffs.draw(world_.key, world_.network.employers(), shared_.month,
                       shared_.jobs.front().employer_hit);
  shared_.allowances = Allowances(world_.scenario.provisioning, rise * 100.0);
}

// What credit costs members, which moves their need for it.
void Lender::set_price_ratios() {
  const PriceList& prices = world_.prices;
  shared_.price_ratios.clear();
  for (std::size_t tier = 0; tier < world_.tiers.size(); ++tier) {
    for (std::size_t band = 0; band < prices.bands(); ++band) {
      const Price price =
          prices.price_in(band, {.tier_discount = world_.tiers.tier(tier).rate_discount,
                                 .product_add = world_.scenario.products.front().rate_add,
                                 .policy_rate_change = shared_.policy_rate_change,
                                 .policy_rate = shared_.policy_rate,
                                 .term_years = world_.products.front().years});
      shared_.price_ratios.push_back(price_ratio(world_.scenario.need, price.paid));
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
  sim::Money funded;
  for (const sim::Money amount : funded_) funded += amount;
  const sim::Day report_start =
      world_.timeline.first_day(static_cast<int>(scenario.run.warm_up_months));
  shared_.funding = grant_funding(
      scenario.funding, scenario.portfolio.borrowers, today - report_start,
      std::span(funded_).first(scenario.funding.partners.size()), outstanding - funded);
  shared_.limits = limit_climate(scenario.limits,
                                 shared_.economy.unemployment - world_.economy.front().unemployment,
                                 outstanding);
  shared_.agent_share = service_probability(
      agent_capacity(scenario.collections, scenario.portfolio.borrowers), agent_demand_);
}

void Lender::dusk(const std::vector<Shard>& shards) {
  add_up(shards);
  book_interest(shards);
  book_funding();
  if (world_.timeline.is_last_of_month(shared_.today)) {
    book_allowance(shards);
    state_income();
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
  for (const Shard& shard : shards) {
    accrued += shard.accrued;
    discount_accrued_ += shard.discount_velocity;
  }
  // The account holds the exact sum over all loans, rounded once.
  post(Account::interest_accrued, Account::interest_income,
       as_money(accrued) - total_.balance(Account::interest_accrued));
  const sim::Money discount = as_money(discount_accrued_);
  post(Account::benefit_cost, Account::interest_income, discount - discount_booked_);
  discount_booked_ = discount;
}

void Lender::book_funding() {
  const FundingParameters& funding = world_.scenario.funding;
  const sim::Rate policy = rate_of(shared_.economy.policy_rate);
  sim::Money cost;
  sim::Money funded;
  for (std::size_t i = 0; i < funding.partners.size(); ++i) {
    partner_cost_[i].accrue(funded_[i], policy + funding.partners[i].spread);
    cost += partner_cost_[i].settle();
    funded += funded_[i];
  }
  own_cost_.accrue(total_.balance(Account::principal) - funded, policy + funding.own_spread);
  cost += own_cost_.settle();
  post(Account::funding_cost, Account::cash, cost);
}

void Lender::book_allowance(const std::vector<Shard>& shards) {
  sim::Money required;
  for (const Shard& shard : shards) required += shard.allowance;
  post(Account::impairment, Account::allowance, required + total_.balance(Account::allowance));
}

void Lender::state_income() {
  std::array<sim::Money, Books::accounts> now{};
  for (std::size_t i = 0; i < Books::accounts; ++i) {
    now[i] = total_.balance(static_cast<Account>(i));
  }
  const auto of_month = [&](Account account) {
    return now[index(account)] - last_month_[index(account)];
  };
  const sim::Money income = -(of_month(Account::interest_income) + of_month(Account::recoveries) +
                              of_month(Account::fee_income));
  const sim::Money expense = of_month(Account::funding_cost) + of_month(Account::impairment) +
                             of_month(Account::collection_cost) +
                             of_month(Account::operating_cost) + of_month(Account::benefit_cost);
  if (shared_.report_month >= 0) {
    const auto record = [&](PortfolioMeasure measure, std::int64_t amount) {
      measures_.add(measure, amount);
    };
    record(PortfolioMeasure::interest_income, -of_month(Account::interest_income).minor());
    record(PortfolioMeasure::funding_cost, of_month(Account::funding_cost).minor());
    record(PortfolioMeasure::impairment, of_month(Account::impairment).minor());
    record(PortfolioMeasure::collection_cost, of_month(Account::collection_cost).minor());
    record(PortfolioMeasure::operating_cost, of_month(Account::operating_cost).minor());
    record(PortfolioMeasure::benefit_cost, of_month(Account::benefit_cost).minor());
    record(PortfolioMeasure::fee_income, -of_month(Account::fee_income).minor());
    record(PortfolioMeasure::net_income, (income - expense).minor());
    capital_ += income - expense;
    record(PortfolioMeasure::capital, capital_.minor());
    sim::Money own = now[index(Account::principal)];
    for (const sim::Money funded : funded_) own -= funded;
    record(PortfolioMeasure::risk_weighted_assets,
           risk_weighted(world_.scenario.funding, own).minor());
    record(PortfolioMeasure::allowance, -now[index(Account::allowance)].minor());
    record(PortfolioMeasure::economy_unemployment_ppm,
           std::llround(shared_.economy.unemployment * 1e6));
    record(PortfolioMeasure::economy_policy_rate_ppm,
           std::llround(shared_.economy.policy_rate * 1e6));
  }
  last_month_ = now;
}

}  // namespace models
