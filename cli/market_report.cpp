#include "cli/market_report.hpp"

#include <array>
#include <cmath>
#include <optional>

#include "analysis/file_source.hpp"
#include "analysis/sampling.hpp"
#include "analysis/series.hpp"
#include "cli/estimate_text.hpp"
#include "cli/report.hpp"
#include "cli/text.hpp"

namespace cli {

namespace {

using analysis::Estimate;
using analysis::Format;
using analysis::Series;

constexpr double months_a_year = 12;
constexpr double minor_a_major = 100;

struct Told {
  std::string_view item;
  std::string_view heading;
  Format format;
};

constexpr std::array told = {
    Told{"members_end", "members", Format::count},
    Told{"balance_mean", "balance", Format::money},
    Told{"net_income_a_year", "net income a year", Format::money},
    Told{"income_share", "of all", Format::percent},
    Told{"charge_off_rate", "charge-off rate", Format::percent},
    Told{"exchange_rate_end", "exchange rate", Format::number},
};
using Figures = std::array<double, told.size()>;

struct Row {
  std::string arm;
  std::string market;
  std::array<Estimate, told.size()> figures;
};

// Of one replication, by market, all together last.
std::vector<Figures> figures_of(const analysis::Source& source) {
  const auto column = [&](std::string_view measure) { return *source("market", measure); };
  const Series members = column("members"), balance = column("balance"),
               income = column("net_income"), lost = column("charge_off"),
               rate = column("exchange_rate_ppm");
  const std::size_t markets = members.last_axis;
  const std::size_t months = members.cells.size() / markets;
  const double all = analysis::total(income);
  std::vector<Figures> figures;
  for (std::size_t m = 0; m <= markets; ++m) {
    const bool together = m == markets;
    const auto over = [&](const Series& series, std::size_t from) {
      double sum = 0;
      for (std::size_t i = together ? 0 : m; i < (together ? markets : m + 1); ++i) {
        sum += analysis::total_at(series, i, from);
      }
      return sum;
    };
    const double n = static_cast<double>(months);
    figures.push_back({over(members, months - 1), over(balance, 0) / n / minor_a_major,
                       over(income, 0) / n * months_a_year / minor_a_major,
                       analysis::ratio(over(income, 0), all),
                       analysis::ratio(over(lost, 0) * months_a_year, over(balance, 0)),
                       together ? std::nan("") : over(rate, months - 1) * 1e-6});
  }
  return figures;
}

std::vector<Row> rows_of(const output::ResultReader& file) {
  std::vector<Row> rows;
  const auto place = file.skeleton().panel_named("market");
  if (!place) return rows;
  std::vector<std::string> markets = file.skeleton().panels[*place]->axes.back().labels;
  markets.emplace_back("together");
  analysis::FileSource sources(file);
  for (std::size_t arm = 0; arm < file.arms(); ++arm) {
    std::vector<std::array<std::vector<double>, told.size()>> values(markets.size());
    for (auto& market : values) {
      market.fill(std::vector<double>(file.replications(), std::nan("")));
    }
    for (std::uint32_t r = 0; r < file.replications(); ++r) {
      if (file.state(arm, r).status != output::Status::done) continue;
      const auto figures = figures_of(sources.of(arm, r));
      for (std::size_t m = 0; m < markets.size(); ++m) {
        for (std::size_t i = 0; i < told.size(); ++i) values[m][i][r] = figures[m][i];
      }
    }
    const auto sampling = analysis::sampling_of(file, arm, arm, false);
    for (std::size_t m = 0; m < markets.size(); ++m) {
      Row row{file.run().arms[arm].name, markets[m], {}};
      for (std::size_t i = 0; i < told.size(); ++i) {
        row.figures[i] = analysis::estimate(values[m][i], sampling);
      }
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace

std::string market_text(const output::ResultReader& file, const Terminal& terminal) {
  const auto rows = rows_of(file);
  if (rows.empty()) return "";
  const bool several = file.arms() > 1;
  std::vector<Align> aligns = {Align::left};
  std::vector<std::string> heading = {"by market"};
  if (several) {
    aligns.push_back(Align::left);
    heading.insert(heading.begin(), "");
  }
  for (const Told& one : told) {
    aligns.push_back(Align::right);
    heading.emplace_back(one.heading);
  }
  Table table(aligns);
  table.add(heading);
  std::string last;
  for (const Row& row : rows) {
    std::vector<std::string> cells;
    if (several) cells.push_back(row.arm == last ? "" : row.arm);
    cells.push_back(row.market);
    for (std::size_t i = 0; i < told.size(); ++i) {
      cells.push_back(row.figures[i].n == 0 ? ""
                                            : estimate_text(row.figures[i], told[i].format).mean);
    }
    table.add(std::move(cells));
    last = row.arm;
  }
  return with_bold_heading(table.text(), terminal) +
         "\nMembers and exchange rate at the end, amounts in the currency of the home market.\n";
}

std::vector<ReportLine> market_lines(const output::ResultReader& file) {
  std::vector<ReportLine> lines;
  for (const Row& row : rows_of(file)) {
    for (std::size_t i = 0; i < told.size(); ++i) {
      if (row.figures[i].n == 0) continue;
      ReportLine line;
      line.arm = row.arm;
      line.section = "market";
      line.item = told[i].item;
      line.group = row.market;
      line.unit = unit_name(told[i].format);
      line.set(row.figures[i]);
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace cli
