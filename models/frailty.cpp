#include "models/frailty.hpp"

#include <cmath>

#include "models/purposes.hpp"
#include "sim/draws.hpp"
#include "sim/maths.hpp"

namespace models {

std::vector<double> frailty_path(const FrailtyParameters& parameters, const sim::StreamKey& key,
                                 int months) {
  std::vector<double> path(static_cast<std::size_t>(months), 0.0);
  if (parameters.deviation == 0) return path;
  constexpr double days_a_month = 30.4375;
  const double kept = sim::exp2_of(-days_a_month / parameters.half_life.value);
  const double drawn = std::sqrt(1 - kept * kept);
  double standard = 0;
  for (int month = 0; month < months; ++month) {
    sim::Stream draws(key, purpose::frailty, 0, sim::Day(month));
    const double news = sim::standard_normal(draws);
    standard = month == 0 ? news : kept * standard + drawn * news;
    path[static_cast<std::size_t>(month)] = parameters.deviation * standard;
  }
  return path;
}

}  // namespace models
