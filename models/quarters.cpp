#include "models/quarters.hpp"

#include <algorithm>

#include "sim/check.hpp"

namespace models {
namespace {

using Member = double EconomyMonth::*;

// Left and right end of the parabola of a quarter with mean q, before limiting.
struct Edges {
  double left = 0;
  double right = 0;
};

// The value between quarters i and i + 1, of fourth order inside and never beyond the two quarters.
double edge_between(std::span<const double> q, std::size_t i) {
  double edge = 0.5 * (q[i] + q[i + 1]);
  if (i > 0 && i + 2 < q.size()) {
    edge = (7 * (q[i] + q[i + 1]) - (q[i - 1] + q[i + 2])) / 12;
  }
  return std::clamp(edge, std::min(q[i], q[i + 1]), std::max(q[i], q[i + 1]));
}

// The outer end of the first or last quarter: as far beyond the mean as the inner end, on the other
// side, but never below half of a positive mean.
double outer_edge(double q, double inner) {
  const double outer = 2 * q - inner;
  return q > 0 ? std::max(outer, q / 2) : outer;
}

// Colella and Woodward 1984, eq. 1.10: flat at an extremum, and no overshoot inside the quarter.
Edges limited(Edges edges, double q) {
  if ((edges.right - q) * (q - edges.left) <= 0) return {q, q};
  const double rise = edges.right - edges.left;
  const double bend = 6 * (q - 0.5 * (edges.left + edges.right));
  if (rise * bend > rise * rise) edges.left = 3 * q - 2 * edges.right;
  if (rise * bend < -rise * rise) edges.right = 3 * q - 2 * edges.left;
  return edges;
}

// Means of the quarter's parabola left + x (rise + bend (1 − x)) over its three thirds. The mean of
// x over the thirds is 1/6, 1/2, 5/6 and that of x (1 − x) is 7/54, 13/54, 7/54.
std::array<double, 3> thirds(Edges edges, double q) {
  const double rise = edges.right - edges.left;
  const double bend = 6 * (q - 0.5 * (edges.left + edges.right));
  const double first = edges.left + rise / 6 + bend * 7 / 54;
  const double last = edges.left + rise * 5 / 6 + bend * 7 / 54;
  return {first, 3 * q - first - last, last};
}

std::vector<double> months_of(std::span<const double> q) {
  const std::size_t n = q.size();
  std::vector<double> months;
  months.reserve(3 * n);
  for (std::size_t i = 0; i < n; ++i) {
    Edges edges{q[i], q[i]};
    if (i > 0) edges.left = edge_between(q, i - 1);
    if (i + 1 < n) edges.right = edge_between(q, i);
    if (i == 0 && n > 1) edges.left = outer_edge(q[i], edges.right);
    if (i + 1 == n && n > 1) edges.right = outer_edge(q[i], edges.left);
    for (double month : thirds(limited(edges, q[i]), q[i])) months.push_back(month);
  }
  return months;
}

}  // namespace

std::vector<EconomyMonth> monthly_from_quarterly(std::span<const EconomyMonth> quarters) {
  std::vector<EconomyMonth> months(3 * quarters.size());
  std::vector<double> values(quarters.size());
  for (Member member : economy_members) {
    for (std::size_t i = 0; i < quarters.size(); ++i) values[i] = quarters[i].*member;
    const std::vector<double> smooth = months_of(values);
    for (std::size_t t = 0; t < months.size(); ++t) months[t].*member = smooth[t];
  }
  return months;
}

std::vector<EconomyMonth> quarterly_from_monthly(std::span<const EconomyMonth> months) {
  CHECK(months.size() % 3 == 0, "whole quarters are expected");
  std::vector<EconomyMonth> quarters(months.size() / 3);
  for (std::size_t i = 0; i < quarters.size(); ++i) {
    for (Member member : economy_members) {
      quarters[i].*member =
          (months[3 * i].*member + months[3 * i + 1].*member + months[3 * i + 2].*member) / 3;
    }
  }
  return quarters;
}

}  // namespace models
