#include "analysis/optimiser.hpp"

#include <algorithm>
#include <cmath>
#include <nlopt.hpp>

#include "sim/check.hpp"

namespace analysis {

namespace {

// How far a search goes from its start at first, and where it ends, in parts of a range.
constexpr double first_step = 0.2;
constexpr double last_step = 0.002;

double violation(const Evaluated& value) {
  double sum = 0;
  for (const double excess : value.excess) {
    if (!std::isfinite(excess)) return HUGE_VAL;
    sum += std::max(0.0, excess);
  }
  return std::isfinite(value.worth) ? sum : HUGE_VAL;
}

bool is_better(const Evaluated& one, const Evaluated& other) {
  const double broken = violation(one);
  const double than = violation(other);
  if (broken != than) return broken < than;
  return one.worth > other.worth;
}

// The spread of finite values, one where there is none: what NLopt sees is of that size.
double spread(const std::vector<Evaluated>& values,
              const std::function<double(const Evaluated&)>& of) {
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (const auto& value : values) {
    if (!std::isfinite(of(value))) continue;
    low = std::min(low, of(value));
    high = std::max(high, of(value));
  }
  return high > low ? high - low : 1;
}

// What the local search asks, one point after another; a point that was asked is known.
class LocalSearch {
 public:
  LocalSearch(const SearchDesign& design, const Evaluate& evaluate, Search& search)
      : design_(design), evaluate_(evaluate), search_(search) {
    worth_scale_ = spread(search.values, [](auto& value) { return value.worth; });
    for (std::size_t k = 0; k < design.constraints; ++k) {
      excess_scales_.push_back(spread(search.values, [k](auto& value) { return value.excess[k]; }));
    }
  }

  void run() {
    nlopt::opt opt(nlopt::LN_COBYLA, static_cast<unsigned>(design_.axes));
    opt.set_lower_bounds(0);
    opt.set_upper_bounds(1);
    opt.set_initial_step(first_step);
    opt.set_xtol_abs(last_step);
    // Where no point holds the constraints COBYLA may ask the same few for ever.
    opt.set_maxeval(static_cast<int>(2 * design_.evaluations));
    opt.set_max_objective(
        [](const std::vector<double>& x, std::vector<double>&, void* self) {
          auto& search = *static_cast<LocalSearch*>(self);
          const double worth = search.at(x).worth / search.worth_scale_;
          return std::isfinite(worth) ? worth : -HUGE_VAL;
        },
        this);
    std::vector<Bound> bounds;
    for (std::size_t k = 0; k < design_.constraints; ++k) bounds.push_back({this, k});
    for (Bound& bound : bounds) {
      opt.add_inequality_constraint(
          [](const std::vector<double>& x, std::vector<double>&, void* data) {
            const auto& of = *static_cast<Bound*>(data);
            const double excess =
                of.search->at(x).excess[of.index] / of.search->excess_scales_[of.index];
            return std::isfinite(excess) ? excess : HUGE_VAL;
          },
          &bound, 0);
    }
    std::vector<double> x = search_.points[*search_.best];
    double worth = 0;
    try {
      opt.optimize(x, worth);
    } catch (const nlopt::forced_stop&) {
      // The budget is spent, or an evaluation ended the search.
    } catch (const std::runtime_error&) {
      // Steps smaller than rounding: it has converged.
    }
  }

 private:
  struct Bound {
    LocalSearch* search;
    std::size_t index;
  };

  const Evaluated& at(const std::vector<double>& x) {
    const auto known = std::find(search_.points.begin(), search_.points.end(), x);
    if (known != search_.points.end()) {
      return search_.values[static_cast<std::size_t>(known - search_.points.begin())];
    }
    if (search_.points.size() >= design_.evaluations) throw nlopt::forced_stop();
    const auto values = evaluate_({x});
    if (!values) {
      search_.ended = true;
      throw nlopt::forced_stop();
    }
    search_.points.push_back(x);
    search_.values.push_back(values->front());
    return search_.values.back();
  }

  const SearchDesign& design_;
  const Evaluate& evaluate_;
  Search& search_;
  double worth_scale_ = 1;
  std::vector<double> excess_scales_;
};

void find_best(Search& search) {
  if (search.values.empty()) return;
  search.best =
      static_cast<std::size_t>(std::max_element(search.values.begin(), search.values.end(),
                                                [](auto& a, auto& b) { return is_better(b, a); }) -
                               search.values.begin());
}

}  // namespace

bool Evaluated::feasible() const {
  return violation(*this) == 0;
}

Search search_highest(const SearchDesign& design, const Evaluate& evaluate) {
  CHECK(design.axes >= 1);
  CHECK(design.evaluations >= 3);
  CHECK(design.start.empty() || design.start.size() == design.axes);
  Search search;
  if (!design.start.empty()) search.points.push_back(design.start);
  for (auto& point : sobol_sequence({design.axes, design.evaluations / 2, design.seed})) {
    search.points.push_back(std::move(point));
  }
  auto values = evaluate(search.points);
  if (!values) {
    search.points.clear();
    search.ended = true;
    return search;
  }
  CHECK(values->size() == search.points.size());
  for (const auto& value : *values) CHECK(value.excess.size() == design.constraints);
  search.values = std::move(*values);
  find_best(search);
  LocalSearch(design, evaluate, search).run();
  find_best(search);
  return search;
}

}  // namespace analysis
