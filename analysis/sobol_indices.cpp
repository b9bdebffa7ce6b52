#include "analysis/sobol_indices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/purposes.hpp"
#include "analysis/quantile.hpp"
#include "sim/check.hpp"
#include "sim/draws.hpp"
#include "sim/stream.hpp"

namespace analysis {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t rows_max = 262'144;  // a resample is drawn from one stream
constexpr int resamples = 1000;

void check(const SobolDesign& design) {
  CHECK(design.parameters > 0);
  CHECK(design.rows >= 2);
  CHECK(design.rows <= rows_max, "{} rows", design.rows);
}

struct Row {
  double a = 0;
  double b = 0;
  std::span<const double> mixed;  // a with one parameter of b, by parameter
};

std::vector<Row> whole_rows(const SobolDesign& design, std::span<const double> values) {
  const std::size_t length = design.parameters + 2;
  std::vector<Row> rows;
  for (std::size_t at = 0; at < values.size(); at += length) {
    const auto of_row = values.subspan(at, length);
    if (!std::all_of(of_row.begin(), of_row.end(), [](double x) { return std::isfinite(x); })) {
      continue;
    }
    rows.push_back({of_row[0], of_row[1], of_row.subspan(2)});
  }
  return rows;
}

struct Shares {
  std::vector<double> first;
  std::vector<double> total;
};

// The mean is taken off before products are formed, or its square would swamp them.
Shares shares(std::span<const Row> rows, std::size_t parameters) {
  Shares found{std::vector<double>(parameters, undefined),
               std::vector<double>(parameters, undefined)};
  const auto n = static_cast<double>(rows.size());
  double sum = 0;
  for (const Row& row : rows) sum += row.a + row.b;
  const double mean = sum / (2 * n);
  double squares = 0;
  for (const Row& row : rows) {
    squares += (row.a - mean) * (row.a - mean) + (row.b - mean) * (row.b - mean);
  }
  const double variance = squares / (2 * n);
  if (!(variance > 0)) return found;
  for (std::size_t i = 0; i < parameters; ++i) {
    double first = 0, total = 0;
    for (const Row& row : rows) {
      const double change = row.mixed[i] - row.a;
      first += (row.b - mean) * change;
      total += change * change;
    }
    found.first[i] = first / n / variance;
    found.total[i] = total / (2 * n) / variance;
  }
  return found;
}

std::vector<Row> resampled(std::span<const Row> rows, int index) {
  sim::Stream draws(sim::StreamKey(0, 0), resampled_row, 0, sim::Day{index});
  std::vector<Row> sample;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double at = sim::uniform(draws) * static_cast<double>(rows.size());
    sample.push_back(rows[static_cast<std::size_t>(at)]);
  }
  return sample;
}

ShareEstimate bounded(double value, std::span<const double> of_resamples, double confidence) {
  if (!std::isfinite(value)) return {undefined, undefined, undefined};
  return {value, quantile(of_resamples, (1 - confidence) / 2).value,
          quantile(of_resamples, (1 + confidence) / 2).value};
}

}  // namespace

std::vector<UnitPoint> sobol_points(const SobolDesign& design) {
  check(design);
  const std::size_t k = design.parameters;
  const auto sequence = sobol_sequence({2 * k, design.rows, design.seed});
  std::vector<UnitPoint> points;
  for (const UnitPoint& both : sequence) {
    const auto middle = both.begin() + static_cast<std::ptrdiff_t>(k);
    const UnitPoint a(both.begin(), middle), b(middle, both.end());
    points.push_back(a);
    points.push_back(b);
    for (std::size_t i = 0; i < k; ++i) {
      points.push_back(a);
      points.back()[i] = b[i];
    }
  }
  return points;
}

std::vector<SobolIndices> sobol_indices(const SobolDesign& design, std::span<const double> values,
                                        double confidence) {
  check(design);
  const std::size_t k = design.parameters;
  CHECK(values.size() == design.rows * (k + 2), "{} values", values.size());
  const std::vector<Row> rows = whole_rows(design, values);
  Shares found{std::vector<double>(k, undefined), std::vector<double>(k, undefined)};
  std::vector<std::vector<double>> first(k), total(k);  // of the resamples, by parameter
  if (rows.size() >= 2) {
    found = shares(rows, k);
    for (int index = 0; index < resamples; ++index) {
      const Shares again = shares(resampled(rows, index), k);
      for (std::size_t i = 0; i < k; ++i) {
        first[i].push_back(again.first[i]);
        total[i].push_back(again.total[i]);
      }
    }
  }
  std::vector<SobolIndices> indices;
  for (std::size_t i = 0; i < k; ++i) {
    indices.push_back({rows.size(), bounded(found.first[i], first[i], confidence),
                       bounded(found.total[i], total[i], confidence)});
  }
  return indices;
}

}  // namespace analysis
