#include "models/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "models/purposes.hpp"
#include "sim/draws.hpp"

namespace models {
namespace {

double drawn(std::uint64_t seed, std::uint32_t replication) {
  sim::Stream draws(sim::StreamKey(seed, replication), purpose::severity, 0, sim::Day(0));
  return sim::uniform(draws);
}

// Which part the replication draws from. A block's order is drawn with the key of its first
// replication (Durstenfeld's shuffle), so each of the block's replications finds the same.
std::uint32_t stratum_of(std::uint64_t seed, std::uint32_t replication, std::uint32_t strata) {
  const std::uint32_t place = replication % strata;
  sim::Stream draws(sim::StreamKey(seed, replication - place), purpose::severity_order, 0,
                    sim::Day(0));
  std::vector<std::uint32_t> order(strata);
  std::iota(order.begin(), order.end(), 0U);
  for (std::uint32_t left = strata; left > 1; --left) {
    const auto with = static_cast<std::uint32_t>(sim::uniform(draws) * left);
    std::swap(order[left - 1], order[with]);
  }
  return order[place];
}

double standard_z(const UncertaintyParameters& parameters, std::uint64_t seed,
                  std::uint32_t replication) {
  switch (parameters.sampling) {
    case Sampling::independent:
      return sim::normal_quantile(drawn(seed, replication));
    case Sampling::antithetic: {
      const bool second = replication % 2 != 0;
      const double z = sim::normal_quantile(drawn(seed, second ? replication - 1 : replication));
      return second ? -z : z;
    }
    case Sampling::stratified: {
      const auto strata = static_cast<std::uint32_t>(parameters.strata);
      const std::uint32_t stratum = stratum_of(seed, replication, strata);
      return sim::normal_quantile((stratum + drawn(seed, replication)) / strata);
    }
  }
  CHECK(false, "a way of sampling that is none");
  return 0;
}

}  // namespace

SeverityLuck severity_luck(const UncertaintyParameters& parameters, std::uint64_t seed,
                           std::uint32_t replication) {
  if (parameters.severity_deviation == 0) return {};
  const double shift = parameters.shift;
  const double z = shift + standard_z(parameters, seed, replication);
  return {z, -shift * z + shift * shift / 2, parameters.block()};
}

double severity_of(const UncertaintyParameters& parameters, double central,
                   const SeverityLuck& luck) {
  if (parameters.severity_deviation == 0) return central;
  return std::clamp(central + parameters.severity_deviation * luck.z, 0.0, severity_max);
}

}  // namespace models
