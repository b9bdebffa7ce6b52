#include "models/month_end.hpp"

#include <array>

#include "models/accrual.hpp"
#include "models/books.hpp"
#include "models/closing.hpp"
#include "models/delinquency.hpp"
#include "models/provisioning.hpp"
#include "models/restructuring.hpp"
#include "models/scoring.hpp"
#include "models/tier_migration.hpp"
#include "sim/prefetch.hpp"

namespace models {
namespace {

constexpr int default_dpd = 90;

// A friend hears of the default tomorrow.
void tell_friends(const Context& c, std::uint32_t borrower) {
  if (c.world.scenario.network.influence.value <= 0) return;
  for (const std::uint32_t seat : c.world.network.friends(c.seat_of(borrower))) {
    c.outbox.send(seat / c.seats_per_shard, {.seat = seat});
  }
}

struct Stocks {
  std::array<std::int64_t, static_cast<std::size_t>(PortfolioMeasure::count_)> portfolio{};
  std::array<std::array<std::int64_t, static_cast<std::size_t>(TierMeasure::count_)>, tiers_max>
      tiers{};
  std::array<std::array<std::int64_t, static_cast<std::size_t>(SegmentMeasure::count_)>,
             segments_max>
      segments{};
  std::array<std::array<std::int64_t, static_cast<std::size_t>(IndustryMeasure::count_)>,
             industries_max>
      industries{};
  std::array<std::array<std::int64_t, static_cast<std::size_t>(CutOffMeasure::count_)>,
             cut_off_sides>
      sides{};
  std::array<std::int64_t, term_class_months.size()> loans_by_term{};
  std::array<std::array<std::int64_t, static_cast<std::size_t>(ScoreBandMeasure::count_)>,
             score_band_from.size()>
      bands{};
  std::array<std::int64_t, score_bins> members_by_score{};

  std::int64_t& operator[](PortfolioMeasure measure) {
    return portfolio[static_cast<std::size_t>(measure)];
  }
  std::int64_t& at(std::uint8_t tier, TierMeasure measure) {
    return tiers[tier][static_cast<std::size_t>(measure)];
  }
  std::int64_t& at(std::uint8_t segment, SegmentMeasure measure) {
    return segments[segment][static_cast<std::size_t>(measure)];
  }
  std::int64_t& at(std::uint8_t industry, IndustryMeasure measure) {
    return industries[industry][static_cast<std::size_t>(measure)];
  }
  std::int64_t& at(std::size_t band, ScoreBandMeasure measure) {
    return bands[band][static_cast<std::size_t>(measure)];
  }
  std::int64_t& at(CutOffSide side, CutOffMeasure measure) {
    return sides[static_cast<std::size_t>(side)][static_cast<std::size_t>(measure)];
  }
};

// Adds what is not zero to the month's measures, by tier, segment, industry or side of the cut-off.
template <class Measure, class Row = std::uint8_t, class Rows>
void count_rows(const Context& c, const Rows& rows) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t i = 0; i < rows[row].size(); ++i) {
      if (rows[row][i] == 0) continue;
      c.count(static_cast<Measure>(i), static_cast<Row>(row), rows[row][i]);
    }
  }
}

PortfolioMeasure measure_of(Stage stage) {
  switch (stage) {
    case Stage::one:
      return PortfolioMeasure::stage_1;
    case Stage::two:
      return PortfolioMeasure::stage_2;
    case Stage::three:
    case Stage::count_:
      break;
  }
  return PortfolioMeasure::stage_3;
}

PortfolioMeasure measure_of(Category category) {
  switch (category) {
    case Category::normal:
      return PortfolioMeasure::normal;
    case Category::special_mention:
      return PortfolioMeasure::special_mention;
    case Category::substandard:
      return PortfolioMeasure::substandard;
    case Category::doubtful:
      return PortfolioMeasure::doubtful;
    case Category::loss:
    case Category::count_:
      break;
  }
  return PortfolioMeasure::loss;
}

// Interest is suspended from some lateness on, and resumed when nothing is overdue any more [P]
// (FFIEC, instructions to the Call Report, "nonaccrual status"): a loan that has caught up a part
// of what it owes is no better.
void follow_impairment(const Context& c, Loan& loan, std::int32_t dpd) {
  const std::int32_t from = c.world.scenario.provisioning.suspend_interest_dpd.value;
  if (loan.suspended) {
    if (dpd == 0) set_suspended(c, loan, false);
  } else if (from > 0 && dpd >= from) {
    set_suspended(c, loan, true);
  }
}

void measure_loan(const Context& c, std::uint32_t slot, Stocks& stocks) {
  Loan& loan = c.shard.loans[slot];
  Borrower& b = c.shard.borrowers[loan.borrower];
  const std::int32_t dpd = days_past_due(loan, c.today());
  const std::size_t bucket = index_of(bucket_of(dpd));
  const std::int64_t balance = loan.principal.minor();
  const std::int32_t score_fall =
      in_probation(c.world, loan, c.today()) ? forborne : loan.score - b.score;

  follow_impairment(c, loan, dpd);
  const sim::Money earned = loan.suspended ? sim::Money{} : loan.interest_due;
  const sim::Money held = sim::Money::of_minor(loan.suspended_principal);
  c.shard.allowance +=
      c.shared.allowances.allowance({.exposure = loan.principal - loan.partner_part - held + earned,
                                     .dpd = dpd,
                                     .score_fall = score_fall});
  if (dpd > 0) {
    b.late_history = with_lateness(b.late_history, dpd);
    b.dpd_since_review = std::max(b.dpd_since_review, static_cast<std::uint16_t>(dpd));
    b.late_months = static_cast<float>(b.late_months + 1.0 / b.open_loans);
  }
  if (dpd >= default_dpd) {
    note_default(c, loan);
    b.bad_since_observed = true;
    if (!b.defaulted) {
      b.defaulted = true;
      tell_friends(c, loan.borrower);
    }
  }

  ++stocks[PortfolioMeasure::loans];
  ++stocks.loans_by_term[c.world.products[loan.product].term_class];
  stocks[PortfolioMeasure::balance] += balance;
  stocks[PortfolioMeasure::funding_used] += loan.partner_part.minor();
  stocks[PortfolioMeasure::own_funds_used] += (loan.principal - loan.partner_part).minor();
  if (loan.restructured != never) stocks[PortfolioMeasure::restructured_balance] += balance;
  stocks[measure_of(c.shared.allowances.stage_of(dpd, score_fall))] += balance;
  stocks[measure_of(five_category(dpd))] += balance;
  stocks.at(b.tier, TierMeasure::balance) += balance;
  stocks.at(b.segment, SegmentMeasure::balance) += balance;
  const std::uint8_t industry = c.world.industry_of(b.employer);
  stocks.at(industry, IndustryMeasure::balance) += balance;
  stocks.at(side_of(loan), CutOffMeasure::balance) += balance;
  if (dpd >= 30) {
    stocks[PortfolioMeasure::balance_30] += balance;
    stocks.at(b.tier, TierMeasure::balance_30) += balance;
    stocks.at(b.segment, SegmentMeasure::balance_30) += balance;
    stocks.at(industry, IndustryMeasure::balance_30) += balance;
    stocks.at(side_of(loan), CutOffMeasure::balance_30) += balance;
  }
  if (dpd >= default_dpd) {
    stocks[PortfolioMeasure::balance_90] += balance;
    stocks.at(b.tier, TierMeasure::balance_90) += balance;
  }
  if (c.measures != nullptr) {
    c.count(VintageMeasure::balance, loan, balance);
    if (dpd >= 30) c.count(VintageMeasure::balance_30, loan, balance);
    c.count_roll(loan, bucket, loan.principal);
    c.measures->add(BucketMeasure::loans, bucket, 1);
    c.measures->add(BucketMeasure::balance, bucket, balance);
  }
  if (c.world.scenario.provisioning.estimate == LossEstimate::roll_rates) {
    if (loan.opened_month != c.shared.month)
      c.shard.rolls.rolled[loan.bucket][bucket] += loan.principal;
    c.shard.month_starts_with[bucket] += loan.principal;
  }
  loan.bucket = static_cast<std::uint8_t>(bucket);
}

// Each seat is observed once a year, in the month that its number gives, so that every month has a
// twelfth of the members with a loan; a year later it is told what became of them.
void observe(const Context& c, Borrower& b) {
  const int month = c.shared.report_month;
  if (!is_observed_in(b.seat, month)) return;
  if (b.observed_bin != not_observed) {
    const bool left = b.observed_bin > bin_bits;
    const bool bad = left ? (b.observed_bin & left_bad) != 0 : b.bad_since_observed;
    const auto bin = static_cast<std::size_t>(b.observed_bin & bin_bits);
    c.measures->add(ScorePowerMeasure::accounts, bin, 1);
    c.measures->add(ScorePowerMeasure::bad, bin, bad ? 1 : 0);
  }
  b.observed_bin = not_observed;
  b.bad_since_observed = false;
  const bool observed = b.status == SeatStatus::member && b.open_loans > 0 && !b.defaulted;
  if (observed) b.observed_bin = static_cast<std::uint8_t>(score_bin_of(b.score));
}

void measure_borrower(const Context& c, std::uint32_t borrower, Stocks& stocks) {
  Borrower& b = c.shard.borrowers[borrower];
  if (c.measures != nullptr) observe(c, b);
  if (b.status == SeatStatus::vacant) return;
  if (year_ends(c.shared.report_month)) note_migration(c, borrower);
  const std::uint8_t industry = c.world.industry_of(b.employer);
  ++stocks[PortfolioMeasure::labour_force];
  ++stocks.at(b.segment, SegmentMeasure::labour_force);
  ++stocks.at(industry, IndustryMeasure::labour_force);
  if (!b.employed) {
    ++stocks[PortfolioMeasure::jobless];
    ++stocks.at(b.segment, SegmentMeasure::jobless);
    ++stocks.at(industry, IndustryMeasure::jobless);
  }
  if (b.status == SeatStatus::barred) {
    ++stocks[PortfolioMeasure::barred];
  } else {
    ++stocks[PortfolioMeasure::members];
    if (b.dormant) ++stocks[PortfolioMeasure::dormant];
    stocks[PortfolioMeasure::limit_total] += b.limit.minor();
    ++stocks.at(b.tier, TierMeasure::members);
    ++stocks.at(b.segment, SegmentMeasure::members);
    stocks.at(b.tier, TierMeasure::limit_total) += b.limit.minor();
    const std::size_t band = score_band_of(b.score);
    ++stocks.at(band, ScoreBandMeasure::members);
    stocks.at(band, ScoreBandMeasure::limit_total) += b.limit.minor();
    stocks.at(band, ScoreBandMeasure::balance) += b.principal.minor();
    if (is_scored(b)) ++stocks.members_by_score[score_bin_of(b.score)];
  }
}

}  // namespace

void close_day(Shard& shard) {
  shard.accrued += shard.velocity;
  shard.suspended_accrued += shard.suspended_velocity;
}

void measure_month(const Context& c) {
  Stocks stocks;
  c.shard.allowance = sim::Money{};
  for (std::size_t b = 0; b < bucket_count; ++b)
    c.shard.rolls.exposed[b] += c.shard.month_starts_with[b];
  c.shard.month_starts_with = {};
  const std::vector<Loan>& loans = c.shard.loans;
  for (std::uint32_t slot = 0; slot < loans.size(); ++slot) {
    if (slot + sim::prefetch_distance < loans.size()) {
      const Loan& ahead = loans[slot + sim::prefetch_distance];
      if (ahead.status == LoanStatus::open) sim::prefetch(c.shard.borrowers[ahead.borrower].limit);
    }
    if (loans[slot].status == LoanStatus::open) measure_loan(c, slot, stocks);
  }
  for (std::uint32_t i = 0; i < c.shard.borrowers.size(); ++i) measure_borrower(c, i, stocks);
  c.shard.applications.follow(c.shared.month, [&](std::uint32_t seat) -> const Borrower& {
    return c.shard.borrowers[c.shard.place_of(seat)];
  });
  c.shard.books.post(
      Account::operating_cost, Account::cash,
      sim::scale(c.world.scenario.costs.account_month, stocks[PortfolioMeasure::loans], 1));
  for (std::size_t i = 0; i < stocks.portfolio.size(); ++i) {
    if (stocks.portfolio[i] != 0) c.count(static_cast<PortfolioMeasure>(i), stocks.portfolio[i]);
  }
  count_rows<TierMeasure>(c, stocks.tiers);
  count_rows<SegmentMeasure>(c, stocks.segments);
  count_rows<IndustryMeasure>(c, stocks.industries);
  count_rows<CutOffMeasure, CutOffSide>(c, stocks.sides);
  if (c.measures == nullptr) return;
  for (std::size_t term = 0; term < stocks.loans_by_term.size(); ++term)
    c.measures->add(TermMeasure::loans, term, stocks.loans_by_term[term]);
  for (std::size_t band = 0; band < stocks.bands.size(); ++band) {
    for (std::size_t i = 0; i < stocks.bands[band].size(); ++i)
      c.measures->add(static_cast<ScoreBandMeasure>(i), band, stocks.bands[band][i]);
  }
  for (std::size_t bin = 0; bin < stocks.members_by_score.size(); ++bin)
    c.measures->add(ScoreMeasure::members, bin, stocks.members_by_score[bin]);
}

void audit(const Context& c) {
  sim::Money principal;
  sim::Money interest_due;
  sim::Money fees_deferred;
  std::array<sim::Money, partners_max> partner_funded{};
  sim::Int128 velocity = 0;
  ForgoneByTier forgone{};
  sim::Int128 accrued = 0;
  sim::Int128 suspended_velocity = 0;
  sim::Int128 suspended_accrued = 0;
  sim::Money suspended_due;
  sim::Money suspended_principal;
  // One a thread, and not one a shard: eight bytes a borrower, and no allocation.
  thread_local std::vector<sim::Money> owed;
  owed.assign(c.shard.borrowers.size(), sim::Money{});
  for (const Loan& loan : c.shard.loans) {
    if (loan.status != LoanStatus::open) continue;
    const ProductTerms& product = c.world.products[loan.product];
    const std::int64_t v = accrual_velocity(loan, product.late_ppm, product.day_count);
    principal += loan.principal;
    interest_due += loan.interest_due;
    fees_deferred += sim::Money::of_minor(loan.fee_deferred);
    velocity += v;
    if (!loan.suspended) {
      forgone[loan.tier] +=
          {discount_velocity(loan, product.day_count), free_days_velocity(loan, product.day_count)};
    }
    const std::int32_t nights = c.today().value() + 1 - loan.accrued_to;
    const sim::Int128 earned = loan.accrued + static_cast<sim::Int128>(v) * nights;
    accrued += earned;
    if (loan.suspended) {
      suspended_velocity += v;
      suspended_accrued += earned;
      suspended_due += loan.interest_due;
    }
    const sim::Money held = sim::Money::of_minor(loan.suspended_principal);
    CHECK(held <= loan.principal - loan.partner_part);
    suspended_principal += held;
    owed[loan.borrower] += loan.principal;
    if (loan.partner != no_partner) partner_funded[loan.partner] += loan.partner_part;
    CHECK(loan.overdue_principal <= loan.principal);
    CHECK((loan.unpaid == 0) == (loan.overdue_since == not_overdue));
  }
  sim::Money funded;
  for (std::size_t i = 0; i < partners_max; ++i) {
    CHECK(partner_funded[i] == c.shard.partner_funded[i], "what partner {} funds", i);
    funded += partner_funded[i];
  }
  const Books& books = c.shard.books;
  CHECK(books.balance(Account::principal) == principal, "control account {}, loans {}",
        sim::to_text(books.balance(Account::principal)), sim::to_text(principal));
  CHECK(books.balance(Account::interest_due) == interest_due, "control account {}, loans {}",
        sim::to_text(books.balance(Account::interest_due)), sim::to_text(interest_due));
  CHECK(-books.balance(Account::fees_deferred) == fees_deferred, "control account {}, loans {}",
        sim::to_text(-books.balance(Account::fees_deferred)), sim::to_text(fees_deferred));
  CHECK(-books.balance(Account::partner_funding) == funded, "control account {}, loans {}",
        sim::to_text(-books.balance(Account::partner_funding)), sim::to_text(funded));
  CHECK(c.shard.velocity == velocity, "the sum of interest velocities has drifted");
  CHECK(c.shard.forgone == forgone, "the sums of what benefits cost have drifted");
  CHECK(c.shard.accrued == accrued, "the sum of accrued interest has drifted");
  CHECK(c.shard.suspended_velocity == suspended_velocity, "suspended velocities have drifted");
  CHECK(c.shard.suspended_accrued == suspended_accrued, "suspended interest has drifted");
  CHECK(c.shard.suspended_due == suspended_due, "suspended interest that is due has drifted");
  CHECK(c.shard.suspended_principal == suspended_principal, "suspended principal has drifted");
  for (std::size_t i = 0; i < owed.size(); ++i) {
    CHECK(c.shard.borrowers[i].principal == owed[i], "what borrower {} of the shard owes", i);
  }
}

}  // namespace models
