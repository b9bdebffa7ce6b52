#include "cli/trace_view.hpp"

#include <chrono>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "cli/json.hpp"
#include "cli/text.hpp"
#include "cli/text_output.hpp"
#include "cli/trace_words.hpp"

namespace cli {

using models::PortfolioMeasure;
using models::TraceEntry;

namespace {

constexpr double minor_per_major = 100;

std::string date_of(const TraceEntry& entry, const models::Scenario& scenario) {
  return date_text(std::chrono::sys_days(scenario.first_day()) +
                   std::chrono::days(entry.day.value()));
}

struct Amount {
  std::string_view name;
  sim::Money money;
};

// What the event has moved.
std::vector<Amount> moved(const TraceEntry& entry) {
  return {{"lent", entry.amount(PortfolioMeasure::originated_amount)},
          {"billed", entry.amount(PortfolioMeasure::due_amount)},
          {"principal_paid", entry.principal_paid},
          {"interest_paid", entry.interest_paid},
          {"charged_off", entry.amount(PortfolioMeasure::charge_off)},
          {"recovered", entry.amount(PortfolioMeasure::recovered)}};
}

// Where the borrower stands after it, but for what is no amount.
std::vector<Amount> standing(const TraceEntry& entry) {
  return {{"balance", entry.after.principal},
          {"overdue", entry.after.overdue},
          {"claimed", entry.after.claimed},
          {"limit", entry.after.limit},
          {"income", sim::nearest(entry.after.income)},
          {"buffer", entry.after.buffer}};
}

std::string shown(sim::Money money) {
  return with_decimals(static_cast<double>(money.minor()) / minor_per_major, 2);
}

std::string shown_if_any(sim::Money money) {
  return money == sim::Money{} ? "" : shown(money);
}

std::string product_of(const TraceEntry& entry, const models::Scenario& scenario) {
  return entry.loan ? scenario.products[entry.loan->product].id : "";
}

// What the borrower borrowed and gave back in all, with what is left of it.
std::string totals_text(const Told& told) {
  std::vector<Amount> totals = moved(TraceEntry{});
  for (const TraceEntry& entry : told.trace.entries()) {
    const auto now = moved(entry);
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i].money += now[i].money;
  }
  const auto total = [&](std::size_t i) { return shown(totals[i].money); };
  return fmt::format(
      "\nlent {}; repaid {} and {} of interest; charged off {}, of which {} came back; "
      "outstanding {}\n",
      total(0), total(2), total(3), total(4), total(5),
      shown(told.trace.entries().back().after.principal));
}

}  // namespace

std::string trace_text(const Told& told, const Terminal& terminal) {
  const models::Scenario& scenario = told.scenario;
  std::string text = terminal.bold(scenario.title) + "\n";
  text += fmt::format(
      "Borrower {}, replication {}, seed {}: every event from {} on; the report begins {}\n\n",
      told.trace.seat(), told.replication, scenario.run.seed, date_text(scenario.first_day()),
      date_text(scenario.run.start));
  std::vector<Align> aligns(15, Align::right);
  aligns[0] = aligns[1] = aligns[14] = Align::left;
  Table table(aligns);
  table.add({"date", "event", "loan", "lent", "billed", "paid", "balance", "overdue", "dpd",
             "score", "limit", "income", "buffer", "person", "job"});
  for (const TraceEntry& entry : told.trace.entries()) {
    const bool there = entry.after.status != models::SeatStatus::vacant;
    const auto if_there = [&](std::string cell) { return there ? std::move(cell) : ""; };
    table.add({date_of(entry, scenario), what_happened(entry, scenario),
               entry.loan ? fmt::format("{}", entry.loan->nth) : "",
               shown_if_any(entry.amount(PortfolioMeasure::originated_amount)),
               shown_if_any(entry.amount(PortfolioMeasure::due_amount)),
               shown_if_any(entry.principal_paid + entry.interest_paid +
                            entry.amount(PortfolioMeasure::recovered)),
               if_there(shown(entry.after.principal)), shown_if_any(entry.after.overdue),
               entry.after.dpd > 0 ? fmt::format("{}", entry.after.dpd) : "",
               if_there(fmt::format("{}", entry.after.score)), if_there(shown(entry.after.limit)),
               if_there(shown(sim::nearest(entry.after.income))),
               if_there(shown(entry.after.buffer)), fmt::format("{}", entry.before.generation),
               there && !entry.after.employed ? "none" : ""});
  }
  return text + table.text() + totals_text(told);
}

std::string trace_csv(const Told& told) {
  const models::Scenario& scenario = told.scenario;
  std::string text = "date,day,event,what,person,loan,product";
  for (const auto& [name, money] : moved(TraceEntry{})) text += fmt::format(",{}", name);
  for (const auto& [name, money] : standing(TraceEntry{})) text += fmt::format(",{}", name);
  text += ",dpd,score,tier,employed,frozen,barred\n";
  for (const TraceEntry& entry : told.trace.entries()) {
    text += fmt::format("{},{},{},{},{},{},{}", date_of(entry, scenario), entry.day.value(),
                        models::step_names[static_cast<std::size_t>(entry.step)],
                        csv_field(what_happened(entry, scenario)), entry.before.generation,
                        entry.loan ? fmt::format("{}", entry.loan->nth) : "",
                        csv_field(product_of(entry, scenario)));
    for (const auto& [name, money] : moved(entry)) text += "," + sim::to_text(money);
    for (const auto& [name, money] : standing(entry)) text += "," + sim::to_text(money);
    text +=
        fmt::format(",{},{},{},{:d},{:d},{:d}\n", entry.after.dpd, entry.after.score,
                    csv_field(scenario.membership.tiers[entry.after.tier].id), entry.after.employed,
                    entry.after.frozen, entry.after.status == models::SeatStatus::barred);
  }
  return text;
}

std::string trace_json(const Told& told) {
  const models::Scenario& scenario = told.scenario;
  Json json;
  json.begin_object().member("title", scenario.title).member("borrower", told.trace.seat());
  json.member("replication", told.replication).member("seed", scenario.run.seed);
  json.key("events").begin_array();
  for (const TraceEntry& entry : told.trace.entries()) {
    json.begin_object().member("date", date_of(entry, scenario)).member("day", entry.day.value());
    json.member("event", models::step_names[static_cast<std::size_t>(entry.step)]);
    json.member("what", what_happened(entry, scenario));
    json.member("person", static_cast<int>(entry.before.generation));
    if (entry.loan) {
      json.member("loan", static_cast<int>(entry.loan->nth));
      json.member("product", product_of(entry, scenario));
    }
    const auto add = [&](const std::vector<Amount>& amounts) {
      for (const auto& [name, money] : amounts) json.key(name).raw(sim::to_text(money));
    };
    add(moved(entry));
    add(standing(entry));
    json.member("dpd", entry.after.dpd).member("score", static_cast<int>(entry.after.score));
    json.member("tier", scenario.membership.tiers[entry.after.tier].id);
    json.member("employed", entry.after.employed).member("frozen", entry.after.frozen);
    json.member("barred", entry.after.status == models::SeatStatus::barred);
    json.end_object();
  }
  json.end_array().end_object();
  return json.text();
}

}  // namespace cli
