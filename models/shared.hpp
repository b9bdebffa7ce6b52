// The state of the day: what the lender and the economy publish at dawn and every shard reads until
// dusk. Nothing in it changes while shards run, and nothing else passes from one borrower to
// another in a day.
#pragma once

#include <cstdint>
#include <vector>

#include "models/economy.hpp"
#include "models/funding.hpp"
#include "models/jobs.hpp"
#include "models/limits.hpp"
#include "models/provisioning.hpp"
#include "models/scoring.hpp"
#include "sim/day.hpp"
#include "sim/rate.hpp"

namespace models {

struct Shared {
  sim::Day today{0};
  int month = 0;           // simulated month, from the first of the warm-up
  int report_month = 0;    // month of the report; below zero in the warm-up
  int calendar_month = 1;  // 1–12
  bool lends = true;       // applications are taken; not in a report on a static balance sheet
  EconomyMonth economy;
  sim::Rate policy_rate_change = sim::Rate::of_ppm(0);  // since the first month
  sim::Rate policy_rate;
  std::vector<double> price_ratios;  // of credit_cost to the reference, by tier and price band
  std::vector<double> attrition;     // a month, by tier and price band (Retention::attrition)
  double frailty = 0;                // off everybody's log-odds of wanting to pay, this month
  double real_cost = 1;              // prices over wages, relative to the first month
  double hidden_cost = 1;            // on top of it, by frailty; this month
  double median_app_spending = 1;    // minor units a month, at this month's wages
  std::vector<JobRates> jobs;        // by group (World::job_group)
  Layoffs layoffs;                   // of this month
  Scorecard scorecard{ScoringParameters{}};  // in force
  FundingGrant funding;
  LimitClimate limits;
  Allowances allowances{ProvisioningParameters{}, 0.0};
  double agent_share = 1;  // chance that an action which needs an agent finds one
};

}  // namespace models
