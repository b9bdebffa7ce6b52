#include "models/world.hpp"

#include <algorithm>
#include <cmath>

#include "models/measures.hpp"
#include "sim/maths.hpp"

namespace models {
namespace {

std::vector<std::vector<JobRates>> jobs_by_group(const Scenario& scenario,
                                                 const std::vector<EconomyMonth>& economy) {
  std::vector<std::vector<JobRates>> jobs;
  for (const Segment& segment : scenario.population.segments) {
    for (const Industry& industry : scenario.jobs.industries) {
      jobs.push_back(job_rates(
          economy, scenario.jobs,
          {.multiplier = segment.unemployment_multiplier, .cyclicality = industry.cyclicality}));
    }
  }
  return jobs;
}

double period_of(const DuePlan& plan) {
  constexpr double days_a_month = 30.4375;
  return plan.every_days == 0 ? 1.0 : plan.every_days / days_a_month;
}

// How many months a loan of this plan runs.
double months_of(const DuePlan& plan) {
  return std::max(1.0, period_of(plan) * plan.instalments);
}

double years_of(const DuePlan& plan) {
  constexpr double months_a_year = 12.0;
  return period_of(plan) * plan.instalments / months_a_year;
}

// How many instalments of the size of the largest make up all of them; of a revolving loan, of the
// first, as it shrinks with what is owed until its last.
double largest_instalments(const RepaymentRule& rule, const DuePlan& plan) {
  if (rule.shape == Shape::revolving) {
    return std::min<double>(plan.instalments, 1e6 / static_cast<double>(rule.minimum_ppm));
  }
  double sum = 0;
  double largest = 0;
  for (int n = 1; n <= plan.instalments; ++n) {
    const auto weight = static_cast<double>(instalment_weight(rule, n));
    sum += weight;
    largest = std::max(largest, weight);
  }
  return sum / largest;
}

double committed_months(const ProductParameters& product) {
  const DuePlan plan = due_plan(product);
  return std::max(1.0, period_of(plan) * largest_instalments(repayment_rule(product), plan));
}

// Instalments in a month of which the loan has that many.
double instalments_a_month(const DuePlan& plan) {
  return std::min<double>(1.0 / period_of(plan), plan.instalments);
}

double commitment_least(const ProductParameters& product) {
  if (product.shape != Shape::revolving) return 0;
  return static_cast<double>(product.minimum.minor()) / period_of(due_plan(product));
}

std::vector<ProductTerms> terms_of(const std::vector<ProductParameters>& products,
                                   const BusinessDays& business_days) {
  std::vector<ProductTerms> terms;
  for (const ProductParameters& product : products) {
    terms.push_back({.repayment = repayment_rule(product),
                     .day_count = product.day_count,
                     .plan = due_plan(product),
                     .fee = origination_fee(product),
                     .service_fee = product.service_fee,
                     .late_ppm = std::max<std::int64_t>(
                         0, std::llround((product.late_interest.value - 1.0) * 1e6)),
                     .grace_days = product.grace.value,
                     .amount_min = product.amount_min,
                     .amount_max = product.amount_max,
                     .demand = product.demand.value,
                     .months = committed_months(product),
                     .period_months = period_of(due_plan(product)),
                     .commitment_least = commitment_least(product),
                     .service_a_month = static_cast<double>(product.service_fee.minor()) *
                                        instalments_a_month(due_plan(product)),
                     .years = years_of(due_plan(product)),
                     .term_class = term_class_of(months_of(due_plan(product)))});
    terms.back().plan.business_days = &business_days;
  }
  return terms;
}

// The segment medians' mean, weighted by share: a level to compare with, not a statistic.
double median_spending(const PopulationParameters& population) {
  double spending = 0;
  for (const Segment& segment : population.segments) {
    spending += segment.share.value * segment.app_spending.value *
                static_cast<double>(segment.median_income.minor());
  }
  return std::max(spending, 1.0);
}

double followed_share(const Scenario& scenario) {
  const RefitParameters& refit = scenario.scoring.refit;
  if (refit.every == 0) return 0;
  return std::min(
      1.0, static_cast<double>(refit.sample) / static_cast<double>(scenario.portfolio.borrowers));
}

}  // namespace

World::World(const Scenario& of, std::uint32_t replication, const EconomyLink& link)
    : scenario(of),
      key(static_cast<std::uint64_t>(of.run.seed), replication),
      timeline(of.first_day(), std::chrono::months(of.run.warm_up_months + of.months())),
      luck(linked_luck(of, replication, link)),
      economy(economy_path(of.economy, linked_news(key, replication, link),
                           static_cast<int>(of.run.warm_up_months) + of.months(),
                           static_cast<int>(of.run.warm_up_months), luck)),
      frailty(frailty_path(of.frailty, key, static_cast<int>(of.run.warm_up_months) + of.months())),
      jobs(jobs_by_group(of, economy)),
      observation(of.scoring.observation),
      scorecard(of.scoring),
      followed(followed_share(of)),
      tiers(of.membership),
      prices(of.pricing),
      retention(of.retention),
      payment(of.payment),
      strategy(of.collections),
      network(of.network, key, static_cast<std::uint32_t>(of.portfolio.borrowers)),
      industries(industries_of(of.jobs, key, network.employers())),
      business_days(of.run.business_days()),
      products(terms_of(of.products, business_days)),
      median_app_spending(median_spending(of.population)) {}

}  // namespace models
