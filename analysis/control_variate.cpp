#include "analysis/control_variate.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include "sim/check.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
// A column of which less than this is left is a combination of the others but for rounding.
constexpr double rounding = 1e-10;

using Column = std::vector<double>;

double dot(const Column& a, const Column& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double norm(const Column& a) {
  return std::sqrt(dot(a, a));
}

// Takes off what lies along each direction. Twice, since once leaves the rounding of the first time
// ("twice is enough": W. Kahan in B. N. Parlett, The Symmetric Eigenvalue Problem, section 6.9).
void clear(Column& column, const std::vector<Column>& directions) {
  for (int time = 0; time < 2; ++time) {
    for (const Column& direction : directions) {
      const double part = dot(column, direction);
      for (std::size_t i = 0; i < column.size(); ++i) column[i] -= part * direction[i];
    }
  }
}

bool whole(std::span<const double> values, const std::vector<Control>& controls, std::size_t i) {
  if (!std::isfinite(values[i])) return false;
  for (const Control& control : controls) {
    if (!std::isfinite(control.values[i])) return false;
  }
  return true;
}

}  // namespace

ControlledMean controlled_mean(std::span<const double> values, const std::vector<Control>& controls,
                               double confidence) {
  Column y;
  std::vector<Column> columns(controls.size());
  for (const Control& control : controls) {
    CHECK(control.values.size() == values.size(), "{} values, {} of a control", values.size(),
          control.values.size());
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!whole(values, controls, i)) continue;
    y.push_back(values[i]);
    for (std::size_t c = 0; c < controls.size(); ++c) {
      columns[c].push_back(controls[c].values[i] - controls[c].mean);
    }
  }
  const Estimate plain = estimate(y, confidence);
  ControlledMean found{plain, undefined};
  const std::size_t n = y.size();
  if (n < controls.size() + 2) {
    found.mean.half_width = undefined;
    return found;
  }

  // Controls first and the intercept last: what the controls leave of it is all that is needed for
  // its coefficient and standard error. A control that does not vary would leave nothing of it.
  std::vector<Column> directions;
  for (const Column& column : columns) {
    const Estimate spread = estimate(column);
    if (!(spread.deviation > rounding * norm(column))) continue;
    Column left = column;
    clear(left, directions);
    Column centred = left;
    const double middle = std::accumulate(left.begin(), left.end(), 0.0) / static_cast<double>(n);
    for (double& value : centred) value -= middle;
    if (!(norm(centred) > rounding * norm(column))) continue;
    const double length = norm(left);
    for (double& value : left) value /= length;
    directions.push_back(std::move(left));
  }
  Column ones(n, 1.0);
  clear(ones, directions);
  const double left = norm(ones);
  const double intercept = dot(ones, y) / (left * left);

  Column residuals = y;
  for (double& value : ones) value /= left;
  directions.push_back(ones);
  clear(residuals, directions);
  const auto degrees = static_cast<double>(n - directions.size());
  const double deviation = norm(residuals) / std::sqrt(degrees);
  found.mean = {n, intercept, deviation, student_t(degrees, confidence) * deviation / left};
  const double plain_error = plain.deviation / std::sqrt(static_cast<double>(n));
  if (deviation > 0) found.variance_reduction = std::pow(plain_error / (deviation / left), 2);
  return found;
}

}  // namespace analysis
