#include "models/exchange.hpp"

#include <algorithm>
#include <cmath>

#include "models/purposes.hpp"
#include "sim/check.hpp"
#include "sim/draws.hpp"
#include "sim/maths.hpp"
#include "sim/money.hpp"

namespace models {
namespace {

// No currency falls out of what 64 bits hold, however long it drifts.
constexpr double ppm_max = 1e12;

std::int64_t in_ppm(double rate) {
  return sim::nearest_integer(std::clamp(rate * 1e6, 1.0, ppm_max));
}

std::vector<std::int64_t> rates(const RandomWalkExchange& walk, const sim::StreamKey& key,
                                std::span<const EconomyMonth> economy, std::size_t months) {
  const double drift = static_cast<double>(walk.drift.ppm()) * 1e-6;
  const double deviation = walk.volatility.value;
  const double monthly = (drift - deviation * deviation / 2) / 12;
  const double step = deviation / std::sqrt(12.0);
  const std::size_t first = economy.size() - months;
  // Without a warm-up the report's own first month is where unemployment starts.
  const double start = economy[first == 0 ? 0 : first - 1].unemployment;
  std::vector<std::int64_t> result;
  double walked = 0;
  for (std::size_t t = 0; t < months; ++t) {
    sim::Stream draws(key, purpose::exchange_rate, 0, sim::Day{static_cast<std::int32_t>(t)});
    walked += monthly + step * sim::standard_normal(draws);
    const double points = (economy[first + t].unemployment - start) * 100;
    result.push_back(in_ppm(walk.start * sim::exp_of(walked - walk.reaction.value * points)));
  }
  return result;
}

std::vector<std::int64_t> rates(const PathExchange& path, const sim::StreamKey&,
                                std::span<const EconomyMonth>, std::size_t months) {
  std::vector<std::int64_t> result;
  for (std::size_t t = 0; t < months; ++t) {
    result.push_back(in_ppm(path.rates[std::min(t, path.rates.size() - 1)]));
  }
  return result;
}

}  // namespace

void PathExchange::validate(const Complain& complain) const {
  if (rates.empty()) complain("rates", "is empty, one exchange rate at least is expected");
}

std::vector<std::int64_t> exchange_rates_ppm(const Exchange& exchange, const sim::StreamKey& key,
                                             std::span<const EconomyMonth> economy,
                                             std::size_t months) {
  CHECK(months <= economy.size());
  return std::visit([&](const auto& model) { return rates(model, key, economy, months); },
                    exchange);
}

std::int64_t converted(std::int64_t amount, std::int64_t rate_ppm) {
  return sim::divide_half_even(static_cast<sim::Int128>(amount) * rate_ppm,
                               std::int64_t{1'000'000});
}

}  // namespace models
