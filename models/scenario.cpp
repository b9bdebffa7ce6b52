#include "models/scenario.hpp"

#include <string>

namespace models {

void Scenario::validate(const Complain& complain) const {
  validate_products(products, [&](std::string_view key, std::string_view what) {
    complain("products" + std::string(key), what);
  });
  validate_markets(markets, portfolio.borrowers, [&](std::string_view key, std::string_view what) {
    complain("markets" + std::string(key), what);
  });
  if (portfolio.balance_sheet == BalanceSheet::runs_off && run.warm_up_months == 0) {
    complain(
        "portfolio.balance_sheet",
        "is \"static\" where run.warm_up_months is 0, so that nothing is ever lent; a warm-up of "
        "at least 1 month is expected");
  }
}

}  // namespace models
