// A borrower's history as a table for people, as CSV and as JSON.
#pragma once

#include <cstdint>
#include <string>

#include "cli/terminal.hpp"
#include "models/scenario.hpp"
#include "models/trace.hpp"

namespace cli {

struct Told {
  const models::Scenario& scenario;
  std::uint32_t replication;
  const models::Trace& trace;
};

std::string trace_text(const Told& told, const Terminal& terminal);

// One line an event, RFC 4180, with the columns that --json has as members of an event: date, day
// (of the run, 0 is the first of the warm-up), event, what, person (who sits in the seat: 0 is the
// first), loan, product, then amounts that the event has moved and where the borrower stands after
// it, in major units of the currency. A loan or product is empty where an event is about none.
std::string trace_csv(const Told& told);
std::string trace_json(const Told& told);

}  // namespace cli
