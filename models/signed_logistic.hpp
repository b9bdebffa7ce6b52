// Logistic regression whose coefficients keep the signs of their prior.
//
// What models/logistic_regression.hpp maximises, over the coefficients of which none has the sign
// against its prior's; one whose prior is zero is out, and stays out when a fit is the prior of the
// next. In the words of Bayes: each normal prior ends at zero. The most likely coefficients are
// unique, whatever the order in which terms are looked at, and known by their slopes (Karush, Kuhn
// and Tucker): zero for a coefficient that is not zero, and none towards the sign of the prior for
// one that is.
//
// They are found by active sets (J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed. 2006,
// section 16.5): from the prior, which has the right signs, towards the best of the terms that are
// in; the first sign that would turn on the way takes its term out; a term that the best would have
// in again comes in. The objective rises with each step, so none of the sets comes twice.
#pragma once

#include <optional>
#include <span>

#include "models/logistic_regression.hpp"

namespace models {

// As fit_logistic; nothing either where ten sets a column do not settle it.
std::optional<LogisticFit> fit_with_signs(const DesignRows& rows, std::span<const double> prior,
                                          double ridge);

}  // namespace models
