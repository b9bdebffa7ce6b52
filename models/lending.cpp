#include "models/lending.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <variant>

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
  CutOffSide side = CutOffSide::above;
};

// One product by demand among those whose smallest loan the limit and the household's prudence
// allow, then an amount that both allow.
Request request_of(const Context& c, const Borrower& b, double u_product, double u_amount) {
  const std::vector<ProductTerms>& products = c.world.products;
  const double committable =
      c.world.scenario.household.committed_max.value * b.income - b.instalments;
  const sim::Money headroom = b.limit - b.principal;
  const auto prudent = [&](const ProductTerms& product) { return committable * product.months; };
  const auto fits = [&](const ProductTerms& product) {
    return product.amount_min <= headroom &&
           static_cast<double>(product.amount_min.minor()) <= prudent(product);
  };
  double demand = 0;
  for (const ProductTerms& product : products) demand += fits(product) ? product.demand : 0.0;
  Request request;
  if (demand <= 0) return request;
  double point = u_product * demand;
  for (std::size_t i = 0; i < products.size(); ++i) {
    if (products[i].demand <= 0 || !fits(products[i])) continue;
    request.product = i;
    point -= products[i].demand;
    if (point < 0) break;
  }
  const ProductTerms& product = products[request.product];
  constexpr double most_minor = 1e12;
  const sim::Money most = std::min(headroom, sim::nearest(std::min(prudent(product), most_minor)));
  const sim::Money income = sim::nearest(b.inflow_mean);
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
  loan.overridden = request.side == CutOffSide::below;
  loan.instalments = static_cast<std::uint8_t>(product.plan.instalments);
  if (product.shape == Shape::equal_instalment) {
    const Terms terms{.principal = request.amount,
                      .rate = price.paid,
                      .shape = product.shape,
                      .day_count = product.day_count,
                      .plan = product.plan};
    loan.instalment =
        c.shard.annuities.instalment(request.product, terms, c.world.timeline, c.today());
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
  c.count(CutOffMeasure::originations, request.side);
  c.count(CutOffMeasure::originated_amount, loan, request.amount);
  c.count(TermMeasure::originations, loan);
  c.count(VintageMeasure::originations, loan, 1);
  c.count(VintageMeasure::originated_amount, loan, request.amount.minor());
}

}  // namespace

double monthly_instalment(const World& world, const Loan& loan) {
  const ProductTerms& product = world.products[loan.product];
  constexpr double months_a_year = 12.0;
  constexpr double half = 0.5;  // the balance is about half the loan over its life
  return static_cast<double>(loan.original.minor()) *
         (1.0 / product.months + half * loan.rate_ppm * 1e-6 / months_a_year);
}

namespace {

// Writes down what the lender sees of somebody who is about to apply, as the score saw it that is
// in force. Whether it does: the person is of the sample and has not defaulted before.
bool write_down(const Context& c, const Borrower& b) {
  if (c.world.followed <= 0 || b.defaulted) return false;
  sim::Stream luck(c.world.key, purpose::followed, person(b), sim::Day(0));
  if (!sim::chance(luck, c.world.followed)) return false;
  const ScoringParameters& scoring = c.world.scenario.scoring;
  const sim::Day updated(b.next_score - scoring.refresh_every.value);
  const FeatureValues values = values_of(seen_view(c, b, updated));
  const auto& characteristics = std::get<PointsScore>(scoring.model).characteristics;
  std::array<std::uint8_t, characteristics_max> classes{};
  for (std::size_t i = 0; i < characteristics.size(); ++i) {
    const float value = values[static_cast<std::size_t>(characteristics[i].feature)];
    classes[i] = static_cast<std::uint8_t>(class_of(characteristics[i], value));
  }
  c.shard.applications.note({.day = c.today().value(),
                             .seat = b.seat,
                             .month = c.shared.month,
                             .generation = b.generation,
                             .score = b.score,
                             .below = !c.shared.scorecard.accepts(b.score)},
                            std::span(classes).first(characteristics.size()));
  return true;
}

}  // namespace

void need_credit(const Context& c, std::uint32_t borrower, const EventLuck& luck) {
  Borrower& b = c.shard.borrowers[borrower];
  if (b.status != SeatStatus::member || !c.shared.lends) return;
  const Scenario& scenario = c.world.scenario;
  c.count(PortfolioMeasure::applications);
  c.count(TierMeasure::applications, b.tier);
  c.count(SegmentMeasure::applications, b.segment);
  c.shard.books.post(Account::operating_cost, Account::cash, scenario.costs.application);
  const bool written = write_down(c, b);
  if ((b.applications & 15U) != 15U) ++b.applications;

  const double u_product = luck.uniform(0);
  const double u_amount = luck.uniform(1);
  const double u_funding = luck.uniform(2);
  const double u_override = luck.uniform(3);

  const CutOffSide side =
      c.shared.scorecard.accepts(b.score) ? CutOffSide::above : CutOffSide::below;
  c.count(CutOffMeasure::applications, side);
  if (side == CutOffSide::below && u_override >= scenario.scoring.accept_rejected.value) {
    c.count(PortfolioMeasure::declined_score);
    return;
  }
  Request request = b.frozen ? Request{} : request_of(c, b, u_product, u_amount);
  request.side = side;
  if (request.amount <= sim::Money{}) {
    c.count(PortfolioMeasure::declined_limit);
    if (written) c.shard.applications.forget_last();
    return;
  }
  const FundingChoice funding = choose_funding(c.shared.funding, u_funding);
  if (c.shared.limits.portfolio_full || funding.kind == FundingChoice::Kind::declined) {
    c.count(PortfolioMeasure::declined_funding);
    if (written) c.shard.applications.forget_last();
    return;
  }
  if (written) c.shard.applications.accept_last();
  c.count(PortfolioMeasure::approvals);
  c.count(TierMeasure::approvals, b.tier);
  c.count(SegmentMeasure::approvals, b.segment);
  const Price price = price_of(c, b, request.product);
  if (static_cast<double>(b.buffer.minor()) < reserve(c.world, b)) {
    b.buffer += sim::nearest(scenario.household.loan_kept.value *
                             static_cast<double>(request.amount.minor()));
  }
  open_loan(c, borrower, request, price, funding);
}

}  // namespace models
