#include "cli/distribution.hpp"

#include <cmath>
#include <fmt/format.h>
#include <vector>

#include "analysis/breach.hpp"
#include "analysis/quantile.hpp"
#include "analysis/weighted.hpp"
#include "analysis/weights.hpp"
#include "cli/estimate_text.hpp"
#include "cli/options.hpp"
#include "cli/report.hpp"
#include "cli/text.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace {

using analysis::Format;
using analysis::Tail;
using analysis::TailEstimate;

// The shares of replications below the quantiles shown; the first is that of the tails too.
constexpr double quantiles[] = {0.05, 0.5, 0.95};

// One arm's values with their weights.
class ArmValues {
 public:
  ArmValues(const output::ResultReader& file, std::size_t arm, const std::vector<double>& values)
      : values_(values), luck_(analysis::luck_of(file, arm)), weighted_(luck_.is_weighted()) {}

  bool weighted() const { return weighted_; }
  analysis::WeightedValues sample() const { return {values_, luck_.log_weights}; }
  double effective() const { return analysis::effective_replications(sample()); }

  analysis::Estimate mean() const {
    // Normalised: without that the mean of what lies where few were drawn hangs on their weights.
    return weighted_ ? analysis::weighted_mean(sample(), analysis::Normalisation::self)
                     : analysis::estimate(values_);
  }
  // From the tail in which it lies, where the weights of an importance sample are known best.
  TailEstimate quantile(double p) const {
    if (!weighted_) return analysis::quantile(values_, p);
    if (p > 0.5) return analysis::weighted_quantile(sample(), {Tail::upper, 1 - p});
    return analysis::weighted_quantile(sample(), {Tail::lower, p});
  }
  TailEstimate tail_mean(Tail tail) const {
    if (weighted_) return analysis::weighted_tail_mean(sample(), {tail, quantiles[0]});
    if (tail == Tail::lower) return analysis::lower_tail_mean(values_, quantiles[0]);
    std::vector<double> turned;
    for (const double value : values_) turned.push_back(-value);
    const auto found = analysis::lower_tail_mean(turned, quantiles[0]);
    return {found.n, -found.value, -found.high, -found.low};
  }

 private:
  const std::vector<double>& values_;
  analysis::ArmLuck luck_;
  bool weighted_;
};

// One cell: the value with its interval, where few replications leave an end open "–" stands.
std::string cell(const TailEstimate& found, Format format) {
  // Digits by the width of the interval, or of the value's own size where it has none.
  const bool known = std::isfinite(found.low) && std::isfinite(found.high);
  const double precision = known ? (found.high - found.low) / 2 : std::fabs(found.value) / 100;
  const auto one = [&](double value) {
    return std::isfinite(value) ? estimate_text({found.n, value, 0, precision}, format).mean
                                : std::string("–");
  };
  return fmt::format("{}  ({} to {})", one(found.value), one(found.low), one(found.high));
}

void tail_json(const TailEstimate& found, Json& json) {
  json.member("n", static_cast<std::uint64_t>(found.n)).member("value", found.value);
  json.member("low", found.low).member("high", found.high).end_object();
}

struct Breaches {
  std::size_t count = 0;  // replications
  std::size_t n = 0;
  double probability = 0;
  double low = 0;
  double high = 1;
  // How many times as many replications of equal weight the same interval would take; NaN where
  // they weigh the same, or none breached.
  double worth = std::nan("");
};

Breaches breaches_of(const ArmValues& arm, const BreachRule& rule) {
  Breaches found;
  for (const double value : arm.sample().values) {
    found.n += std::isfinite(value);
    found.count += rule.breached(value);
  }
  if (!arm.weighted()) {
    const auto exact = analysis::proportion(found.count, found.n);
    found.probability = exact.share;
    found.low = exact.low;
    found.high = exact.high;
    return found;
  }
  const auto weighted = analysis::tail_probability(
      arm.sample(), {rule.below ? Tail::lower : Tail::upper, rule.bound});
  found.probability = weighted.mean;
  // Not below what is possible; NaN stays where nothing is known.
  found.low = weighted.low() < 0 ? 0 : weighted.low();
  found.high = weighted.high() > 1 ? 1 : weighted.high();
  if (weighted.mean > 0 && weighted.deviation > 0) {
    found.worth = weighted.mean * (1 - weighted.mean) / (weighted.deviation * weighted.deviation);
  }
  return found;
}

std::vector<std::vector<double>> values_of(const output::ResultReader& file,
                                           const BreachRule& rule) {
  return measure_of(file, std::string(rule.headline->name)).values;
}

}  // namespace

analysis::HeadlineTable measure_of(const output::ResultReader& file, const std::string& name) {
  std::vector<std::string> names;
  for (auto& table : analysis::headline_tables(file)) {
    if (table.headline->name == name) return table;
    names.emplace_back(table.headline->name);
  }
  const std::string nearest = scenarios::nearest_name(name, names);
  throw InputError(fmt::format("--measure: found {}, expected {}", scenarios::in_quotes(name),
                               nearest.empty() ? scenarios::one_of(names)
                                               : fmt::format("a headline measure; did you mean {}?",
                                                             scenarios::in_quotes(nearest))));
}

std::string distribution_text(const output::ResultReader& file, const std::string& measure,
                              const Terminal& terminal) {
  const auto table = measure_of(file, measure);
  const Format format = table.headline->format;
  const std::string unit(table.headline->unit);
  std::string text = terminal.bold(std::string(table.headline->long_name));
  text += fmt::format("{}\nover {} replications, with 95 % intervals\n\n",
                      unit.empty() ? "" : ", " + unit, grouped(file.replications()));
  Table rows({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right,
              Align::right});
  std::vector<std::string> heading = {"", "mean"};
  for (const double p : quantiles) heading.push_back(fmt::format("quantile of {:g} %", 100 * p));
  heading.push_back(fmt::format("mean of the lowest {:g} %", 100 * quantiles[0]));
  heading.push_back(fmt::format("of the highest {:g} %", 100 * quantiles[0]));
  rows.add(heading);
  std::string weights;
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const std::string& name = file.run().arms[arm].name;
    const ArmValues values(file, arm, table.values[arm]);
    const auto mean = values.mean();
    std::vector<std::string> cells = {name,
                                      cell({mean.n, mean.mean, mean.low(), mean.high()}, format)};
    for (const double p : quantiles) cells.push_back(cell(values.quantile(p), format));
    cells.push_back(cell(values.tail_mean(Tail::lower), format));
    cells.push_back(cell(values.tail_mean(Tail::upper), format));
    rows.add(std::move(cells));
    if (values.weighted()) {
      weights += fmt::format(
          "{}: drawn by importance sampling; its mean is as sharp as that of about {} plain "
          "replications\n",
          name, three_digits(values.effective()));
    }
  }
  return text + with_bold_heading(rows.text(), terminal) +
         "\n–: an end that takes more replications\n" + weights;
}

std::string distribution_json(const output::ResultReader& file, const std::string& measure) {
  const auto table = measure_of(file, measure);
  Json json;
  json.begin_object().member("measure", table.headline->name).key("arms").begin_array();
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const ArmValues values(file, arm, table.values[arm]);
    json.begin_object().member("arm", file.run().arms[arm].name);
    json.member("weighted", values.weighted());
    json.member("effective_replications", values.effective());
    estimate_json("mean", values.mean(), json);
    json.key("quantiles").begin_array();
    for (const double p : quantiles) {
      json.begin_object().member("share", p);
      tail_json(values.quantile(p), json);
    }
    json.end_array().key("lower_tail_mean").begin_object().member("share", quantiles[0]);
    tail_json(values.tail_mean(Tail::lower), json);
    json.key("upper_tail_mean").begin_object().member("share", quantiles[0]);
    tail_json(values.tail_mean(Tail::upper), json);
    json.end_object();
  }
  return json.end_array().end_object().text();
}

std::vector<ReportLine> distribution_lines(const output::ResultReader& file,
                                           const std::string& measure) {
  const auto table = measure_of(file, measure);
  std::vector<ReportLine> lines;
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const ArmValues values(file, arm, table.values[arm]);
    ReportLine line;
    line.arm = file.run().arms[arm].name;
    line.section = "tail_mean";
    line.item = table.headline->name;
    line.unit = unit_name(table.headline->format);
    line.set(values.mean());
    lines.push_back(line);
    const auto add = [&](const char* section, double share, const TailEstimate& found) {
      line.section = section;
      line.group = fmt::format("{:g} %", 100 * share);
      line.set(found);
      lines.push_back(line);
    };
    for (const double p : quantiles) add("quantile", p, values.quantile(p));
    add("lower_tail_mean", quantiles[0], values.tail_mean(Tail::lower));
    add("upper_tail_mean", quantiles[0], values.tail_mean(Tail::upper));
  }
  return lines;
}

std::string breach_text(const output::ResultReader& file, const BreachRule& rule,
                        const Terminal& terminal) {
  const auto values = values_of(file, rule);
  Table rows({Align::left, Align::right, Align::right, Align::right, Align::left});
  rows.add({"", "probability", "95 % interval", "breached", ""});
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const auto found = breaches_of(ArmValues(file, arm, values[arm]), rule);
    const auto percent = [](double share) {
      return std::isfinite(share) ? three_digits(100 * share) : std::string("–");
    };
    rows.add({file.run().arms[arm].name, percent(found.probability) + " %",
              percent(found.low) + " to " + percent(found.high),
              fmt::format("{} of {}", found.count, found.n),
              std::isnan(found.worth)
                  ? ""
                  : fmt::format("by importance sampling; plainly it would take {} times as many",
                                three_digits(found.worth))});
  }
  return terminal.bold("How likely is " + rule.text + "?") + "\n\n" +
         with_bold_heading(rows.text(), terminal);
}

std::string breach_json(const output::ResultReader& file, const BreachRule& rule) {
  const auto values = values_of(file, rule);
  Json json;
  json.begin_object().member("breach", rule.text).key("arms").begin_array();
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const ArmValues one(file, arm, values[arm]);
    const auto found = breaches_of(one, rule);
    json.begin_object().member("arm", file.run().arms[arm].name);
    json.member("weighted", one.weighted()).member("n", static_cast<std::uint64_t>(found.n));
    json.member("breached", static_cast<std::uint64_t>(found.count));
    json.member("probability", found.probability);
    json.member("worth", found.worth);
    json.member("low", found.low).member("high", found.high).end_object();
  }
  return json.end_array().end_object().text();
}

std::vector<ReportLine> breach_lines(const output::ResultReader& file, const BreachRule& rule) {
  const auto values = values_of(file, rule);
  std::vector<ReportLine> lines;
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    const auto found = breaches_of(ArmValues(file, arm, values[arm]), rule);
    ReportLine line;
    line.arm = file.run().arms[arm].name;
    line.section = "breach";
    line.item = rule.headline->name;
    line.group = rule.text;
    line.unit = "fraction";
    line.n = found.n;
    line.mean = found.probability;
    line.low = found.low;
    line.high = found.high;
    lines.push_back(line);
    if (std::isnan(found.worth)) continue;
    line.section = "breach_worth";
    line.unit = "number";
    line.set_alone(found.worth);
    lines.push_back(line);
  }
  return lines;
}

}  // namespace cli
