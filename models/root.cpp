#include "models/root.hpp"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>

namespace models {

namespace {

struct Point {
  double x;
  double y;
};

double refined(const std::function<double(double)>& of, Point low, Point high) {
  if (low.y == 0) return low.x;
  if (high.y == 0) return high.x;
  std::uintmax_t steps = 200;
  const boost::math::tools::eps_tolerance<double> close(52);
  const auto [a, b] =
      boost::math::tools::toms748_solve(of, low.x, high.x, low.y, high.y, close, steps);
  return std::abs(of(a)) <= std::abs(of(b)) ? a : b;
}

// One side of zero: the last point that was looked at.
struct Side {
  Point at;
  double end;
  bool open = true;
};

// Looks as far as `reach` on this side; the root, if the sign changes on the way.
std::optional<double> look(const std::function<double(double)>& of, Side& side, double reach) {
  if (!side.open) return std::nullopt;
  const double x = side.end < 0 ? std::max(side.end, -reach) : std::min(side.end, reach);
  const Point next{x, of(x)};
  side.open = std::isfinite(next.y) && x != side.end;
  if (!std::isfinite(next.y)) return std::nullopt;
  const Point before = side.at;
  side.at = next;
  if (std::signbit(before.y) == std::signbit(next.y) && next.y != 0) return std::nullopt;
  return before.x < next.x ? refined(of, before, next) : refined(of, next, before);
}

}  // namespace

std::optional<double> root_from_zero(const std::function<double(double)>& of,
                                     const RootRange& range) {
  const Point zero{0, of(0)};
  if (zero.y == 0) return 0.0;
  Side above{zero, range.highest};
  Side below{zero, range.lowest};
  for (double reach = range.first_step; above.open || below.open; reach *= 1.5) {
    if (const auto root = look(of, above, reach)) return root;
    if (const auto root = look(of, below, reach)) return root;
  }
  return std::nullopt;
}

}  // namespace models
