// What a sitting has measured, as a table for people and as JSON.
#pragma once

#include <string>

#include "cli/arms.hpp"
#include "cli/sitting.hpp"

namespace cli {

// Both need a sitting of one round at least.
std::string sitting_text(const Sitting& sitting, const Arm& arm, const Terminal& terminal);
std::string sitting_json(const Sitting& sitting, const Arm& arm);

}  // namespace cli
