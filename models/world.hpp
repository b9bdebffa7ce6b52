// What one replication knows before its first day and never changes: the scenario with its policies
// made ready, the calendar, the path of the economy, the network.
#pragma once

#include <cstdint>
#include <vector>

#include "models/economy.hpp"
#include "models/jobs.hpp"
#include "models/markets.hpp"
#include "models/membership.hpp"
#include "models/network.hpp"
#include "models/payment.hpp"
#include "models/population.hpp"
#include "models/pricing.hpp"
#include "models/retention.hpp"
#include "models/scenario.hpp"
#include "models/schedule.hpp"
#include "models/scoring.hpp"
#include "models/strategy.hpp"
#include "sim/day.hpp"
#include "sim/rate.hpp"
#include "sim/stream.hpp"

namespace models {

// A product as the handlers need it.
struct ProductTerms {
  RepaymentRule repayment;
  sim::DayCount day_count = sim::DayCount::actual_365;
  DuePlan plan;
  OriginationFee fee;
  sim::Money service_fee;
  std::int64_t late_ppm = 0;  // late interest beyond the rate, as a part of it in millionths
  std::int32_t grace_days = 0;
  sim::Money amount_min;
  sim::Money amount_max;
  double demand = 0;
  // In how many months its principal would come back at the pace of the largest instalment, or of
  // a revolving loan's first; at least one.
  double months = 1;
  double period_months = 1;     // from one instalment to the next
  double commitment_least = 0;  // minor units a month, whatever the amount
  double service_a_month = 0;   // service fees, minor units
  double years = 1;             // that it runs
  std::size_t term_class = 0;
};

// A restructured loan is repaid in equal monthly instalments, whatever its product says.
inline constexpr RepaymentRule workout_rule{};

struct World {
  // `link` is that of a market to the home market, which has none.
  World(const Scenario& scenario, std::uint32_t replication, const EconomyLink& link = {});
  // Its products point to its business days.
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  const Scenario& scenario;
  sim::StreamKey key;
  sim::Timeline timeline;                   // warm-up and report
  SeverityLuck luck;                        // of the economy
  std::vector<EconomyMonth> economy;        // by simulated month
  std::vector<double> frailty;              // by simulated month
  std::vector<std::vector<JobRates>> jobs;  // by group (job_group), then simulated month
  Observation observation;                  // how well the lender sees members
  Scorecard scorecard;                      // with which the lender begins
  double followed = 0;  // share of the people whose applications are written down
  TierLadder tiers;
  PriceList prices;
  Retention retention;
  PaymentPolicy payment;
  Strategy strategy;
  Network network;
  std::vector<std::uint8_t> industries;  // by employer; empty where there is one industry alone
  BusinessDays business_days;
  std::vector<ProductTerms> products;
  double median_app_spending = 0;  // minor units a month, at the first month's wages

  std::uint32_t seats() const { return network.seats(); }

  std::uint8_t industry_of(std::uint32_t employer) const {
    return industries.empty() ? std::uint8_t{0} : industries[employer];
  }
  // Where the chances of a segment's people in an industry stand.
  std::size_t job_group(std::uint8_t segment, std::uint8_t industry) const {
    return segment * scenario.jobs.industries.size() + industry;
  }
};

}  // namespace models
