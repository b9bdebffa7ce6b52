#include "analysis/vasicek.hpp"

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "sim/check.hpp"
#include "sim/draws.hpp"

namespace analysis {

VasicekPool::VasicekPool(double pd, double correlation) : correlation_(correlation) {
  CHECK(pd > 0 && pd < 1, "a probability of default of {}", pd);
  CHECK(correlation > 0 && correlation < 1, "a correlation of {}", correlation);
  threshold_ = sim::normal_quantile(pd);
}

double VasicekPool::loss(double z) const {
  return sim::normal_cdf((threshold_ + std::sqrt(correlation_) * z) / std::sqrt(1 - correlation_));
}

double VasicekPool::probability_below(double x) const {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double z = std::sqrt(1 - correlation_) * sim::normal_quantile(x) - threshold_;
  return sim::normal_cdf(z / std::sqrt(correlation_));
}

double VasicekPool::value_at_risk(double level) const {
  CHECK(level > 0 && level < 1, "a level of {}", level);
  return loss(sim::normal_quantile(level));
}

double VasicekPool::expected_shortfall(double level) const {
  CHECK(level > 0 && level < 1, "a level of {}", level);
  const auto part = [this](double z) {
    return loss(z) * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
  };
  const double beyond = boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
      part, sim::normal_quantile(level), std::numeric_limits<double>::infinity(), 15, 1e-12);
  return beyond / (1 - level);
}

}  // namespace analysis
