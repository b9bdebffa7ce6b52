#include "models/logistic_score.hpp"

#include <algorithm>

#include "sim/maths.hpp"

namespace models {

// [J] throughout: drawn through the classes of the default scorecard, at 43 points to a unit of
// log-odds. A first application of median behaviour scores about 630.
std::vector<LogisticTerm> default_terms() {
  const auto one = [](Feature feature, double coefficient, Transform transform, double high,
                      double missing) {
    return LogisticTerm{.id = std::string(name_of(feature)),
                        .feature = feature,
                        .coefficient = coefficient,
                        .transform = transform,
                        .high = high,
                        .missing = missing};
  };
  return {
      one(Feature::tenure_months, 0.4, Transform::log, 120, 24),
      one(Feature::on_time_payments, 0.25, Transform::log, 48, 0),
      one(Feature::months_since_late, 0.06, Transform::none, 24, 24),
      one(Feature::worst_dpd, -0.023, Transform::none, 90, 0),
      one(Feature::utilisation, -1.15, Transform::none, 1, 0.3),
      one(Feature::spending_level, 0.9, Transform::log, 8, 1),
      one(Feature::savings_level, 0.75, Transform::log, 6, 1),
      one(Feature::income_volatility, -1.9, Transform::none, 0.6, 0.15),
      one(Feature::open_loans, -0.09, Transform::none, 8, 0),
      one(Feature::recent_applications, -0.13, Transform::none, 8, 0),
      one(Feature::age, 0.015, Transform::none, 60, 35),
      one(Feature::unpaid_bills, -0.4, Transform::none, 6, 0),
      one(Feature::bureau_debt_service, -2.5, Transform::none, 0.5, 0.1),
  };
}

double standardised(const LogisticTerm& term, float value) {
  const double seen = value != value ? term.missing : static_cast<double>(value);
  const double x = std::clamp(seen, term.low, term.high);
  const double taken = term.transform == Transform::log ? sim::log_of(1.0 + x) : x;
  return (taken - term.mean) / term.deviation;
}

void LogisticScore::validate(const Complain& complain) const {
  if (terms.size() > 64) complain("terms", "there are more than 64 terms");
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const LogisticTerm& one = terms[i];
    const std::string key = "terms[" + std::to_string(i) + "]";
    if (one.id.empty()) complain(key + ".id", "is empty, a name is expected");
    for (std::size_t j = 0; j < i; ++j) {
      if (one.id == terms[j].id)
        complain(key + ".id", "stands twice, ids that differ are expected");
    }
    if (one.low > one.high) complain(key + ".low", "is above high, at most that is expected");
    if (one.transform == Transform::log && one.low < 0) {
      complain(key + ".low", "is negative, which has no logarithm; 0 at least is expected");
    }
  }
}

}  // namespace models
