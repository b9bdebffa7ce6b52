// The door to Boost.Graph for strategies.
#include "models/strategy.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <numeric>
#include <optional>
#include <string>

namespace models {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
using Stages = std::vector<CollectionsStage>;

std::optional<std::size_t> find_stage(const Stages& stages, const std::string& id) {
  const auto found =
      std::find_if(stages.begin(), stages.end(), [&](const auto& stage) { return stage.id == id; });
  if (found == stages.end()) return std::nullopt;
  return static_cast<std::size_t>(found - stages.begin());
}

std::vector<std::string> ids_of(const Stages& stages) {
  std::vector<std::string> ids;
  for (const CollectionsStage& stage : stages) ids.push_back(stage.id);
  return ids;
}

std::string key_of(std::size_t stage) {
  return fmt::format("stages[{}].next", stage);
}

// The edges that lead to a stage; the others are complained of.
Graph edges_of(const Stages& stages, const Complain& complain) {
  Graph graph(stages.size());
  for (std::size_t from = 0; from < stages.size(); ++from) {
    for (const std::string& id : stages[from].next) {
      const auto to = find_stage(stages, id);
      if (!to) {
        complain(key_of(from), fmt::format("\"{}\" is not a stage; expected one of {}", id,
                                           fmt::join(ids_of(stages), ", ")));
      } else if (boost::edge(from, *to, graph).second) {
        complain(key_of(from), fmt::format("names \"{}\" twice", id));
      } else {
        boost::add_edge(from, *to, graph);
      }
    }
  }
  return graph;
}

// Every cycle lies in one strong component: of two or more stages, or of one that leads to itself.
std::vector<std::size_t> complain_of_cycles(const Stages& stages, const Graph& graph,
                                            const Complain& complain) {
  std::vector<std::size_t> component(stages.size());
  const auto index = boost::get(boost::vertex_index, graph);
  const std::size_t count =
      boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), index));
  for (std::size_t c = 0; c < count; ++c) {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < stages.size(); ++i) {
      if (component[i] == c) members.push_back(i);
    }
    const std::size_t first = members.front();
    if (members.size() == 1 && !boost::edge(first, first, graph).second) continue;
    std::vector<std::string> names;
    for (const std::size_t i : members) names.push_back(stages[i].id);
    complain(key_of(first), fmt::format("leads in a circle through {}; a loan moves forward only",
                                        fmt::join(names, ", ")));
  }
  return component;
}

// An edge must lead to a later day past due; those inside a circle have been complained of.
void complain_of_order(const Stages& stages, const Graph& graph,
                       const std::vector<std::size_t>& component, const Complain& complain) {
  for (const auto edge : boost::make_iterator_range(boost::edges(graph))) {
    const std::size_t from = boost::source(edge, graph);
    const std::size_t to = boost::target(edge, graph);
    if (component[from] == component[to] || stages[to].from_dpd > stages[from].from_dpd) continue;
    complain(key_of(from),
             fmt::format("\"{}\" begins at {} days past due; expected after the {} days of \"{}\"",
                         stages[to].id, stages[to].from_dpd.value, stages[from].from_dpd.value,
                         stages[from].id));
  }
}

// The first open edge is taken, so one that is open only when an earlier one is open too is dead.
void complain_of_dead_edges(const Stages& stages, const Complain& complain) {
  for (std::size_t from = 0; from < stages.size(); ++from) {
    const auto& next = stages[from].next;
    for (std::size_t later = 1; later < next.size(); ++later) {
      for (std::size_t earlier = 0; earlier < later; ++earlier) {
        const auto a = find_stage(stages, next[earlier]);
        const auto b = find_stage(stages, next[later]);
        if (!a || !b || *a == *b) continue;
        if (stages[*a].from_dpd > stages[*b].from_dpd) continue;
        if (stages[*a].owed_min > stages[*b].owed_min) continue;
        complain(
            key_of(from),
            fmt::format("\"{}\" is never taken, as \"{}\" is named before it and open whenever "
                        "it is",
                        next[later], next[earlier]));
        break;
      }
    }
  }
}

std::size_t first_stage(const Stages& stages) {
  const auto first =
      std::min_element(stages.begin(), stages.end(),
                       [](const auto& a, const auto& b) { return a.from_dpd < b.from_dpd; });
  return static_cast<std::size_t>(first - stages.begin());
}

void complain_of_unreached(const Stages& stages, const Graph& graph, const Complain& complain) {
  const std::size_t start = first_stage(stages);
  std::vector<boost::default_color_type> colours(stages.size());
  const auto index = boost::get(boost::vertex_index, graph);
  boost::breadth_first_search(
      graph, start, boost::color_map(boost::make_iterator_property_map(colours.begin(), index)));
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (colours[i] != boost::white_color) continue;
    complain(fmt::format("stages[{}].id", i),
             fmt::format("no path leads from \"{}\", the first stage, to \"{}\"", stages[start].id,
                         stages[i].id));
  }
}

}  // namespace

void validate_strategy(const Stages& stages, const Complain& complain) {
  if (stages.empty()) {
    complain("stages", "is empty; expected at least one stage");
    return;
  }
  if (stages.size() > Strategy::stages_max) {
    complain("stages", fmt::format("has {} stages; expected at most {}", stages.size(),
                                   Strategy::stages_max));
    return;
  }
  const Graph graph = edges_of(stages, complain);
  const std::vector<std::size_t> component = complain_of_cycles(stages, graph, complain);
  complain_of_order(stages, graph, component, complain);
  complain_of_dead_edges(stages, complain);
  complain_of_unreached(stages, graph, complain);
}

Strategy::Strategy(const CollectionsParameters& parameters) {
  const Stages& stages = parameters.stages;
  validate_strategy(stages, [](std::string_view key, std::string_view what) {
    CHECK(false, "collections.{} {}", key, what);
  });
  // Earliest first, so that the start is stage 0; ties keep the order in which they are listed.
  std::vector<std::size_t> order(stages.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return stages[a].from_dpd < stages[b].from_dpd;
  });
  std::vector<std::uint8_t> place(stages.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = static_cast<std::uint8_t>(i);

  for (const std::size_t i : order) {
    const CollectionsStage& from = stages[i];
    Stage stage{.from_dpd = from.from_dpd.value,
                .every = from.every.value,
                .action = from.action,
                .cost = from.cost,
                .owed_min = from.owed_min,
                .effect = from.effect,
                .lasts = from.lasts.value,
                .parameter = i,
                .next_begin = static_cast<std::uint16_t>(next_.size())};
    for (const std::string& id : from.next) next_.push_back(place[*find_stage(stages, id)]);
    stage.next_end = static_cast<std::uint16_t>(next_.size());
    stages_.push_back(stage);
  }
  reminds_ = stages_.front().from_dpd <= 0 && stages_.front().action != CollectionsAction::none;
}

CollectionsStep Strategy::next_step(std::uint8_t stage, std::int32_t dpd, sim::Money owed,
                                    bool entering) const {
  CHECK(stage < stages_.size(), "stage {} of {}", stage, stages_.size());
  if (dpd < stages_[start].from_dpd) {
    return {.stage = start, .days_until_next = stages_[start].from_dpd - dpd};
  }
  bool acts = entering;
  // The graph has no circle, so a loan moves at most once through every stage.
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t e = stages_[stage].next_begin; e < stages_[stage].next_end; ++e) {
      const Stage& to = stages_[next_[e]];
      if (dpd < to.from_dpd || owed < to.owed_min) continue;
      stage = next_[e];
      acts = moved = true;
      break;
    }
  }
  const Stage& here = stages_[stage];
  CollectionsStep step{.stage = stage, .days_until_next = here.every};
  if (acts || here.every > 0) {
    step.action = here.action;
    step.cost = here.cost;
    step.effect = here.effect;
    step.lasts = {here.lasts};
  }
  for (std::size_t e = here.next_begin; e < here.next_end; ++e) {
    const std::int32_t wait = stages_[next_[e]].from_dpd - dpd;
    if (wait <= 0) continue;
    if (step.days_until_next == 0 || wait < step.days_until_next) step.days_until_next = wait;
  }
  return step;
}

}  // namespace models
