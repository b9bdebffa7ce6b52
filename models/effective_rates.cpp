#include "models/effective_rates.hpp"

#include "models/annual_percentage_rate.hpp"

namespace models {

std::vector<CashFlow> cash_flows(const Amortisation& loan) {
  std::vector<CashFlow> flows = {{loan.disbursed, loan.received}};
  for (const ScheduleRow& row : loan.rows) flows.push_back({row.paid, -row.payment()});
  return flows;
}

EffectiveRates effective_rates(const Amortisation& loan, const Frequency& frequency) {
  // A loan that is paid back on its first day has no time in which to cost anything.
  if (loan.rows.empty() || loan.rows.back().nominal == loan.disbursed) return {};
  const bool single = loan.rows.size() == 1;
  const UnitPeriod unit = single ? unit_period_of_term(loan.disbursed, loan.rows.front().nominal)
                                 : unit_period_of(frequency);
  std::vector<TimedAmount> payments;
  for (const ScheduleRow& row : loan.rows) {
    payments.push_back({unit_periods_between(unit, loan.disbursed, row.nominal, loan.due_on),
                        row.payment() - row.late_interest - row.late_fee});
  }
  return {annual_percentage_rate({{{}, loan.received}}, payments, unit.per_year),
          xirr(cash_flows(loan))};
}

}  // namespace models
