// Loans of which only the payments are known: no rate says which part of them is interest.
#pragma once

#include <vector>

#include "cli/options.hpp"
#include "models/amortisation.hpp"

namespace cli {

std::vector<Option> given_payments_options();
bool has_given_payments(const Arguments& arguments);

// What --payments ("230 x 24, 280": one after another on the due dates) and --pay
// ("1978-06-15=250") say is paid, for the amount, the fee and the due dates of the terms. All of a
// payment counts as principal, and payments of nothing are left out. UsageError where they cannot
// be read, are of no loan, or come with options that they make meaningless.
models::Amortisation given_payments(const Arguments& arguments, const models::LoanTerms& terms);

}  // namespace cli
