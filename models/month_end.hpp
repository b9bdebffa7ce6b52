// The end of a day and of a month in one shard: interest of the night, stocks measured, books
// checked.
#pragma once

#include "models/shard.hpp"

namespace models {

// Interest of the coming night is earned.
void close_day(Shard& shard);

// Stocks of the month's last evening; friends are told of new defaults. Afterwards
// `shard.allowance` is what the provisioning rule asks for.
void measure_month(const Context& context);

// Subledger against control accounts: every amount in the books equals the sum over the loans, to
// the minor unit, and the exact sums of interest equal theirs. CheckFailure if not.
void audit(const Context& context);

}  // namespace models
