#include "cli/study_report.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

#include "cli/estimate_text.hpp"
#include "cli/rejected_report.hpp"
#include "cli/report.hpp"
#include "cli/text.hpp"

namespace cli {

using analysis::Decision;
using analysis::Driver;
using analysis::Estimate;
using analysis::Format;

namespace {

std::string saved_text(double times) {
  if (std::isnan(times)) return "–";
  if (std::isinf(times)) return "exact";
  return fmt::format("{:.1f} x", times);
}

const analysis::Comparison* effect_of(const Decision& decision, std::string_view name) {
  for (const auto& effect : decision.effects) {
    if (effect.headline->name == name) return &effect;
  }
  return nullptr;
}

std::string change_of(const Decision& decision, std::string_view name) {
  const auto* effect = effect_of(decision, name);
  return effect == nullptr
             ? "–"
             : difference_text(effect->arms[1].difference, effect->headline->format).mean;
}

// A column of scenarios stands only where there are some: a plain comparison has none.
bool has_scenarios(const std::vector<Contrast>& contrasts) {
  return std::any_of(contrasts.begin(), contrasts.end(),
                     [](const Contrast& one) { return !one.scenario->scenario.empty(); });
}

template <class Cells>
Cells without_first(Cells cells, bool keep) {
  if (!keep) cells.erase(cells.begin());
  return cells;
}

// One line a contrast: what to decide on.
std::string decision_table(const std::vector<Contrast>& contrasts, const Terminal& terminal) {
  using Cells = std::vector<std::string>;
  const bool named = has_scenarios(contrasts);
  std::vector<Align> aligns(8, Align::right);
  aligns[0] = aligns[1] = aligns[7] = Align::left;
  Table table(without_first(aligns, named));
  table.add(
      without_first(Cells{"scenario", "against the baseline", "net income a year", "95 % interval",
                          "charge-off rate", "approval rate", "luck shared", "verdict"},
                    named));
  for (const Contrast& one : contrasts) {
    const Estimate& income = one.decision.income.arms[1].difference;
    const auto text = difference_text(income, Format::money);
    table.add(without_first(
        Cells{one.scenario->scenario, one.arm, text.mean, text.interval,
              change_of(one.decision, "charge_off_rate"), change_of(one.decision, "approval_rate"),
              saved_text(one.decision.replications_saved), verdict_text(one.decision.judgement)},
        named));
  }
  return with_bold_heading(table.text(), terminal);
}

// How economies were drawn, and what that was worth beyond the shared luck.
std::string drawn_text(const StudyResult& study, const std::vector<Contrast>& contrasts) {
  std::vector<analysis::Sampling> samplings;
  double least = HUGE_VAL, most = 0;
  for (const Contrast& one : contrasts) {
    const auto& decision = one.decision;
    samplings.push_back(decision.sampling);
    if (!std::isfinite(decision.sampling_gain)) continue;
    least = std::min(least, decision.sampling_gain);
    most = std::max(most, decision.sampling_gain);
  }
  std::string text = sampling_text(samplings, study.control);
  const bool plain = std::all_of(samplings.begin(), samplings.end(),
                                 [](const auto& sampling) { return sampling.is_plain(); });
  if (!plain && most > 0) {
    const std::string lowest = fmt::format("{:.1f}", least);
    const std::string highest = fmt::format("{:.1f}", most);
    text += fmt::format("that is worth {} times as many replications here\n",
                        lowest == highest ? lowest : lowest + " to " + highest);
  }
  return text.empty() ? "" : "\n" + text;
}

// What each contrast is made of, one line a contrast.
std::string why_table(const std::vector<Contrast>& contrasts, const Terminal& terminal) {
  const bool named = has_scenarios(contrasts);
  std::vector<Align> aligns = {Align::left};
  std::vector<std::string> heading = {"why, net income a year"};
  if (named) {
    aligns.push_back(Align::left);
    heading.push_back("");
  }
  for (std::size_t i = 0; i < analysis::driver_count; ++i) {
    aligns.push_back(Align::right);
    std::string name(analysis::name_of(static_cast<Driver>(i)).long_name);
    name.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(name.front())));
    heading.push_back(std::move(name));
  }
  Table table(aligns);
  table.add(heading);
  for (const Contrast& one : contrasts) {
    std::vector<std::string> row;
    if (named) row.push_back(one.scenario->scenario);
    row.push_back(one.arm);
    for (const Estimate& part : one.decision.drivers) {
      row.push_back(difference_text(part, Format::money).mean);
    }
    table.add(std::move(row));
  }
  return with_bold_heading(table.text(), terminal);
}

std::string drivers_table(const Contrast& one, const Terminal& terminal) {
  Table table({Align::left, Align::right, Align::right});
  table.add({"why, net income a year", "difference", "95 % interval"});
  for (std::size_t i = 0; i < analysis::driver_count; ++i) {
    const auto text = difference_text(one.decision.drivers[i], Format::money);
    table.add({"  " + std::string(analysis::name_of(static_cast<Driver>(i)).long_name), text.mean,
               text.interval});
  }
  const auto text = difference_text(one.decision.income.arms[1].difference, Format::money);
  table.add({"  together", text.mean, text.interval});
  const auto& resampled = one.decision.income_bootstrap;
  if (std::isfinite(resampled.low) && std::isfinite(resampled.high)) {
    // The same digits as the line above, ends that need not lie evenly around the mean.
    const Estimate even{resampled.n, (resampled.low + resampled.high) / 2, 0,
                        (resampled.high - resampled.low) / 2};
    table.add({"  by BCa bootstrap", "", difference_text(even, Format::money).interval});
  }
  return with_bold_heading(table.text(), terminal);
}

std::string effects_table(const Contrast& one, const Terminal& terminal) {
  Table table({Align::left, Align::right, Align::right, Align::right});
  table.add({"what else", one.scenario->base_name, "difference", "95 % interval"});
  for (const auto& effect : one.decision.effects) {
    if (effect.headline->where_defined && effect.arms[1].difference.n == 0) continue;
    const auto text = difference_text(effect.arms[1].difference, effect.headline->format);
    table.add({"  " + std::string(effect.headline->long_name),
               estimate_text(effect.arms[0].level, effect.headline->format).mean, text.mean,
               text.interval});
  }
  return with_bold_heading(table.text(), terminal);
}

std::string groups_table(const Contrast& one, std::string_view panel, const Terminal& terminal) {
  Table table({Align::left, Align::left, Align::right, Align::right, Align::right});
  table.add({"whom it touches", std::string(panel), one.scenario->base_name, "difference",
             "95 % interval"});
  const analysis::GroupFigure* last = nullptr;
  for (const auto& effect : one.decision.groups) {
    if (effect.panel != panel) continue;
    const auto text = difference_text(effect.difference, effect.figure->format);
    table.add({effect.figure == last ? "" : "  " + std::string(effect.figure->long_name),
               effect.group, estimate_text(effect.base, effect.figure->format).mean, text.mean,
               text.interval});
    last = effect.figure;
  }
  return last == nullptr ? "" : "\n" + with_bold_heading(table.text(), terminal);
}

// The scatter of the first stage decides how many are needed, also where the interval of all seems
// to be narrow enough by now: it may be so by chance.
std::string precision_verdict(const PrecisionReached& one) {
  if (one.met) return "met";
  if (one.needed == 0) return "not met";
  return fmt::format("not met: the first replications say that it takes {}",
                     grouped(static_cast<std::int64_t>(one.needed)));
}

std::string precision_table(const StudyResult& study, const Terminal& terminal) {
  Table table({Align::left, Align::left, Align::right, Align::right, Align::left});
  table.add({"precision", "contrast", "wanted ±", "reached ±", ""});
  for (const auto& one : study.precision) {
    // A half width shows two digits of itself.
    const auto half = [&](double width) {
      return difference_text({2, width, 0, width}, one.format).mean.substr(1);
    };
    table.add({one.measure, one.contrast, half(one.wanted),
               std::isfinite(one.reached) ? half(one.reached) : "–", precision_verdict(one)});
  }
  return with_bold_heading(table.text(), terminal);
}

void decision_json(const Contrast& one, Json& json) {
  const Decision& decision = one.decision;
  json.begin_object().member("scenario", one.scenario->scenario).member("arm", one.arm);
  json.member("base", one.scenario->base_name);
  json.member("verdict", verdict_name(decision.judgement.verdict));
  json.member("material", decision.material);
  json.member("replications_needed",
              static_cast<std::uint64_t>(decision.judgement.replications_needed));
  json.member("replications_saved", decision.replications_saved);
  json.member("sampling_gain", decision.sampling_gain);
  json.key("bootstrap").begin_object().member("low", decision.income_bootstrap.low);
  json.member("high", decision.income_bootstrap.high).end_object();
  json.key("effects").begin_array();
  for (const auto& effect : decision.effects) {
    json.begin_object().member("name", effect.headline->name);
    json.member("unit", unit_name(effect.headline->format));
    estimate_json("base", effect.arms[0].level, json);
    estimate_json("arm", effect.arms[1].level, json);
    estimate_json("difference", effect.arms[1].difference, json);
    json.end_object();
  }
  json.end_array().key("drivers").begin_array();
  for (std::size_t i = 0; i < analysis::driver_count; ++i) {
    json.begin_object().member("name", analysis::name_of(static_cast<Driver>(i)).name);
    estimate_json("difference", decision.drivers[i], json);
    json.end_object();
  }
  json.end_array().key("groups").begin_array();
  for (const auto& effect : decision.groups) {
    json.begin_object().member("by", effect.panel).member("group", effect.group);
    json.member("name", effect.figure->name);
    json.member("unit", unit_name(effect.figure->format));
    estimate_json("base", effect.base, json);
    estimate_json("difference", effect.difference, json);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

const char* verdict_name(analysis::Verdict verdict) {
  switch (verdict) {
    case analysis::Verdict::better:
      return "better";
    case analysis::Verdict::worse:
      return "worse";
    case analysis::Verdict::no_difference:
      return "no difference";
    case analysis::Verdict::not_known:
      return "not known";
  }
  return "";
}

std::string verdict_text(const analysis::Judgement& judgement) {
  switch (judgement.verdict) {
    case analysis::Verdict::better:
      return "better: earns more";
    case analysis::Verdict::worse:
      return "worse: earns less";
    case analysis::Verdict::no_difference:
      return "no difference that matters";
    case analysis::Verdict::not_known:
      break;
  }
  if (judgement.replications_needed == 0) return "not known yet";
  return fmt::format("not known yet: about {} replications would tell",
                     grouped(static_cast<std::int64_t>(judgement.replications_needed)));
}

std::string study_heading(const StudyResult& study, const output::ResultReader& file,
                          const Terminal& terminal) {
  const auto& run = file.run();
  return terminal.bold(study.title) + "\n" +
         fmt::format("{} replications of {} arm{}, {} of {} done, from {}, seed {}\n\n",
                     grouped(run.replications), run.arms.size(), run.arms.size() == 1 ? "" : "s",
                     grouped(static_cast<std::int64_t>(file.count(output::Status::done))),
                     grouped(static_cast<std::int64_t>(file.arms() * file.replications())),
                     date_text(run.start), run.arms.front().seed);
}

std::string study_text(const StudyResult& study, const output::ResultReader& file, bool details,
                       const Terminal& terminal) {
  const auto contrasts = contrasts_of(study, file);
  std::string text = study_heading(study, file, terminal);
  text += decision_table(contrasts, terminal);
  text += drawn_text(study, contrasts);
  text += fmt::format(
      "\nWhat matters is {:.0f} % of the baseline's net income. Luck shared: how many times as "
      "many\n"
      "replications the same interval would take if each arm had its own luck.\n",
      100 * analysis::material_share);
  // A row of seven figures for each of many contrasts is no explanation.
  constexpr std::size_t few = 12;
  if (details || contrasts.size() <= few) text += "\n" + why_table(contrasts, terminal);
  if (!study.precision.empty()) text += "\n" + precision_table(study, terminal);
  if (const auto rejected = rejected_text(file, terminal); !rejected.empty()) {
    text += "\n" + rejected;
  }
  if (!details) {
    return text + fmt::format("\n--details: {}, every measure, and whom it touches\n",
                              contrasts.size() <= few ? "intervals of the drivers" : "the drivers");
  }
  for (const Contrast& one : contrasts) {
    const std::string& scenario = one.scenario->scenario;
    text += fmt::format("\n{}\n", terminal.bold(fmt::format("{}{} against {}",
                                                            scenario.empty() ? "" : scenario + ": ",
                                                            one.arm, one.scenario->base_name)));
    if (one.decision.drivers[0].n > 0) text += "\n" + drivers_table(one, terminal);
    text += "\n" + effects_table(one, terminal);
    for (const auto panel : analysis::group_panels()) text += groups_table(one, panel, terminal);
  }
  return text;
}

void study_json(const StudyResult& study, const output::ResultReader& file, Json& json) {
  json.member("title", study.title).member("replications", file.replications());
  json.member("digest", file.digest());
  json.key("precision").begin_array();
  for (const auto& one : study.precision) {
    json.begin_object().member("measure", one.measure).member("contrast", one.contrast);
    json.member("wanted", one.wanted).member("reached", one.reached).member("met", one.met);
    json.end_object();
  }
  json.end_array().key("contrasts").begin_array();
  for (const Contrast& one : contrasts_of(study, file)) decision_json(one, json);
  json.end_array().key("rejected");
  lines_json(rejected_lines(file), json);
}

}  // namespace cli
