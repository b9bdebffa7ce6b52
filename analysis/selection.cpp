#include "analysis/selection.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/interval.hpp"
#include "sim/check.hpp"

namespace analysis {
namespace {

// More than any study has.
constexpr double most = 1e9;

using Arms = std::vector<std::span<const double>>;

class Procedure {
 public:
  Procedure(const Arms& values, const SelectionRule& rule)
      : values_(values), rule_(rule), sums_(values.size(), 0.0) {
    for (std::size_t arm = 0; arm < values.size(); ++arm) found_.left.push_back(arm);
    found_.out_at.assign(values.size(), 0);
    const auto others = static_cast<double>(values.size() - 1);
    const auto degrees = static_cast<double>(rule.first - 1);
    if (others > 0) {
      h2_ = degrees * (std::pow(2 * (1 - rule.probability) / others, -2 / degrees) - 1);
    }
  }

  Selection run() {
    while (!found_.selected && take()) {
      if (found_.used == rule_.first) learn_variances();
      if (found_.used >= rule_.first) drop();
    }
    found_.best = leader();
    found_.next = found_.selected ? looked_at_ : next();
    return found_;
  }

 private:
  // Adds the next replication that all arms have that are left; false where there is none.
  bool take() {
    for (;; ++looked_at_) {
      bool finite = true;
      for (const std::size_t arm : found_.left) {
        if (looked_at_ >= values_[arm].size()) return false;
        finite = finite && std::isfinite(values_[arm][looked_at_]);
      }
      if (finite) break;
    }
    for (const std::size_t arm : found_.left) sums_[arm] += values_[arm][looked_at_];
    if (found_.used < rule_.first) begun_.push_back(looked_at_);
    ++looked_at_;
    ++found_.used;
    return true;
  }

  // S² of the differences, over the first stage.
  void learn_variances() {
    const std::size_t k = values_.size();
    variance_.assign(k * k, 0);
    for (std::size_t i = 0; i < k; ++i) {
      for (std::size_t l = 0; l < i; ++l) {
        std::vector<double> differences;
        for (const std::size_t r : begun_) differences.push_back(values_[i][r] - values_[l][r]);
        const double deviation = estimate(differences).deviation;
        variance_[i * k + l] = variance_[l * k + i] = deviation * deviation;
        last_ = std::max(last_,
                         h2_ * deviation * deviation / (rule_.indifference * rule_.indifference));
      }
    }
  }

  double margin(std::size_t i, std::size_t l) const {
    const auto r = static_cast<double>(found_.used);
    const double delta = rule_.indifference;
    const double needed = h2_ * variance_[i * values_.size() + l] / (delta * delta);
    return std::max(0.0, delta / (2 * r) * (needed - r));
  }

  // All comparisons are between the arms that were left before this replication.
  void drop() {
    const std::vector<std::size_t> before = found_.left;
    const auto r = static_cast<double>(found_.used);
    std::erase_if(found_.left, [&](std::size_t i) {
      return std::any_of(before.begin(), before.end(), [&](std::size_t l) {
        return l != i && sums_[i] / r < sums_[l] / r - margin(i, l);
      });
    });
    for (const std::size_t arm : before) {
      if (!std::binary_search(found_.left.begin(), found_.left.end(), arm)) {
        found_.out_at[arm] = found_.used;
      }
    }
    // Beyond the last replication every margin is zero: arms that are still left are equal.
    if (r > last_ && found_.left.size() > 1) {
      const std::size_t best = leader();
      for (const std::size_t arm : found_.left) {
        if (arm != best) found_.out_at[arm] = found_.used;
      }
      found_.left = {best};
    }
    found_.selected = found_.left.size() == 1;
  }

  std::size_t leader() const {
    std::size_t best = found_.left.front();
    for (const std::size_t arm : found_.left) {
      if (sums_[arm] > sums_[best]) best = arm;
    }
    return best;
  }

  // Half as many again, but no more than can be needed.
  std::size_t next() const {
    if (found_.used < rule_.first) return looked_at_ + (rule_.first - found_.used);
    const auto more = std::max<std::size_t>(1, found_.used / 2);
    const auto end = static_cast<std::size_t>(std::min(std::floor(last_), most)) + 1;
    return looked_at_ + std::min(more, end - std::min(end - 1, found_.used));
  }

  const Arms& values_;
  const SelectionRule& rule_;
  double h2_ = 0;
  double last_ = 0;  // the replication from which on no margin is left
  std::vector<double> sums_;
  std::vector<double> variance_;  // of difference (i, l), at i × k + l
  std::vector<std::size_t> begun_;
  std::size_t looked_at_ = 0;
  Selection found_;
};

}  // namespace

Selection select_best(const Arms& values, const SelectionRule& rule) {
  CHECK(!values.empty(), "there is no best of no arms");
  CHECK(rule.first >= 2, "a variance needs two replications");
  CHECK(rule.indifference > 0);
  CHECK(rule.probability > 1 / static_cast<double>(values.size()) || values.size() == 1);
  CHECK(rule.probability < 1);
  if (values.size() == 1) {
    return {{0}, 0, true, values[0].size(), values[0].size(), {0}};
  }
  return Procedure(values, rule).run();
}

}  // namespace analysis
