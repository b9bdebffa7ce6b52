#include "analysis/months_of_source.hpp"

#include <algorithm>
#include <utility>

namespace analysis {

Source months_of_source(Source source,
                        std::span<const std::shared_ptr<const sim::PanelShape>> shapes,
                        const Span& months) {
  return [source = std::move(source), shapes, first = months.first, count = months.months()](
             std::string_view panel, std::string_view measure) -> std::optional<Series> {
    auto series = source(panel, measure);
    const auto shape = std::find_if(shapes.begin(), shapes.end(),
                                    [&](const auto& one) { return one->name == panel; });
    if (!series || shape == shapes.end()) return series;
    const auto& axes = (*shape)->axes;
    if (axes.empty() || axes.front().name != "month") return series;
    const std::size_t a_month = series->cells.size() / axes.front().labels.size();
    series->cells = series->cells.subspan(first * a_month, count * a_month);
    // A panel of months alone has them as its last axis.
    if (axes.size() == 1) series->last_axis = count;
    return series;
  };
}

}  // namespace analysis
