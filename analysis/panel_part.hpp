// What a measure is over a part of its panel: some places of each axis, some months of its time.
//
// Over the axis of time a flow is summed, a stock is what it is at the last place, a level is
// averaged (sim::OverTime); over all other axes cells are summed. Amounts are in whole units of
// currency, rates of the economy fractions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/panel.hpp"

namespace analysis {

// The axis along which a panel tells time: calendar months, years, or months on book.
std::optional<std::size_t> time_axis(const sim::PanelShape& shape);

// By axis the places that count, in the axis' order; no axis without a place (CheckFailure).
using Places = std::vector<std::vector<std::size_t>>;
Places all_places(const sim::PanelShape& shape);

enum class Reading : std::uint8_t {
  at_the_end,  // or summed, as the measure is
  average,     // the mean over the places of time, also of stocks; of flows what one place has
};

// `cells` row-major over the axes. NaN where cells are to be summed that are neither amounts nor
// counts.
double over_part(const sim::PanelShape& shape, const sim::Measure& measure,
                 std::span<const std::int64_t> cells, const Places& places, Reading reading);

// Whether sums over an axis other than time say something: of amounts and counts.
bool adds_up(const sim::Measure& measure);

}  // namespace analysis
