#include "models/funding.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace models {
namespace {

constexpr std::int64_t million = 1'000'000;

sim::Money in_total(sim::Money per_borrower, std::int64_t borrowers) {
  return sim::scale(per_borrower, borrowers, 1);
}

bool is_frozen(const Partner& partner, std::int32_t day) {
  return partner.freeze_from.value <= day && day < partner.freeze_until.value;
}

// `part`: of the limit that may be used.
bool has_headroom(sim::Money per_borrower, std::int64_t borrowers, sim::Money used, double part) {
  if (per_borrower == sim::Money{}) return true;
  return used < sim::scale(in_total(per_borrower, borrowers), std::llround(part * 1e6), million);
}

// The share of a partner's appetite that stress leaves, 1 in calm.
double appetite_left(const Partner& partner, double unemployment_rise) {
  return 1.0 - std::min(1.0, partner.appetite_per_point * std::max(0.0, unemployment_rise));
}

bool has_capital(const FundingParameters& parameters, const FundingView& view) {
  const std::int64_t least = std::llround(parameters.capital_ratio_min.value * 1e6);
  if (least == 0) return true;
  return view.capital >= sim::scale(risk_weighted(parameters, view.own), least, million);
}

}  // namespace

std::vector<Partner> default_partners() {
  return {
      {.id = "city-bank", .appetite = 3, .spread = sim::Rate::of_ppm(43'000)},
      {.id = "joint-stock-bank", .appetite = 2, .spread = sim::Rate::of_ppm(40'000)},
      {.id = "trust", .appetite = 1, .spread = sim::Rate::of_ppm(55'000)},
  };
}

void Partner::validate(const Complain& complain) const {
  if (freeze_until < freeze_from) {
    complain("freeze_until", fmt::format("is {} days; expected at least freeze_from, {} days",
                                         freeze_until.value, freeze_from.value));
  }
}

void FundingParameters::validate(const Complain& complain) const {
  if (partners.size() > partners_max) {
    complain("partners",
             fmt::format("has {} partners; expected at most {}", partners.size(), partners_max));
  }
  if (liquidity_buffer.value > 0 && own_limit_per_borrower == sim::Money{}) {
    complain("liquidity_buffer", "is a share of own_limit_per_borrower, which is 0 for no limit");
  }
  if (dividend_above.value > 0 && dividend_above <= capital_ratio_min) {
    complain("dividend_above",
             fmt::format("is {:g} %; expected more than capital_ratio_min, {:g} %, below which "
                         "nothing is lent, or 0 for no dividends",
                         dividend_above.value * 100, capital_ratio_min.value * 100));
  }
  for (std::size_t i = 0; i < partners.size(); ++i) {
    const std::int64_t own_ppm = million - funded_ppm(partners[i]);
    if (own_ppm < std::llround(own_min.value * 1e6)) {
      complain(
          fmt::format("partners[{}].funds", i),
          fmt::format("leaves {:g} % of a loan to the lender; expected at least own_min, {:g} %",
                      static_cast<double>(own_ppm) / 1e4, own_min.value * 100));
    }
  }
}

FundingGrant grant_funding(const FundingParameters& parameters, std::int64_t borrowers,
                           const FundingView& view) {
  const auto& partners = parameters.partners;
  CHECK(partners.size() <= partners_max, "{} partners", partners.size());
  CHECK(view.funded.size() == partners.size(), "{} totals of {} partners", view.funded.size(),
        partners.size());
  FundingGrant grant;
  grant.partners = static_cast<std::uint32_t>(partners.size());
  double sum = 0;
  double full = 0;
  for (std::size_t i = 0; i < partners.size(); ++i) {
    const Partner& partner = partners[i];
    const double left = appetite_left(partner, view.unemployment_rise);
    const bool is_open = !is_frozen(partner, view.day) && left > 0 &&
                         has_headroom(partner.limit_per_borrower, borrowers, view.funded[i], left);
    if (is_open) sum += partner.appetite * left;
    full += partner.appetite;
    grant.appetite_up_to[i] = sum;
  }
  grant.appetite = sum + parameters.own_appetite;
  grant.is_short = sum < parameters.open_min.value * full;
  const double usable = sum > 0 ? 1.0 - parameters.liquidity_buffer.value : 1.0;
  grant.own_open = has_headroom(parameters.own_limit_per_borrower, borrowers, view.own, usable) &&
                   has_capital(parameters, view);
  return grant;
}

sim::Money opening_capital(const FundingParameters& parameters, std::int64_t borrowers) {
  return in_total(parameters.capital_per_borrower, borrowers);
}

sim::Money risk_weighted(const FundingParameters& parameters, sim::Money own) {
  return sim::scale(own, std::llround(parameters.risk_weight.value * 1e6), million);
}

sim::Money dividend(const FundingParameters& parameters, sim::Money equity, sim::Money earned,
                    sim::Money weighted) {
  const std::int64_t kept_ppm = std::llround(parameters.dividend_above.value * 1e6);
  if (kept_ppm == 0) return {};
  const sim::Int128 kept = static_cast<sim::Int128>(weighted.minor()) * kept_ppm;
  const auto rounded_up = static_cast<std::int64_t>((kept + million - 1) / million);
  const sim::Money over = equity - sim::Money::of_minor(rounded_up);
  return std::max(sim::Money{}, std::min(over, earned));
}

sim::Rate stress_spread(const FundingParameters& parameters, double risen) {
  constexpr double ppm_a_point = 10'000;
  return sim::Rate::of_ppm(
      std::llround(parameters.stress_spread * std::max(0.0, risen) * ppm_a_point));
}

std::uint32_t funded_ppm(const Partner& partner) {
  return static_cast<std::uint32_t>(std::llround(partner.funds.value * 1e6));
}

sim::Money CostMeter::settle(std::int32_t year_days) {
  CHECK(year_days > 0, "a year of {} days", year_days);
  const sim::Int128 unit = static_cast<sim::Int128>(year_days) * million;
  const sim::Int128 whole = numerator_ / unit;
  numerator_ -= whole * unit;
  return sim::Money::of_minor(static_cast<std::int64_t>(whole));
}

}  // namespace models
