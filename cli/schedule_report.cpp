#include "cli/schedule_report.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

#include "cli/json.hpp"
#include "cli/loan_options.hpp"
#include "cli/text.hpp"
#include "scenarios/quantity.hpp"

namespace cli {

namespace {

using models::ScheduleRow;
using sim::Money;

std::string money_text(Money amount) {
  const std::string text = to_text(amount);
  const std::size_t point = text.find('.');
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  std::string whole = text.substr(0, point);
  for (std::size_t at = whole.size(); at > first + 3;) whole.insert(at -= 3, 1, ',');
  return whole + text.substr(point);
}

std::string date(std::chrono::sys_days day) {
  return date_text(std::chrono::year_month_day(day));
}

std::string percent(const std::optional<double>& rate) {
  return rate ? with_decimals(*rate * 100, 2) + " %" : "none";
}

Money fee_of(const ScheduleRow& row) {
  return row.fee + row.late_fee;
}

// Of the period, and of what was overdue.
Money interest_of(const ScheduleRow& row) {
  return row.interest + row.late_interest;
}

bool has_fees(const ScheduleReport& report) {
  const auto& rows = report.loan.rows;
  return std::any_of(rows.begin(), rows.end(),
                     [](const ScheduleRow& row) { return fee_of(row) != Money{}; });
}

std::string table_text(const ScheduleReport& report) {
  const bool fees = has_fees(report);
  Table table(std::vector<Align>(8, Align::right));
  struct Cells {
    std::string number, due, days, payment, interest, principal, fee, balance;
  };
  const auto add = [&](const Cells& cells) {
    std::vector<std::string> row = {cells.number, cells.due, cells.days, cells.payment};
    if (report.split) {
      row.push_back(cells.interest);
      row.push_back(cells.principal);
      if (fees) row.push_back(cells.fee);
      row.push_back(cells.balance);
    }
    table.add(std::move(row));
  };
  add({"nr", "due", "days", "payment", "interest", "principal", "fee", "balance"});
  add({"", date(report.loan.disbursed), "", "", "", "", "", money_text(report.loan.principal)});
  for (const ScheduleRow& row : report.loan.rows) {
    add({row.number > 0 ? std::to_string(row.number) : "early", date(row.due),
         std::to_string(row.days()), money_text(row.payment()), money_text(interest_of(row)),
         money_text(row.principal), money_text(fee_of(row)), money_text(row.balance_after)});
  }
  return table.text();
}

// How the annual percentage rate stands to the cap.
bool under_cap(const ScheduleReport& report) {
  return report.rates.apr && *report.rates.apr * 1e6 <= static_cast<double>(report.cap->ppm());
}

std::string totals_text(const ScheduleReport& report) {
  const models::Amortisation& loan = report.loan;
  if (report.split) {
    return fmt::format("received {}, paid {}: interest {}, fees {}\n", money_text(loan.received),
                       money_text(loan.total_paid()), money_text(loan.total_interest()),
                       money_text(loan.total_fees()));
  }
  return fmt::format("received {}, paid {}: cost {}\n", money_text(loan.received),
                     money_text(loan.total_paid()), money_text(loan.total_paid() - loan.received));
}

void member(Json& json, std::string_view name, Money amount) {
  json.key(name).raw(to_text(amount));
}

// To a millionth of a per cent, so that a rate is the same text on every machine.
void member(Json& json, std::string_view name, const std::optional<double>& rate) {
  json.key(name);
  if (rate) {
    json.raw(fmt::format("{:.6f}", *rate * 100));
  } else {
    json.raw("null");
  }
}

void terms_json(const ScheduleReport& report, Json& json) {
  const models::LoanTerms& terms = report.terms;
  member(json, "amount", terms.amount);
  if (report.split) {
    json.key("rate_percent")
        .raw(fmt::format("{:.4f}", static_cast<double>(terms.rate.ppm()) / 1e4));
    json.member("shape", models::name_of(terms.repayment));
    json.member("day_count", models::name_of(terms.day_count));
  }
  json.member("frequency", frequency_text(terms.due.frequency));
  json.member("disbursed", date(report.loan.disbursed));
}

}  // namespace

std::string schedule_text(const ScheduleReport& report) {
  std::string text = table_text(report) + '\n' + totals_text(report);
  text += fmt::format("APR {} (Regulation Z, actuarial), XIRR {}\n", percent(report.rates.apr),
                      percent(report.rates.xirr));
  if (report.cap) {
    text += fmt::format("the APR is {} the cap of {}\n", under_cap(report) ? "within" : "ABOVE",
                        scenarios::to_text(*report.cap));
  }
  return text;
}

std::string schedule_csv(const ScheduleReport& report) {
  std::string text = report.split
                         ? "number,from,due,days,payment,interest,principal,fee,balance,paid,"
                           "late_interest,late_fee\n"
                         : "number,from,due,days,payment\n";
  for (const ScheduleRow& row : report.loan.rows) {
    text += fmt::format("{},{},{},{},{}", row.number > 0 ? std::to_string(row.number) : "",
                        date(row.from), date(row.due), row.days(), to_text(row.payment()));
    if (report.split) {
      text += fmt::format(",{},{},{},{},{},{},{}", to_text(row.interest), to_text(row.principal),
                          to_text(row.fee), to_text(row.balance_after), date(row.paid),
                          to_text(row.late_interest), to_text(row.late_fee));
    }
    text += '\n';
  }
  return text;
}

std::string schedule_json(const ScheduleReport& report) {
  const models::Amortisation& loan = report.loan;
  Json json;
  json.begin_object();
  terms_json(report, json);
  json.key("payments").begin_array();
  for (const ScheduleRow& row : loan.rows) {
    json.begin_object().key("number");
    json.raw(row.number > 0 ? std::to_string(row.number) : "null");
    json.member("from", date(row.from)).member("due", date(row.due)).member("days", row.days());
    member(json, "payment", row.payment());
    if (report.split) {
      member(json, "interest", row.interest);
      member(json, "principal", row.principal);
      member(json, "fee", row.fee);
      member(json, "balance", row.balance_after);
      json.member("paid", date(row.paid));
      member(json, "late_interest", row.late_interest);
      member(json, "late_fee", row.late_fee);
    }
    json.end_object();
  }
  json.end_array().key("summary").begin_object();
  member(json, "received", loan.received);
  member(json, "paid", loan.total_paid());
  if (report.split) {
    member(json, "interest", loan.total_interest());
    member(json, "fees", loan.total_fees());
  }
  member(json, "apr_percent", report.rates.apr);
  member(json, "xirr_percent", report.rates.xirr);
  if (report.cap) {
    member(json, "cap_percent", static_cast<double>(report.cap->ppm()) / 1e6);
    json.member("within_cap", under_cap(report));
  }
  return json.end_object().end_object().text();
}

}  // namespace cli
