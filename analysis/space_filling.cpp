#include "analysis/space_filling.hpp"

#include <boost/random/sobol.hpp>
#include <cmath>
#include <numeric>

#include "analysis/purposes.hpp"
#include "sim/check.hpp"
#include "sim/draws.hpp"

namespace analysis {

namespace {

void check(const SampleDesign& design) {
  CHECK(design.axes >= 1);
  CHECK(design.points >= 1);
}

// 0 to n−1 in an order drawn from the stream (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t n, sim::Stream& draws) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) {
    const auto j = static_cast<std::size_t>(sim::uniform(draws) * static_cast<double>(i));
    std::swap(order[i - 1], order[j]);
  }
  return order;
}

}  // namespace

std::vector<UnitPoint> latin_hypercube(const SampleDesign& design) {
  check(design);
  std::vector<UnitPoint> points(design.points, UnitPoint(design.axes));
  const auto n = static_cast<double>(design.points);
  for (std::size_t axis = 0; axis < design.axes; ++axis) {
    sim::Stream draws(sim::StreamKey(design.seed, 0), latin_hypercube_cell, axis, sim::Day{0});
    const auto cells = shuffled(design.points, draws);
    for (std::size_t i = 0; i < design.points; ++i) {
      points[i][axis] = (static_cast<double>(cells[i]) + sim::uniform(draws)) / n;
    }
  }
  return points;
}

std::vector<UnitPoint> sobol_sequence(const SampleDesign& design) {
  check(design);
  sim::Stream draws(sim::StreamKey(design.seed, 0), sobol_shift, 0, sim::Day{0});
  UnitPoint shift;
  for (std::size_t i = 0; i < design.axes; ++i) shift.push_back(sim::uniform(draws));
  boost::random::sobol sequence(design.axes);
  const double whole = std::ldexp(1.0, 64);
  // Boost leaves out the sequence's first point, the origin. Without it the first 2^k points are
  // not spread evenly (A. B. Owen, On dropping the first Sobol' point, 2020).
  std::vector<UnitPoint> points = {shift};
  while (points.size() < design.points) {
    points.emplace_back(design.axes);
    for (std::size_t i = 0; i < design.axes; ++i) {
      const double moved = static_cast<double>(sequence()) / whole + shift[i];
      points.back()[i] = moved - std::floor(moved);
    }
  }
  return points;
}

}  // namespace analysis
