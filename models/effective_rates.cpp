#include "models/effective_rates.hpp"

#include "models/annual_percentage_rate.hpp"

namespace models {

std::vector<CashFlow> cash_flows(const Amortisation& loan) {
  std::vector<CashFlow> flows = {{loan.disbursed, loan.received}};
  for (const ScheduleRow& row : loan.rows) flows.push_back({row.paid, -row.payment()});
  return flows;
}

namespace {

// A loan that is paid back on its first day has no time in which to cost anything.
bool has_time(const Amortisation& loan) {
  return !loan.rows.empty() && loan.rows.back().nominal > loan.disbursed;
}

EffectiveRates rates_by(const UnitPeriod& unit, const Amortisation& loan) {
  std::vector<TimedAmount> payments;
  for (const ScheduleRow& row : loan.rows) {
    payments.push_back({unit_periods_between(unit, loan.disbursed, row.nominal, loan.due_on),
                        row.payment() - row.late_interest - row.late_fee});
  }
  return {annual_percentage_rate({{{}, loan.received}}, payments, unit.per_year),
          xirr(cash_flows(loan))};
}

}  // namespace

EffectiveRates effective_rates(const Amortisation& loan, const Frequency& frequency) {
  if (!has_time(loan)) return {};
  const bool single = loan.rows.size() == 1;
  return rates_by(single ? unit_period_of_term(loan.disbursed, loan.rows.front().nominal)
                         : unit_period_of(frequency),
                  loan);
}

EffectiveRates effective_rates(const Amortisation& loan) {
  if (!has_time(loan)) return {};
  std::vector<std::chrono::sys_days> dates = {loan.disbursed};
  for (const ScheduleRow& row : loan.rows) dates.push_back(row.nominal);
  return rates_by(common_unit_period(dates), loan);
}

}  // namespace models
