#include "models/lending.hpp"

#include <algorithm>
#include <cmath>

#include "models/books.hpp"
#include "models/household.hpp"
#include "models/life.hpp"
#include "models/need.hpp"
#include "models/pricing.hpp"
#include "models/purposes.hpp"
#include "sim/draws.hpp"

namespace models {
namespace {

struct Request {
  std::size_t product = 0;
  sim::Money amount;  // zero when no product fits
};

// The principal repaid a month, as a share of the loan.
double monthly_share(const ProductTerms& product) {
  constexpr double days_a_month = 30.4375;
  const double months_a_period =
      product.plan.every_days == 0 ? 1.0 : product.plan.every_days / days_a_month;
  return 1.0 / std::max(1.0, months_a_period * product.plan.instalments);
}

// One product by demand among those whose smallest loan the limit and the household's prudence
// allow, then an amount that both allow.
Request request_of(const Context& c, const Borrower& b, double u_product, double u_amount) {
  const auto& products = c.world.scenario.products;
  const double committable =
      c.world.scenario.household.committed_max.value * b.income - b.instalments;
  const auto room = [&](std::size_t product) {
    const double prudent = committable / monthly_share(c.world.products[product]);
    return std::min(b.limit - b.principal, sim::nearest((std::clamp(prudent, 0.0, 1e12))));
  };
  const auto fits = [&](std::size_t product) {
    return c.world.product_demand[product] > 0 && products[product].amount_min <= room(product);
  };
  double demand = 0;
  for (std::size_t i = 0; i < products.size(); ++i) {
    if (fits(i)) demand += c.world.product_demand[i];
  }
  Request request;
  if (demand <= 0) return request;
  double point = u_product * demand;
  for (std::size_t i = 0; i < products.size(); ++i) {
    if (!fits(i)) continue;
    request.product = i;
    point -= c.world.product_demand[i];
    if (point < 0) break;
  }
  const ProductParameters& product = products[request.product];
  const sim::Money income = sim::nearest(b.inflow_mean);
  const sim::Money most = room(request.product);
  const sim::Money wanted = need_amount(c.world.scenario.need, income, most, u_amount);
  request.amount = std::min(std::clamp(wanted, product.amount_min, product.amount_max), most);
  return request;
}

// Links the loan into the borrower's list, lays its instalments into the calendar, and pays it out.
void open_loan(const Context& c, std::uint32_t borrower, const Request& request, const Price& price,
               const FundingChoice& funding) {
  const std::uint32_t slot = c.shard.take_loan();
  Borrower& b = c.shard.borrowers[borrower];
  Loan& loan = c.shard.loans[slot];
  const ProductTerms& product = c.world.products[request.product];
  const std::int32_t today = c.today().value();
  loan.original = request.amount;
  loan.opened = today;
  loan.accrued_to = today;
  loan.opened_month = static_cast<std::int16_t>(c.shared.month);
  loan.rate_ppm = static_cast<std::int32_t>(price.paid.ppm());
  loan.discount_ppm = static_cast<std::int32_t>(price.list.ppm() - price.paid.ppm());
  loan.borrower = borrower;
  loan.next_of_borrower = b.first_loan;
  loan.nth = ++b.loans_taken;
  loan.status = LoanStatus::open;
  loan.product = static_cast<std::uint8_t>(request.product);
  loan.tier = b.tier;
  loan.score = b.score;
  loan.instalments = static_cast<std::uint8_t>(product.plan.instalments);
  if (product.shape == Shape::equal_instalment) {
    loan.instalment = equal_instalment({.principal = request.amount,
                                        .rate = price.paid,
                                        .shape = product.shape,
                                        .day_count = product.day_count,
                                        .plan = product.plan},
                                       c.world.timeline, c.today());
  }
  if (funding.kind == FundingChoice::Kind::partner) {
    loan.partner = funding.partner;
    loan.partner_share_ppm = funded_ppm(c.world.scenario.funding.partners[funding.partner]);
  }
  b.first_loan = slot;
  ++b.open_loans;
  b.principal += request.amount;
  b.instalments += static_cast<float>(monthly_instalment(c.world, loan));
  {
    const LoanChange change(c, loan);
    loan.principal = request.amount;
    post_opening(c, loan);
  }
  loan.next_due = due_day(c.world.timeline, product.plan, c.today(), 1).value();
  c.schedule(sim::Day(loan.next_due), EventKind::InstalmentDue, slot);
  c.count(PortfolioMeasure::originations);
  c.count(PortfolioMeasure::originated_amount, request.amount);
  c.count(TierMeasure::originations, b.tier);
  c.count(TierMeasure::originated_amount, b.tier, request.amount.minor());
  c.count(VintageMeasure::originations, loan, 1);
  c.count(VintageMeasure::originated_amount, loan, request.amount.minor());
}

}  // namespace

double monthly_instalment(const World& world, const Loan& loan) {
  const ProductTerms& product = world.products[loan.product];
  constexpr double months_a_year = 12.0;
  constexpr double half = 0.5;  // the balance is about half the loan over its life
  return static_cast<double>(loan.original.minor()) *
         (monthly_share(product) + half * loan.rate_ppm * 1e-6 / months_a_year);
}

void need_credit(const Context& c, std::uint32_t borrower) {
  Borrower& b = c.shard.borrowers[borrower];
  if (b.status != SeatStatus::member) return;
  const Scenario& scenario = c.world.scenario;
  c.count(PortfolioMeasure::applications);
  c.shard.books.post(Account::operating_cost, Account::cash, scenario.costs.application);
  if ((b.applications & 15U) != 15U) ++b.applications;

  sim::Stream luck(c.world.key, purpose::application, person(c, borrower), c.today());
  const double u_product = sim::uniform(luck);
  const double u_amount = sim::uniform(luck);
  const double u_funding = sim::uniform(luck);

  if (!c.world.scorecard.accepts(b.score)) {
    c.count(PortfolioMeasure::declined_score);
    return;
  }
  const Request request = b.frozen ? Request{} : request_of(c, b, u_product, u_amount);
  if (request.amount <= sim::Money{}) {
    c.count(PortfolioMeasure::declined_limit);
    return;
  }
  const FundingChoice funding = choose_funding(c.shared.funding, u_funding);
  if (c.shared.limits.portfolio_full || funding.kind == FundingChoice::Kind::declined) {
    c.count(PortfolioMeasure::declined_funding);
    return;
  }
  c.count(PortfolioMeasure::approvals);
  const Price price = price_of(c, b, request.product);
  if (static_cast<double>(b.buffer.minor()) < reserve(c.world, b)) {
    b.buffer += sim::nearest(scenario.household.loan_kept.value *
                             static_cast<double>(request.amount.minor()));
  }
  open_loan(c, borrower, request, price, funding);
}

}  // namespace models
