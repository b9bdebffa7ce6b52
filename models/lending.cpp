#include "models/lending.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "models/apr_cap.hpp"
#include "models/books.hpp"
#include "models/credit_cost.hpp"
#include "models/household.hpp"
#include "models/life.hpp"
#include "models/need.hpp"
#include "models/pricing.hpp"
#include "models/purposes.hpp"
#include "models/retention.hpp"
#include "sim/draws.hpp"

namespace models {
namespace {

constexpr double months_a_year = 12.0;

struct Request {
  std::size_t product = 0;
  sim::Money amount;       // zero when no product fits
  bool held_back = false;  // the limit has room for one, but no household would commit to it
  CutOffSide side = CutOffSide::above;
};

// One product by demand among those whose smallest loan the limit and the household's prudence
// allow, then an amount that both allow.
Request request_of(const Context& c, const Borrower& b, double u_product, double u_amount) {
  const std::vector<ProductTerms>& products = c.world.products;
  const double committable =
      c.world.scenario.household.committed_max.value * b.income - b.instalments;
  const sim::Money headroom = b.limit - b.principal;
  // Most principal that the household would commit to.
  const auto prudent = [&](const ProductTerms& product) {
    const double most = committable - product.service_a_month;
    return most < product.commitment_least ? 0.0 : most * product.months;
  };
  const auto fits = [&](const ProductTerms& product) {
    const sim::Money owed = product.fee.owed(product.amount_min);
    return owed <= headroom && static_cast<double>(owed.minor()) <= prudent(product);
  };
  double demand = 0;
  for (const ProductTerms& product : products) demand += fits(product) ? product.demand : 0.0;
  Request request;
  if (demand <= 0) {
    request.held_back = std::ranges::any_of(products, [&](const ProductTerms& product) {
      return product.demand > 0 && product.fee.owed(product.amount_min) <= headroom;
    });
    return request;
  }
  double point = u_product * demand;
  for (std::size_t i = 0; i < products.size(); ++i) {
    if (products[i].demand <= 0 || !fits(products[i])) continue;
    request.product = i;
    point -= products[i].demand;
    if (point < 0) break;
  }
  const ProductTerms& product = products[request.product];
  constexpr double most_minor = 1e12;
  const sim::Money most = product.fee.amount_within(
      std::min(headroom, sim::nearest(std::min(prudent(product), most_minor))));
  const sim::Money income = sim::nearest(b.inflow_mean);
  const sim::Money wanted = need_amount(c.world.scenario.need, income, most, u_amount);
  request.amount = std::min(std::clamp(wanted, product.amount_min, product.amount_max), most);
  return request;
}

// The price of the loan within the cap on its annual percentage rate; nothing where no price is.
std::optional<Price> legal_price(const Context& c, const Borrower& b, const Request& request) {
  const Price price = price_of(c, b, request.product);
  const sim::Rate cap = c.world.scenario.pricing.apr_cap;
  if (cap == sim::Rate{}) return price;
  const LoanOffer offer = offer_of(c.world.products[request.product], request.amount, c.today());
  const AnnualCost cost(offer, c.world.timeline);
  const std::optional<sim::Rate> highest = cost.highest_within(cap, price.list);
  if (!highest) return std::nullopt;
  const bool lowered = *highest < price.list;
  const Price legal =
      lowered ? c.world.prices.price_under(*highest, price_view(c, b, request.product)) : price;
  if (lowered) c.count(PortfolioMeasure::price_capped);
  const double a_year =
      static_cast<double>(offer.terms.principal.minor()) * cost.apr(legal.paid).value_or(0);
  c.count(PortfolioMeasure::apr_cost, sim::nearest(a_year));
  return legal;
}

// The instalment that the loan keeps until it is planned anew; zero where none is planned.
sim::Money first_instalment(const Context& c, const Loan& loan) {
  const Terms terms = terms_of(c.world, loan);
  if (terms.repayment.shape == Shape::revolving)
    return expected_minimum(c.world, loan, loan.original);
  // Terms differ by product and by the days that a tier makes free.
  const std::size_t kind = loan.product | static_cast<std::size_t>(terms.free_days) << 8U;
  return c.shard.annuities.instalment(kind, terms, c.world.timeline, c.today());
}

// Links the loan into the borrower's list, lays its instalments into the calendar, and pays it out.
void open_loan(const Context& c, std::uint32_t borrower, const Request& request, const Price& price,
               const FundingChoice& funding) {
  const std::uint32_t slot = c.shard.take_loan();
  Borrower& b = c.shard.borrowers[borrower];
  Loan& loan = c.shard.loans[slot];
  const ProductTerms& product = c.world.products[request.product];
  const std::int32_t today = c.today().value();
  const sim::Money owed = product.fee.owed(request.amount);
  loan.original = owed;
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
  loan.overridden = request.side == CutOffSide::below;
  loan.instalments = static_cast<std::uint8_t>(product.plan.instalments);
  loan.instalment = first_instalment(c, loan);
  loan.coupon = free_days_of(c.world, loan) > 0;
  if (funding.kind == FundingChoice::Kind::partner) {
    loan.partner = funding.partner;
    loan.partner_share_ppm = funded_ppm(c.world.scenario.funding.partners[funding.partner]);
  }
  b.first_loan = slot;
  ++b.open_loans;
  b.principal += owed;
  b.instalments += static_cast<float>(monthly_instalment(c.world, loan));
  {
    const LoanChange change(c, loan);
    loan.principal = owed;
    post_opening(c, loan, product.fee.of(request.amount));
  }
  loan.next_due = due_day(c.world.timeline, product.plan, c.today(), 1).value();
  c.schedule(sim::Day(loan.next_due), EventKind::InstalmentDue, slot);
  if (loan.coupon) {
    c.schedule(c.today() + free_days_of(c.world, loan), EventKind::CouponOver, slot);
  }
  c.count(PortfolioMeasure::originations);
  c.count(PortfolioMeasure::originated_amount, owed);
  c.count(TierMeasure::originations, b.tier);
  c.count(TierMeasure::originated_amount, b.tier, owed.minor());
  c.count(CutOffMeasure::originations, request.side);
  c.count(CutOffMeasure::originated_amount, loan, owed);
  c.count(TermMeasure::originations, loan);
  c.count(VintageMeasure::originations, loan, 1);
  c.count(VintageMeasure::originated_amount, loan, owed.minor());
}

}  // namespace

Terms terms_of(const World& world, const Loan& loan) {
  const ProductTerms& product = world.products[loan.product];
  return {.principal = loan.original,
          .rate = sim::Rate::of_ppm(loan.rate_ppm),
          .repayment = repayment_of(world, loan),
          .day_count = product.day_count,
          .plan = due_plan_of(world, loan),
          .free_days = free_days_of(world, loan)};
}

sim::Money expected_minimum(const World& world, const Loan& loan, sim::Money owed) {
  const ProductTerms& product = world.products[loan.product];
  const double interest = static_cast<double>(owed.minor()) * loan.rate_ppm * 1e-6 *
                          product.period_months / months_a_year;
  if (loan.billed + 1 >= loan.instalments) return owed + sim::nearest(interest);
  return minimum_payment(product.repayment, owed, sim::nearest(interest));
}

void plan_next_instalment(const Context& c, Loan& loan, sim::Money instalment) {
  Borrower& b = c.shard.borrowers[loan.borrower];
  const double before = monthly_instalment(c.world, loan);
  loan.instalment = instalment;
  const double change = monthly_instalment(c.world, loan) - before;
  b.instalments = std::max(0.0F, b.instalments + static_cast<float>(change));
}

double monthly_instalment(const World& world, const Loan& loan) {
  const ProductTerms& product = world.products[loan.product];
  if (loan.restructured != never) return static_cast<double>(loan.instalment.minor());
  const Shape shape = product.repayment.shape;
  if (shape == Shape::step_up || shape == Shape::revolving) {
    const double a_month = std::min<double>(1.0 / product.period_months, loan.instalments);
    return static_cast<double>(loan.instalment.minor()) * a_month + product.service_a_month;
  }
  constexpr double half = 0.5;  // the balance is about half the loan over its life
  return static_cast<double>(loan.original.minor()) *
             (1.0 / product.months + half * loan.rate_ppm * 1e-6 / months_a_year) +
         product.service_a_month;
}

namespace {

// Writes down what the lender sees of somebody whose application is decided by the score, as the
// score saw it that is in force; where the person is of the sample and has not defaulted before.
void write_down(const Context& c, const Borrower& b, bool accepted) {
  if (c.world.followed <= 0 || b.defaulted) return;
  sim::Stream luck(c.world.key, purpose::followed, person(b), sim::Day(0));
  if (!sim::chance(luck, c.world.followed)) return;
  const ScoringParameters& scoring = c.world.scenario.scoring;
  const sim::Day updated(b.next_score - scoring.refresh_every.value);
  c.shard.applications.note({.day = c.today().value(),
                             .seat = b.seat,
                             .month = c.shared.month,
                             .generation = b.generation,
                             .score = b.score,
                             .below = !c.shared.scorecard.accepts(b.score),
                             .accepted = accepted,
                             .features = values_of(seen_view(c, b, updated))});
}

// Whether a loan was granted.
bool apply_for_loan(const Context& c, std::uint32_t borrower, Request request,
                    const EventLuck& luck) {
  Borrower& b = c.shard.borrowers[borrower];
  const Scenario& scenario = c.world.scenario;
  c.count(PortfolioMeasure::applications);
  c.count(TierMeasure::applications, b.tier);
  c.count(SegmentMeasure::applications, b.segment);
  c.shard.books.post(Account::operating_cost, Account::cash, scenario.costs.application);

  const double u_funding = luck.uniform(2);
  const double u_override = luck.uniform(3);

  const CutOffSide side =
      c.shared.scorecard.accepts(b.score) ? CutOffSide::above : CutOffSide::below;
  c.count(CutOffMeasure::applications, side);
  if (side == CutOffSide::below && u_override >= scenario.scoring.accept_rejected.value) {
    c.count(PortfolioMeasure::declined_score);
    write_down(c, b, false);
    return false;
  }
  request.side = side;
  if (request.amount <= sim::Money{}) {
    c.count(PortfolioMeasure::declined_limit);
    return false;
  }
  const FundingChoice funding = choose_funding(c.shared.funding, u_funding);
  if (c.shared.limits.portfolio_full || funding.kind == FundingChoice::Kind::declined) {
    c.count(PortfolioMeasure::declined_funding);
    return false;
  }
  const std::optional<Price> price = legal_price(c, b, request);
  if (!price) {
    c.count(PortfolioMeasure::declined_price);
    return false;
  }
  write_down(c, b, true);
  c.count(PortfolioMeasure::approvals);
  c.count(TierMeasure::approvals, b.tier);
  c.count(SegmentMeasure::approvals, b.segment);
  const sim::Money received = c.world.products[request.product].fee.received(request.amount);
  if (static_cast<double>(b.buffer.minor()) < reserve(c.world, b)) {
    b.buffer +=
        sim::nearest(scenario.household.loan_kept.value * static_cast<double>(received.minor()));
  }
  open_loan(c, borrower, request, *price, funding);
  return true;
}

}  // namespace

void need_credit(const Context& c, std::uint32_t borrower, const EventLuck& luck) {
  Borrower& b = c.shard.borrowers[borrower];
  if (b.status != SeatStatus::member || b.dormant || !c.shared.lends) return;
  const Request request = b.frozen ? Request{} : request_of(c, b, luck.uniform(0), luck.uniform(1));
  // A household that will not commit to any loan does not ask for one.
  if (request.held_back) {
    c.count(PortfolioMeasure::held_back);
    return;
  }
  if (!apply_for_loan(c, borrower, request, luck)) b.declines = with_decline(b.declines);
  // What is decided looks at the applications before.
  if ((b.applications & 15U) != 15U) ++b.applications;
}

}  // namespace models
