#include "cli/loan_options.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "cli/loan_option_values.hpp"
#include "scenarios/quantity.hpp"

namespace cli {

namespace chrono = std::chrono;
using models::Frequency;
using models::LoanTerms;
using models::Repayment;

namespace {

constexpr const char* default_amount = "10,000";
constexpr const char* default_rate = "12 % a year";
constexpr const char* default_disbursed = "2025-01-01";

// The option's value where it is given.
template <class Value, class Read>
void take(const Arguments& arguments, std::string_view option, Value& value, Read&& read) {
  if (const auto text = arguments.text(option)) value = read(option, *text);
}

template <class Enum>
void take_choice(const Arguments& arguments, std::string_view option, Enum& value) {
  take(arguments, option, value, choice_value<Enum>);
}

void take_count(const Arguments& arguments, std::string_view option, int min, int& value) {
  take(arguments, option, value, [&](std::string_view name, std::string_view text) {
    return static_cast<int>(whole_value(name, text, min, LoanTerms::instalments_max));
  });
}

// One period before a first due date: when a loan was paid out of which only that is known.
chrono::sys_days period_before(const Frequency& frequency, chrono::sys_days first) {
  const chrono::year_month_day date(first);
  const auto day_in = [](chrono::year_month month, unsigned day) -> chrono::sys_days {
    const chrono::year_month_day last = month / chrono::last;
    return month / chrono::day(std::min(day, unsigned{last.day()}));
  };
  const unsigned day{date.day()};
  const chrono::year_month month = date.year() / date.month();
  switch (frequency.unit) {
    case Frequency::Unit::days:
      break;
    case Frequency::Unit::semimonths:
      return day > 15 ? day_in(month, day - 15) : day_in(month - chrono::months(1), day + 15);
    case Frequency::Unit::months:
      return day_in(month - chrono::months(frequency.every), day);
  }
  return first - chrono::days(frequency.every);
}

// How many periods a term with a unit has.
int periods_of(const Span& term, const Frequency& frequency, std::string_view text) {
  const std::int64_t days = term.unit == "days"    ? term.count
                            : term.unit == "weeks" ? 7 * term.count
                                                   : 0;
  const std::int64_t months = term.unit == "months"  ? term.count
                              : term.unit == "years" ? 12 * term.count
                                                     : 0;
  std::int64_t whole = 0;
  switch (frequency.unit) {
    case Frequency::Unit::days:
      if (days % frequency.every == 0) whole = days / frequency.every;
      break;
    case Frequency::Unit::semimonths:
      whole = 2 * months;
      break;
    case Frequency::Unit::months:
      if (months % frequency.every == 0) whole = months / frequency.every;
      break;
  }
  if (whole == 0) {
    throw bad_option("term", text,
                     fmt::format("a number of payments, or a time that is whole periods of {}",
                                 frequency_text(frequency)));
  }
  return static_cast<int>(std::min<std::int64_t>(whole, LoanTerms::instalments_max + 1));
}

// Minimum payments end by themselves, and in any case after so many.
int revolving_max(const LoanTerms& terms) {
  const Frequency& frequency = terms.due.frequency;
  return frequency.unit == Frequency::Unit::months ? 1'200 / frequency.every : 1'200;
}

void take_term(const Arguments& arguments, LoanTerms& terms) {
  const auto text = arguments.text("term");
  if (!text) {
    if (terms.repayment == Repayment::bullet && arguments.has("first-date")) terms.instalments = 1;
    if (terms.repayment == Repayment::revolving) terms.instalments = revolving_max(terms);
    return;
  }
  const Span term = span_value("term", *text);
  const bool bullet = terms.repayment == Repayment::bullet;
  if (term.unit.empty()) {
    terms.instalments =
        static_cast<int>(std::min<std::int64_t>(term.count, LoanTerms::instalments_max + 1));
  } else if (bullet) {
    terms.due.frequency = frequency_value("term", fmt::format("{} {}", term.count, term.unit));
    terms.instalments = 1;
  } else {
    terms.instalments = periods_of(term, terms.due.frequency, *text);
  }
}

void take_dates(const Arguments& arguments, LoanTerms& terms) {
  auto& due = terms.due;
  due.disbursed = date_value("disbursed", default_disbursed);
  if (const auto text = arguments.text("first-date")) {
    due.first = date_value("first-date", *text);
    due.disbursed = period_before(due.frequency, *due.first);
  }
  take(arguments, "disbursed", due.disbursed, date_value);
  if (const auto text = arguments.text("due-day")) {
    due.due_on = static_cast<int>(whole_value("due-day", *text, 1, 31));
  }
  take_choice(arguments, "month-end", due.month_end);
  take_choice(arguments, "shift", due.shift);
  std::vector<chrono::sys_days> closed;
  for (const auto& day : arguments.all("closed")) closed.push_back(date_value("closed", day));
  due.business_days = models::BusinessDays(closed);
  if (const auto text = arguments.text("interest-days")) {
    const std::vector<std::string> names = {"shifted", "nominal"};
    terms.interest_to_nominal = *text == names[1];
    if (!terms.interest_to_nominal && *text != names[0]) {
      throw bad_option("interest-days", *text, scenarios::one_of(names),
                       scenarios::nearest_name(*text, names));
    }
  }
}

void take_rounding(const Arguments& arguments, LoanTerms& terms) {
  take_choice(arguments, "rounding", terms.interest_rounding);
  terms.instalment_rounding.mode = terms.interest_rounding;
  take_choice(arguments, "instalment-rounding", terms.instalment_rounding.mode);
  take(arguments, "round-to", terms.instalment_rounding.unit, money_value);
}

void take_fees(const Arguments& arguments, LoanTerms& terms) {
  for (const auto& text : arguments.all("fee")) {
    if (text.ends_with('%') || text.ends_with("bp")) {
      terms.fees.upfront_ppm += share_value("fee", text);
    } else {
      terms.fees.upfront += money_value("fee", text);
    }
  }
  take_choice(arguments, "fee-handling", terms.fees.handling);
  take(arguments, "instalment-fee", terms.fees.each, money_value);
  take(arguments, "prepay-fee", terms.fees.prepayment_ppm, share_value);
}

void take_shape(const Arguments& arguments, LoanTerms& terms) {
  take_count(arguments, "interest-only", 0, terms.interest_only);
  if (const auto text = arguments.text("interest-free")) {
    const Span free = span_value("interest-free", *text);
    const int count = static_cast<int>(std::min<std::int64_t>(free.count, 100'000));
    if (free.unit.empty()) {
      terms.interest_free = count;
    } else if (free.unit == "days" || free.unit == "weeks") {
      terms.interest_free_days = free.unit == "weeks" ? 7 * count : count;
    } else {
      throw bad_option("interest-free", *text, "a number of periods, or days as 30 days");
    }
  }
  if (terms.repayment == Repayment::step_up) terms.step_ppm = share_value("step", "5 %");
  take(arguments, "step", terms.step_ppm, share_value);
  take_count(arguments, "step-every", 1, terms.step_every);
  if (terms.repayment == Repayment::revolving) {
    terms.minimum_ppm = share_value("minimum-share", "10 %");
    terms.minimum = money_value("minimum", "100");
  }
  take(arguments, "minimum-share", terms.minimum_ppm, share_value);
  take(arguments, "minimum", terms.minimum, money_value);
}

void take_changes(const Arguments& arguments, LoanTerms& terms) {
  for (const auto& text : arguments.all("prepay")) {
    const Pair pair = pair_value("prepay", text, "DATE=AMOUNT, such as 2025-06-15=2,000");
    terms.prepayments.push_back(
        {date_value("prepay", pair.left), money_value("prepay", pair.right)});
  }
  take_choice(arguments, "prepay-effect", terms.prepayment_effect);
  const auto from = [](std::string_view option, const Pair& pair) {
    return static_cast<int>(whole_value(option, pair.left, 1, LoanTerms::instalments_max));
  };
  const auto count = [](std::string_view option, const Pair& pair) {
    return static_cast<int>(whole_value(option, pair.right, 1, LoanTerms::instalments_max));
  };
  for (const auto& text : arguments.all("new-rate")) {
    const Pair pair = pair_value("new-rate", text, "INSTALMENT=RATE, such as 7=9 %");
    terms.rate_changes.push_back({from("new-rate", pair), rate_value("new-rate", pair.right)});
  }
  for (const auto& text : arguments.all("holiday")) {
    const Pair pair = pair_value("holiday", text, "INSTALMENT=COUNT, such as 4=2");
    terms.holidays.push_back({from("holiday", pair), count("holiday", pair)});
  }
  for (const auto& text : arguments.all("extend")) {
    const Pair pair = pair_value("extend", text, "INSTALMENT=COUNT, such as 7=6");
    terms.extensions.push_back({from("extend", pair), count("extend", pair)});
  }
}

void take_late(const Arguments& arguments, LoanTerms& terms) {
  for (const auto& text : arguments.all("late")) {
    const Pair pair = pair_value("late", text, "INSTALMENT=DAYS, such as 3=10");
    const auto whole = [](std::string_view value, std::int64_t max) {
      return static_cast<int>(whole_value("late", value, 1, max));
    };
    terms.late_payments.push_back(
        {whole(pair.left, LoanTerms::instalments_max), whole(pair.right, 3'660)});
  }
  take_count(arguments, "grace", 0, terms.late.grace_days);
  take(arguments, "late-interest", terms.late.factor_ppm, share_value);
  take(arguments, "late-fee", terms.late.fee, money_value);
}

// Options that say something of one shape alone.
void refuse_what_has_no_effect(const Arguments& arguments, const LoanTerms& terms) {
  const auto only = [&](const char* option, Repayment shape) {
    if (!arguments.has(option) || terms.repayment == shape) return;
    throw UsageError(fmt::format("--{} is of --shape {}, found {}", option, models::name_of(shape),
                                 models::name_of(terms.repayment)));
  };
  only("step", Repayment::step_up);
  only("step-every", Repayment::step_up);
  only("minimum", Repayment::revolving);
  only("minimum-share", Repayment::revolving);
  if (arguments.has("due-day") && terms.due.frequency.unit != Frequency::Unit::months) {
    throw UsageError("--due-day is of a loan that is paid by the month");
  }
}

}  // namespace

std::vector<Option> loan_options() {
  return {
      {"amount", "AMOUNT", "what the borrower asks for (10,000)"},
      {"rate", "RATE",
       "12 % a year (the default), 1 % a month, 0.05 % a day; 12 alone is 12 % a year"},
      {"term", "N", "payments (12), or a time: 12 months, 26 weeks, 90 days"},
      {"frequency", "PERIOD",
       "daily, weekly, fortnightly, semimonthly, monthly (the default), quarterly, half-yearly, "
       "yearly, or 15 days, 2 months"},
      {"shape", "SHAPE",
       "equal-instalment (the default), equal-principal, bullet, interest-only, step-up or "
       "revolving"},
      {"day-count", "COUNT",
       "actual/365 (the default), actual/360, actual/364, actual/actual, actual/actual-last-day, "
       "30/360 or 30/365"},
      {"disbursed", "DATE",
       "when the loan is paid out (2025-01-01, or one period before --first-date)"},
      {"first-date", "DATE", "first due date (one period after --disbursed)"},
      {"due-day", "N", "day of the month of later due dates, 1 to 31 (that of the first)"},
      {"month-end", "RULE",
       "where a month is too short: last-day (the default), first-of-next, or day-28 for all"},
      {"shift", "RULE",
       "due dates on weekends move: none (the default), following, modified-following, preceding"},
      {"closed", "DATE", "with --shift: a holiday; may be given more than once", true},
      {"interest-days", "WHICH", "interest runs to the shifted (the default) or nominal due date"},
      {"rounding", "MODE", "half-even (the default), half-up, up or down"},
      {"round-to", "AMOUNT",
       "instalments are whole multiples of it (0.01); the last is what is left"},
      {"instalment-rounding", "MODE", "of instalments alone (as --rounding)"},
      {"fee", "FEE", "at pay-out: an amount, or a share of it as 2 %; given twice they add up",
       true},
      {"fee-handling", "HOW", "deducted from what is paid out (the default) or financed"},
      {"instalment-fee", "AMOUNT", "with every instalment"},
      {"interest-only", "N", "the first N instalments pay interest alone"},
      {"interest-free", "N", "the first N periods, or 30 days, bear no interest"},
      {"step", "SHARE", "of --shape step-up: by how much instalments grow (5 %)"},
      {"step-every", "N", "of --shape step-up: after how many instalments (12)"},
      {"minimum-share", "SHARE", "of --shape revolving: of principal, on top of interest (10 %)"},
      {"minimum", "AMOUNT", "of --shape revolving: no payment is less (100)"},
      {"prepay", "DATE=AMOUNT", "principal paid back early; may be given more than once", true},
      {"prepay-effect", "EFFECT",
       "shorter (the default): the loan ends sooner; lower: instalments are planned anew"},
      {"prepay-fee", "SHARE", "of what is prepaid"},
      {"new-rate", "N=RATE", "from instalment N on; may be given more than once", true},
      {"holiday", "N=COUNT", "from instalment N on nothing is paid COUNT times, interest is added",
       true},
      {"extend", "N=COUNT", "from instalment N on the loan has COUNT more", true},
      {"late", "N=DAYS", "instalment N is paid so many days late; may be given more than once",
       true},
      {"grace", "DAYS", "with --late: days at the agreed rate before late interest (0)"},
      {"late-interest", "SHARE", "with --late: of the agreed rate, on overdue principal (150 %)"},
      {"late-fee", "AMOUNT", "with --late: of an instalment paid after its days of grace"},
  };
}

models::LoanTerms loan_terms(const Arguments& arguments) {
  LoanTerms terms;
  terms.amount = money_value("amount", arguments.text("amount").value_or(default_amount));
  terms.rate = rate_value("rate", arguments.text("rate").value_or(default_rate));
  take_choice(arguments, "shape", terms.repayment);
  take(arguments, "frequency", terms.due.frequency, frequency_value);
  take_term(arguments, terms);
  take_choice(arguments, "day-count", terms.day_count);
  take_dates(arguments, terms);
  take_rounding(arguments, terms);
  take_fees(arguments, terms);
  take_shape(arguments, terms);
  take_changes(arguments, terms);
  take_late(arguments, terms);
  refuse_what_has_no_effect(arguments, terms);
  return terms;
}

std::optional<sim::Rate> rate_option(const Arguments& arguments, std::string_view option) {
  const auto text = arguments.text(option);
  if (!text) return std::nullopt;
  return rate_value(option, *text);
}

std::string frequency_text(const Frequency& frequency) {
  using Unit = Frequency::Unit;
  for (const char* name : {"daily", "weekly", "fortnightly", "semimonthly", "monthly", "quarterly",
                           "half-yearly", "yearly"}) {
    if (frequency_value("frequency", name) == frequency) return name;
  }
  return fmt::format("{} {}", frequency.every, frequency.unit == Unit::months ? "months" : "days");
}

}  // namespace cli
