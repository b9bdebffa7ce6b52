#include "analysis/file_source.hpp"

#include <algorithm>

namespace analysis {

Source FileSource::of(std::size_t arm, std::uint32_t replication) {
  return [this, arm, replication](std::string_view panel, std::string_view measure) {
    return series(arm, replication, panel, measure);
  };
}

std::optional<Series> FileSource::series(std::size_t arm, std::uint32_t replication,
                                         std::string_view panel, std::string_view measure) {
  const Key key(arm, panel, measure);
  auto known = read_.find(key);
  if (known == read_.end()) known = read_.emplace(key, file_.values(panel, measure, arm)).first;
  if (!known->second) return std::nullopt;
  const output::Skeleton& skeleton = file_.skeleton();
  const sim::PanelShape& shape = *skeleton.panels[skeleton.panel_named(panel).value()];
  const std::size_t cells = shape.cells();
  const auto& axes = shape.axes;
  return Series{std::span(*known->second).subspan(replication * cells, cells),
                axes.empty() ? 1 : axes.back().labels.size()};
}

}  // namespace analysis
