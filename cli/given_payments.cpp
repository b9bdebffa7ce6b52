#include "cli/given_payments.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "cli/loan_option_values.hpp"

namespace cli {

namespace {

using models::ScheduleRow;
using sim::Money;

std::vector<Money> listed(const Arguments& arguments) {
  std::vector<Money> payments;
  const std::string text = arguments.text("payments").value_or("");
  // A comma between digits groups thousands; one before a blank parts payments.
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(", ", at), text.size());
    const std::string_view part = std::string_view(text).substr(at, end - at);
    at = end + 2;
    const auto times = part.find('x');
    const std::int64_t count = times == std::string_view::npos
                                   ? 1
                                   : whole_value("payments", part.substr(times + 1), 1,
                                                 models::LoanTerms::instalments_max);
    payments.insert(payments.end(), static_cast<std::size_t>(count),
                    money_value("payments", part.substr(0, times)));
  }
  return payments;
}

// Those given with their days.
std::vector<ScheduleRow> dated(const Arguments& arguments, const models::LoanTerms& terms) {
  std::vector<ScheduleRow> rows;
  for (const auto& text : arguments.all("pay")) {
    const Pair pair = pair_value("pay", text, "DATE=AMOUNT, such as 2025-06-15=2,000");
    const auto day = date_value("pay", pair.left);
    if (day <= terms.due.disbursed) throw bad_option("pay", text, "a day after --disbursed");
    rows.push_back({.nominal = day, .due = day, .principal = money_value("pay", pair.right)});
  }
  return rows;
}

void refuse_what_is_known(const Arguments& arguments) {
  for (const char* option :
       {"rate", "term", "shape", "day-count", "interest-only", "interest-free", "prepay",
        "new-rate", "holiday", "extend", "late", "fee-handling", "instalment-fee"}) {
    if (!arguments.has(option)) continue;
    throw UsageError(fmt::format("--{} does not go with payments that are given", option));
  }
}

}  // namespace

std::vector<Option> given_payments_options() {
  return {
      {"payments", "LIST",
       "what is paid on the due dates, instead of a rate: 230 x 24, or 200 x 23, 250"},
      {"pay", "DATE=AMOUNT", "what else is paid, or all of it; may be given more than once", true}};
}

bool has_given_payments(const Arguments& arguments) {
  return arguments.has("payments") || arguments.has("pay");
}

models::Amortisation given_payments(const Arguments& arguments, const models::LoanTerms& terms) {
  refuse_what_is_known(arguments);
  const std::vector<Money> list = listed(arguments);
  models::LoanTerms checked = terms;
  checked.instalments = std::max<int>(1, static_cast<int>(list.size()));
  models::validate_terms(checked);

  const models::DueDates dates(terms.due);
  models::Amortisation loan{.disbursed = terms.due.disbursed, .due_on = dates.due_on()};
  loan.upfront_fee = models::upfront_fee(terms);
  loan.received = terms.amount - loan.upfront_fee;
  loan.principal = terms.amount;
  if (loan.received <= Money{}) throw UsageError("the fee leaves nothing of the amount");
  loan.rows = dated(arguments, terms);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const models::DueDate date = dates(static_cast<int>(i) + 1);
    loan.rows.push_back({.nominal = date.nominal, .due = date.due, .principal = list[i]});
  }
  std::erase_if(loan.rows, [](const ScheduleRow& row) { return row.principal == Money{}; });
  if (loan.rows.empty()) throw UsageError("at least one payment above zero is expected");
  std::stable_sort(loan.rows.begin(), loan.rows.end(),
                   [](const ScheduleRow& a, const ScheduleRow& b) { return a.due < b.due; });
  if (loan.rows.front().due <= terms.due.disbursed) {
    throw UsageError("the first payment moves to a day that is not after the pay-out");
  }
  int number = 0;
  auto from = terms.due.disbursed;
  for (ScheduleRow& row : loan.rows) {
    row.number = ++number;
    row.from = from;
    row.to = row.paid = from = row.due;
  }
  return loan;
}

}  // namespace cli
