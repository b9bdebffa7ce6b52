// A second opinion on repayment schedules: slow, in exact fractions of unbounded integers, counting
// days one by one, and sharing no code with models/amortisation but the terms it is asked for.
#pragma once

#include <vector>

#include "models/amortisation.hpp"

namespace naive {

struct Row {
  int number;  // 0 for a prepayment
  std::chrono::sys_days due;
  long long interest, principal, fee, balance, late;  // minor units; late interest and fee
  friend bool operator==(const Row&, const Row&) = default;
};

// Terms without shifted due dates.
std::vector<Row> schedule(const models::LoanTerms& terms);

std::vector<Row> rows_of(const models::Amortisation& loan);

}  // namespace naive
