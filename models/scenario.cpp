#include "models/scenario.hpp"

#include <string>

namespace models {

void Scenario::validate(const Complain& complain) const {
  validate_products(products, [&](std::string_view key, std::string_view what) {
    complain("products" + std::string(key), what);
  });
}

}  // namespace models
