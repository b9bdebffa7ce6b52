#include "models/scenario.hpp"

#include <fmt/format.h>

namespace models {

void Scenario::validate(const Complain& complain) const {
  validate_products(products, complain);
}

}  // namespace models
