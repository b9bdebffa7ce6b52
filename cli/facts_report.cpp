#include "cli/facts_report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "cli/estimate_text.hpp"
#include "cli/json.hpp"
#include "cli/report.hpp"
#include "cli/text.hpp"
#include "cli/text_output.hpp"

namespace cli {

namespace {

using analysis::Fact;
using analysis::Format;
using analysis::JudgedFact;
using analysis::Verdict;

double shown(double value, Format format) {
  return format == Format::percent ? 100 * value : value;
}

// "4 to 6 %", "30 % or more"; a range that ends at the whole of something has a lower end only.
std::string range_text(const Fact& fact) {
  if (!fact.range) return "–";
  const char* sign = fact.format == Format::percent ? " %" : "";
  const double low = shown(fact.range->low, fact.format);
  const double high = shown(fact.range->high, fact.format);
  const bool open = std::isinf(high) || (fact.format == Format::percent && high == 100);
  return open ? fmt::format("{:g}{} or more", low, sign)
              : fmt::format("{:g} to {:g}{}", low, high, sign);
}

std::string verdict_text(const JudgedFact& judged) {
  if (judged.verdict == Verdict::none) return "";
  if (judged.verdict == Verdict::pass) return "pass";
  const bool percent = judged.fact->format == Format::percent;
  return fmt::format("miss by {:.2g}{}", shown(judged.miss_by, judged.fact->format),
                     percent ? " pp" : "");
}

std::string source_text(const Fact& fact) {
  return fact.tag == ' ' ? "" : fmt::format("[{}] {}", fact.tag, fact.source);
}

const char* verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::miss:
      return "miss";
    case Verdict::none:
      break;
  }
  return "";
}

std::string table_text(const ArmFacts& arm, const Terminal& terminal) {
  using enum Align;
  Table table({left, right, right, left, right, left, left});
  table.add({"", "mean", "95 % interval", "", "range", "", "source"});
  for (const JudgedFact& judged : arm.facts) {
    const auto value = estimate_text(judged.value, judged.fact->format);
    table.add({std::string(judged.fact->long_name), value.mean, value.interval,
               std::string(judged.fact->unit), range_text(*judged.fact), verdict_text(judged),
               source_text(*judged.fact)});
  }
  return with_bold_heading(table.text(), terminal);
}

std::string count_text(const ArmFacts& arm) {
  std::string text =
      judged(arm) == 0 ? "no fact could be judged: there were too few loans, or too short a time\n"
                       : fmt::format("{} pass, {} miss\n", judged(arm) - misses(arm), misses(arm));
  if (arm.moving) {
    text +=
        "unemployment spans more than a point: facts of ordinary years are told without a "
        "verdict\n";
  }
  return text;
}

std::string bound(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : "";
}

}  // namespace

std::size_t misses(const ArmFacts& facts) {
  return static_cast<std::size_t>(
      std::count_if(facts.facts.begin(), facts.facts.end(),
                    [](const auto& judged) { return judged.verdict == Verdict::miss; }));
}

std::size_t judged(const ArmFacts& facts) {
  return static_cast<std::size_t>(
      std::count_if(facts.facts.begin(), facts.facts.end(),
                    [](const auto& one) { return one.verdict != Verdict::none; }));
}

std::string facts_text(const std::vector<ArmFacts>& arms, const Terminal& terminal) {
  std::string text;
  for (const ArmFacts& arm : arms) {
    if (!text.empty()) text += "\n";
    text += fmt::format("{}, {} replications\n\n", terminal.bold(arm.arm),
                        grouped(static_cast<std::int64_t>(arm.replications)));
    text += table_text(arm, terminal) + "\n" + count_text(arm);
  }
  return text;
}

std::string facts_csv(const std::vector<ArmFacts>& arms) {
  std::string text =
      "arm,name,fact,computed,unit,n,mean,low,high,range_low,range_high,verdict,miss_by,tag,"
      "source\n";
  for (const ArmFacts& arm : arms) {
    for (const JudgedFact& judged : arm.facts) {
      const Fact& fact = *judged.fact;
      const auto range = fact.range.value_or(analysis::Range{});
      const bool missed = judged.verdict == Verdict::miss;
      text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(arm.arm),
                          fact.name, csv_field(fact.long_name), csv_field(fact.computed),
                          csv_field(fact.unit), judged.value.n, bound(judged.value.mean),
                          bound(judged.value.low()), bound(judged.value.high()), bound(range.low),
                          bound(range.high), verdict_name(judged.verdict),
                          missed ? bound(judged.miss_by) : "",
                          fact.tag == ' ' ? "" : std::string(1, fact.tag), csv_field(fact.source));
    }
  }
  return text;
}

std::string facts_json(const std::vector<ArmFacts>& arms) {
  Json json;
  json.begin_object().key("arms").begin_array();
  for (const ArmFacts& arm : arms) {
    json.begin_object().member("arm", arm.arm);
    json.member("replications", static_cast<std::uint64_t>(arm.replications));
    json.member("economy_moves", arm.moving);
    json.member("judged", static_cast<std::uint64_t>(judged(arm)));
    json.member("misses", static_cast<std::uint64_t>(misses(arm)));
    json.key("facts").begin_array();
    for (const JudgedFact& judged : arm.facts) {
      const Fact& fact = *judged.fact;
      json.begin_object().member("name", fact.name).member("long_name", fact.long_name);
      json.member("computed", fact.computed).member("unit", fact.unit);
      json.member("format", unit_name(fact.format));
      estimate_json("value", judged.value, json);
      if (fact.range) {
        json.key("range").begin_object().member("low", fact.range->low);
        json.member("high", fact.range->high).end_object();
      }
      if (judged.verdict != Verdict::none) json.member("verdict", verdict_name(judged.verdict));
      if (judged.verdict == Verdict::miss) json.member("miss_by", judged.miss_by);
      if (fact.tag != ' ') {
        json.member("tag", std::string(1, fact.tag)).member("source", fact.source);
      }
      json.end_object();
    }
    json.end_array().end_object();
  }
  return json.end_array().end_object().text();
}

}  // namespace cli
