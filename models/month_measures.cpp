#include <algorithm>

#include "models/measures.hpp"
#include "models/scenario.hpp"

namespace models {

template <class Enum, std::size_t rows>
void MonthMeasures::Cells<Enum, rows>::add_to(sim::Panel& panel, std::size_t row,
                                              std::size_t cell) const {
  for (std::size_t i = 0; i < measures; ++i) {
    const std::int64_t value = values[row * measures + i];
    if (value != 0) panel.add(cell, i, value);
  }
}

template <class Enum, std::size_t rows>
void MonthMeasures::Cells<Enum, rows>::add_to(sim::Panel& panel, std::size_t first) const {
  for (std::size_t row = 0; row < rows; ++row) add_to(panel, row, first + row);
}

template <class Enum, std::size_t rows>
MonthMeasures::Cells<Enum, rows>& MonthMeasures::Cells<Enum, rows>::operator+=(const Cells& other) {
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < measures; ++i) {
      add(row, static_cast<Enum>(i), other.values[row * measures + i]);
    }
  }
  return *this;
}

MonthMeasures& MonthMeasures::operator+=(const MonthMeasures& other) {
  portfolio_ += other.portfolio_;
  tier_ += other.tier_;
  bucket_ += other.bucket_;
  roll_ += other.roll_;
  vintage_ += other.vintage_;
  score_power_ += other.score_power_;
  segment_ += other.segment_;
  cut_off_ += other.cut_off_;
  term_ += other.term_;
  score_band_ += other.score_band_;
  ledger_ += other.ledger_;
  score_ += other.score_;
  industry_ += other.industry_;
  migration_ += other.migration_;
  return *this;
}

void MonthMeasures::add_to(sim::Panels& panels, const Scenario& scenario, int month) const {
  CHECK(month >= 0);
  const auto now = static_cast<std::size_t>(month);
  const auto panel = [&](PanelId id) -> sim::Panel& {
    return panels[static_cast<std::size_t>(id)];
  };
  portfolio_.add_to(panel(PanelId::portfolio), now);
  const std::size_t tiers = scenario.membership.tiers.size();
  for (std::size_t tier = 0; tier < tiers; ++tier)
    tier_.add_to(panel(PanelId::tier), tier, now * tiers + tier);
  const std::size_t segments = scenario.population.segments.size();
  for (std::size_t segment = 0; segment < segments; ++segment)
    segment_.add_to(panel(PanelId::segment), segment, now * segments + segment);
  cut_off_.add_to(panel(PanelId::cut_off), now * cut_off_sides);
  bucket_.add_to(panel(PanelId::bucket), now * bucket_count);
  term_.add_to(panel(PanelId::term), now * term_class_months.size());
  score_band_.add_to(panel(PanelId::score_band), now * score_band_from.size());
  ledger_.add_to(panel(PanelId::ledger), now * account_count);
  score_.add_to(panel(PanelId::score), now * score_bins);
  const std::size_t industries = scenario.jobs.industries.size();
  for (std::size_t industry = 0; industry < industries; ++industry)
    industry_.add_to(panel(PanelId::industry), industry, now * industries + industry);
  // Beyond the tiers of the scenario come those who are in none.
  const std::size_t year = now / 12;
  for (std::size_t from = 0; from <= tiers; ++from) {
    for (std::size_t to = 0; to < tiers + 2; ++to) {
      const std::size_t row = (from < tiers ? from : migrated_from_outside) * migration_ends +
                              (to < tiers ? to : migrated_to_barred + (to - tiers));
      migration_.add_to(panel(PanelId::tier_migration), row,
                        (year * (tiers + 1) + from) * (tiers + 2) + to);
    }
  }
  roll_.add_to(panel(PanelId::roll), now * bucket_count * roll_destinations);
  const unsigned into_quarter = (static_cast<unsigned>(scenario.run.start.month()) - 1) % 3;
  for (std::size_t mob = 0; mob <= std::min(vintage_mob_max, now); ++mob) {
    const std::size_t vintage = (now - mob + into_quarter) / 3;
    vintage_.add_to(panel(PanelId::vintage), mob, vintage * (vintage_mob_max + 1) + mob);
  }
  if (month >= months_of_outcome) {
    score_power_.add_to(panel(PanelId::score_power),
                        (now - static_cast<std::size_t>(months_of_outcome)) * score_bins);
  }
}

}  // namespace models
