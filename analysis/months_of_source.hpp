// A source that knows some months in a row alone, so that what is reckoned of a whole run can be
// reckoned of one of its years.
#pragma once

#include <memory>
#include <span>

#include "analysis/headline.hpp"
#include "analysis/statements.hpp"
#include "sim/panel.hpp"

namespace analysis {

// Panels whose first axis is of months are cut to those of the span; all others are whole. The
// shapes outlive the source.
Source months_of_source(Source source,
                        std::span<const std::shared_ptr<const sim::PanelShape>> shapes,
                        const Span& months);

}  // namespace analysis
