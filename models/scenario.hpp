// Everything that decides a run, and nothing else: the same scenario and replication give the same
// results.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "models/collections.hpp"
#include "models/economy.hpp"
#include "models/frailty.hpp"
#include "models/funding.hpp"
#include "models/household.hpp"
#include "models/jobs.hpp"
#include "models/limits.hpp"
#include "models/market.hpp"
#include "models/membership.hpp"
#include "models/need.hpp"
#include "models/network.hpp"
#include "models/outside_debt.hpp"
#include "models/parameter.hpp"
#include "models/payment.hpp"
#include "models/population.hpp"
#include "models/portfolio.hpp"
#include "models/pricing.hpp"
#include "models/product.hpp"
#include "models/provisioning.hpp"
#include "models/retention.hpp"
#include "models/scoring.hpp"

namespace models {

struct Scenario {
  std::string title = "Untitled";
  RunParameters run;
  PortfolioParameters portfolio;
  EconomyParameters economy;
  FrailtyParameters frailty;
  JobParameters jobs;
  PopulationParameters population;
  NetworkParameters network;
  RetentionParameters retention;
  MembershipParameters membership;
  ScoringParameters scoring;
  PricingParameters pricing;
  LimitParameters limits;
  std::vector<ProductParameters> products = default_products();
  HouseholdParameters household;
  OutsideDebtParameters outside_debt;
  NeedParameters need;
  PaymentParameters payment;
  CollectionsParameters collections;
  FundingParameters funding;
  ProvisioningParameters provisioning;
  CostParameters costs;
  std::vector<MarketParameters> markets;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("title", self.title, {.meaning = "what the scenario is, in a few words"});
    field("run", self.run, {.meaning = "when, how long and how often"});
    field("portfolio", self.portfolio, {.meaning = "how many borrowers"});
    field("economy", self.economy, {.meaning = "the path of the economy"});
    field("frailty", self.frailty, {.meaning = "what moves defaults, unseen"});
    field("jobs", self.jobs, {.meaning = "how people lose and find jobs"});
    field("population", self.population, {.meaning = "who the borrowers are"});
    field("network", self.network, {.meaning = "employers and friends"});
    field("retention", self.retention, {.meaning = "who falls dormant and who leaves"});
    field("membership", self.membership, {.meaning = "points and tiers"});
    field("scoring", self.scoring, {.meaning = "the scorecard and its cut-off"});
    field("pricing", self.pricing, {.meaning = "the price of a loan"});
    field("limits", self.limits, {.meaning = "credit limits: first, and at review"});
    field("products", self.products, {.meaning = "the loans on offer"});
    field("household", self.household, {.meaning = "how a household handles its cash"});
    field("outside_debt", self.outside_debt, {.meaning = "what other lenders lend"});
    field("need", self.need, {.meaning = "what makes borrowers want a loan"});
    field("payment", self.payment, {.meaning = "how borrowers pay"});
    field("collections", self.collections, {.meaning = "what is done about late payment"});
    field("funding", self.funding, {.meaning = "who puts up the money"});
    field("provisioning", self.provisioning, {.meaning = "allowance for expected losses"});
    field("costs", self.costs, {.meaning = "what running the business costs"});
    field("markets", self.markets,
          {.meaning = "markets beside the home market, which is this scenario; none: one market"});
  }

  void validate(const Complain& complain) const;

  // Months reported.
  int months() const { return static_cast<int>(run.years * 12); }
  // The first month simulated, before the warm-up.
  std::chrono::year_month_day first_day() const {
    return run.start - std::chrono::months(run.warm_up_months);
  }
  // The calendar quarter in which the report starts, by its first month, and the quarters touched.
  std::chrono::year_month_day first_quarter() const {
    const int into = (static_cast<int>(static_cast<unsigned>(run.start.month())) - 1) % 3;
    return run.start - std::chrono::months(into);
  }
  int quarters() const {
    const int into = (static_cast<int>(static_cast<unsigned>(run.start.month())) - 1) % 3;
    return (months() + into + 2) / 3;
  }
};

// The tables a policy file may hold: what the lender decides, as against what happens to it.
inline constexpr std::array<std::string_view, 7> policy_tables = {
    "membership", "scoring", "pricing", "limits", "products", "collections", "provisioning"};

}  // namespace models
