// creditcycle schedule: what a loan pays and when, and what it costs a year.
#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/given_payments.hpp"
#include "cli/loan_options.hpp"
#include "cli/schedule_report.hpp"

namespace cli {

namespace {

using models::LoanTerms;

models::Amortisation loan_of(const Arguments& arguments, const LoanTerms& terms) {
  try {
    if (has_given_payments(arguments)) return given_payments(arguments, terms);
    auto loan = models::amortise(terms);
    const bool endless = terms.repayment == models::Repayment::revolving && !arguments.has("term");
    if (endless && loan.rows.back().number == terms.instalments) {
      throw InputError(
          fmt::format("minimum payments do not pay the loan off within {} periods: a "
                      "higher --minimum, --minimum-share or a --term is expected",
                      terms.instalments));
    }
    return loan;
  } catch (const models::BadTerms& error) {
    throw InputError(error.what());
  }
}

ExitCode schedule(const Arguments& arguments, Terminal& terminal) {
  if (!arguments.positional().empty()) {
    throw UsageError(
        fmt::format("options alone are expected, found {}", arguments.positional().front()));
  }
  const bool csv = arguments.has("csv");
  if (csv && terminal.json()) throw UsageError("--csv or --json is expected, not both");
  ScheduleReport report{.terms = loan_terms(arguments), .loan = {}, .rates = {}};
  report.loan = loan_of(arguments, report.terms);
  // Payments on days of their own have no frequency but what their days show.
  report.rates = arguments.has("pay")
                     ? models::effective_rates(report.loan)
                     : models::effective_rates(report.loan, report.terms.due.frequency);
  report.cap = rate_option(arguments, "cap");
  report.split = !has_given_payments(arguments);
  terminal.print(csv               ? schedule_csv(report)
                 : terminal.json() ? schedule_json(report)
                                   : schedule_text(report));
  return exit_done;
}

std::vector<Option> options() {
  std::vector<Option> all = loan_options();
  for (const Option& option : given_payments_options()) all.push_back(option);
  all.push_back({"cap", "RATE", "say whether the APR is within this legal cap"});
  all.push_back(
      {"csv", "",
       "print the table as CSV: number, from, due, days, payment, interest, principal, fee, "
       "balance, paid, late_interest, late_fee"});
  return all;
}

}  // namespace

Command schedule_command() {
  return {
      "schedule",
      "Print the repayment schedule of a loan, to the cent, with its total interest, fees, annual "
      "percentage rate (APR) and effective rate (XIRR)",
      "schedule [--amount AMOUNT] [--rate RATE] [--term N] [--shape SHAPE] ... [--csv | --json]",
      {{"schedule --amount 10000 --rate 12% --term 12", "twelve equal monthly instalments"},
       {"schedule --rate \"0.04 % a day\" --shape bullet --term \"30 days\"",
        "one payment after thirty days"},
       {"schedule --disbursed 2025-01-31 --term 3 --day-count 30/360 --csv",
        "28 February, 31 March and 30 April, as CSV"},
       {"schedule --frequency weekly --term 26 --fee 2% --cap 24% --json",
        "a fee taken off what is paid out, and whether the APR is within 24 %, as JSON"},
       {"schedule --shape step-up --term 36 --step 5% --step-every 12",
        "instalments that grow by 5 % each year"},
       {"schedule --shape revolving --minimum-share 10% --minimum 100",
        "minimum payments until nothing is left"},
       {"schedule --prepay 2025-06-15=2000 --holiday 8=2 --new-rate 10=9% --extend 10=6",
        "paid early, paused, cheaper and longer"},
       {"schedule --late 3=20 --grace 5 --late-fee 10", "the third instalment twenty days late"},
       {"schedule --amount 5000 --disbursed 1978-01-10 --payments \"230 x 24\"",
        "the APR of payments that are known"}},
      options(),
      schedule};
}

}  // namespace cli
