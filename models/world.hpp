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
  Shape shape = Shape::equal_instalment;
  sim::DayCount day_count = sim::DayCount::actual_365;
  DuePlan plan;
  std::int64_t late_ppm = 0;  // late interest beyond the rate, as a part of it in millionths
  std::int32_t grace_days = 0;
  sim::Money amount_min;
  sim::Money amount_max;
  double demand = 0;
  double months = 1;  // in which its principal comes back, at least one
  std::size_t term_class = 0;
};

struct World {
  // `link` is that of a market to the home market, which has none.
  World(const Scenario& scenario, std::uint32_t replication, const EconomyLink& link = {});

  const Scenario& scenario;
  sim::StreamKey key;
  sim::Timeline timeline;                   // warm-up and report
  SeverityLuck luck;                        // of the economy
  std::vector<EconomyMonth> economy;        // by simulated month
  std::vector<double> frailty;              // by simulated month
  std::vector<std::vector<JobRates>> jobs;  // by segment, then simulated month
  Scorecard scorecard;
  TierLadder tiers;
  PriceList prices;
  PaymentPolicy payment;
  Strategy strategy;
  Network network;
  std::vector<ProductTerms> products;
  double median_app_spending = 0;  // minor units a month, at the first month's wages
  double monthly_attrition = 0;

  std::uint32_t seats() const { return network.seats(); }
};

}  // namespace models
