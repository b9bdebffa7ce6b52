#include "cli/report.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>

#include "analysis/weights.hpp"
#include "cli/estimate_text.hpp"
#include "cli/market_report.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

// A policy changes what the lender decides and not what the scenario is called.
std::string title_of(const output::ArmInfo& arm) {
  std::string title = arm.title;
  for (const auto& policy : arm.policies) {
    title += ", with " + std::filesystem::path(policy).filename().string();
  }
  return title;
}

using analysis::Estimate;

std::string run_text(const output::ResultReader& file) {
  const auto& run = file.run();
  std::string text = fmt::format("{} replications", grouped(run.replications));
  if (run.arms.size() > 1) text += fmt::format(" of {} arms", run.arms.size());
  text += fmt::format(", from {}, seed {}", date_text(run.start), run.arms.front().seed);
  const std::size_t units = file.arms() * file.replications();
  const std::size_t done = file.count(output::Status::done);
  const std::size_t failed = file.count(output::Status::failed);
  if (done < units) {
    text += fmt::format("; {} of {} done{}", done, units,
                        failed > 0 ? fmt::format(", {} failed", failed) : "");
  }
  return text + "\n";
}

std::string levels_table(const std::vector<analysis::Comparison>& comparisons,
                         const output::ResultReader& file, const Terminal& terminal) {
  const auto& arms = file.run().arms;
  std::vector<Align> aligns = {Align::left};
  std::vector<std::string> heading = {""};
  for (const auto& arm : arms) {
    aligns.insert(aligns.end(), {Align::right, Align::right});
    heading.insert(heading.end(), {arms.size() == 1 ? "mean" : arm.name, "95 % interval"});
  }
  aligns.push_back(Align::left);
  heading.push_back("");
  Table table(aligns);
  table.add(heading);
  for (const auto& comparison : comparisons) {
    const auto& headline = *comparison.headline;
    std::vector<std::string> row = {std::string(headline.long_name)};
    for (const auto& arm : comparison.arms) {
      const auto text = estimate_text(arm.level, headline.format);
      row.insert(row.end(), {text.mean, text.interval});
    }
    row.emplace_back(headline.unit);
    table.add(row);
  }
  return with_bold_heading(table.text(), terminal);
}

std::string differences_table(const std::vector<analysis::Comparison>& comparisons, std::size_t arm,
                              const Terminal& terminal) {
  Table table({Align::left, Align::right, Align::right, Align::right});
  table.add({"", "difference", "95 % interval", "narrower by"});
  for (const auto& comparison : comparisons) {
    const auto& compared = comparison.arms[arm];
    const auto text = difference_text(compared.difference, comparison.headline->format);
    table.add({std::string(comparison.headline->long_name), text.mean, text.interval,
               gain_text(compared.pairing_gain)});
  }
  return with_bold_heading(table.text(), terminal);
}

void arm_json(const output::ResultReader& file, std::size_t arm, Json& json) {
  const auto& info = file.run().arms[arm];
  json.begin_object().member("name", info.name).member("title", info.title);
  json.member("scenario_hash", info.scenario_hash).member("seed", info.seed);
  json.member("weighted", analysis::luck_of(file, arm).is_weighted());
  json.key("sets").begin_array();
  for (const auto& set : info.sets) json.value(set);
  json.end_array().key("policies").begin_array();
  for (const auto& policy : info.policies) json.value(policy);
  json.end_array().key("failed").begin_array();
  for (std::uint32_t replication = 0; replication < file.replications(); ++replication) {
    const auto state = file.state(arm, replication);
    if (state.status != output::Status::failed) continue;
    json.begin_object().member("replication", replication).member("message", state.message);
    json.end_object();
  }
  json.end_array().end_object();
}

void headline_json(const analysis::Comparison& comparison, const output::ResultReader& file,
                   Json& json) {
  constexpr const char* formats[] = {"count", "money", "percent", "number"};
  const auto& headline = *comparison.headline;
  json.begin_object().member("name", headline.name).member("long_name", headline.long_name);
  json.member("unit", headline.unit);
  json.member("format", formats[static_cast<std::size_t>(headline.format)]);
  json.key("arms").begin_array();
  for (std::size_t arm = 0; arm < comparison.arms.size(); ++arm) {
    const auto& compared = comparison.arms[arm];
    json.begin_object().member("arm", file.run().arms[arm].name);
    estimate_json("level", compared.level, json);
    if (arm > 0) {
      estimate_json("difference", compared.difference, json);
      estimate_json("difference_of_independent_seeds", compared.independent, json);
      json.member("pairing_gain", compared.pairing_gain);
      json.member("sampling_gain", compared.sampling_gain);
    }
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string with_bold_heading(const std::string& table, const Terminal& terminal) {
  const auto end = table.find('\n');
  return terminal.bold(table.substr(0, end)) + table.substr(end);
}

std::string sampling_text(const std::vector<analysis::Sampling>& samplings, bool control) {
  std::size_t block = 1;
  bool controlled = false;
  for (const auto& sampling : samplings) {
    block = std::max(block, sampling.block);
    controlled = controlled || !sampling.z.empty();
  }
  if (block > 1) {
    return fmt::format("economies were drawn {} together: intervals are over the means of these\n",
                       grouped(static_cast<std::int64_t>(block)));
  }
  if (controlled) return "what the severity that was drawn explains is taken off\n";
  if (control) {
    return "no control: arms must share an economy whose severity is drawn "
           "(economy.uncertainty.severity_deviation)\n";
  }
  return "";
}

std::string summary_text(const output::ResultReader& file, const Terminal& terminal, bool control) {
  const auto& arms = file.run().arms;
  const auto samplings = analysis::samplings_of(file, control);
  auto comparisons = analysis::compare(analysis::headline_tables(file), samplings);
  std::erase_if(comparisons, [](const analysis::Comparison& one) {
    return one.headline->where_defined &&
           std::all_of(one.arms.begin(), one.arms.end(),
                       [](const auto& arm) { return std::isnan(arm.level.mean); });
  });
  std::string text;
  for (const auto& arm : arms) {
    text += arms.size() == 1 ? terminal.bold(title_of(arm)) + "\n"
                             : fmt::format("{}: {}\n", terminal.bold(arm.name), title_of(arm));
  }
  text += run_text(file) + "\n";
  text += levels_table(comparisons, file, terminal);
  for (std::size_t arm = 1; arm < arms.size(); ++arm) {
    text += fmt::format("\n{} against {}, replication by replication\n", arms[arm].name,
                        arms.front().name);
    text += differences_table(comparisons, arm, terminal);
  }
  if (const auto markets = market_text(file, terminal); !markets.empty()) text += "\n" + markets;
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    if (!analysis::luck_of(file, arm).is_weighted()) continue;
    text += fmt::format(
        "\n{} was drawn by importance sampling: these figures are of the years that\n"
        "were drawn, not of those that are likely; --measure and --breach weigh them\n",
        arms[arm].name);
  }
  const std::string drawn = sampling_text(samplings, control);
  if (!drawn.empty()) text += "\n" + drawn;
  if (arms.size() > 1) {
    text += "\nnarrower by: how many times wider the interval would be with independent seeds\n";
  }
  return text;
}

void summary_json(const output::ResultReader& file, Json& json, bool control) {
  const auto& run = file.run();
  json.member("program", run.program_version).member("revision", run.revision);
  json.member("start", date_text(run.start)).member("replications", run.replications);
  json.member("done", static_cast<std::uint64_t>(file.count(output::Status::done)));
  json.member("failed", static_cast<std::uint64_t>(file.count(output::Status::failed)));
  json.member("finished", file.finished()).member("digest", file.digest());
  json.key("arms").begin_array();
  for (std::size_t arm = 0; arm < file.arms(); ++arm) arm_json(file, arm, json);
  json.end_array().key("headlines").begin_array();
  const auto comparisons =
      analysis::compare(analysis::headline_tables(file), analysis::samplings_of(file, control));
  for (const auto& comparison : comparisons) {
    headline_json(comparison, file, json);
  }
  json.end_array();
  const auto markets = market_lines(file);
  if (markets.empty()) return;
  json.key("markets");
  lines_json(markets, json);
}

}  // namespace cli
