#include "cli/breach_rule.hpp"

#include <fmt/format.h>

#include "cli/figure.hpp"
#include "cli/options.hpp"
#include "scenarios/problem.hpp"

namespace cli {

BreachRule breach_rule_of(const std::string& text) {
  const auto complain = [&](std::string_view what) {
    return InputError(
        fmt::format("--breach: found {}, expected a headline measure, < or >, and a "
                    "value, such as \"net_income < 0\" or \"share_30_peak > 10 %\"{}",
                    scenarios::in_quotes(text), what));
  };
  const auto at = text.find_first_of("<>");
  if (at == std::string::npos) throw complain("");
  BreachRule rule;
  rule.text = text;
  rule.below = text[at] == '<';
  std::string name = text.substr(0, at);
  std::erase(name, ' ');
  rule.headline = &headline_named(name, "--breach");
  const auto format = rule.headline->format;
  const auto bound = measure_value(text.substr(at + 1), format);
  if (!bound) {
    throw complain(format == analysis::Format::percent ? "; this measure is in per cent"
                                                       : "; this measure has no such unit");
  }
  rule.bound = *bound;
  return rule;
}

}  // namespace cli
