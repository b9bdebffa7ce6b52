#include "cli/breach_rule.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <string_view>
#include <vector>

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
  std::vector<std::string> names;
  for (const auto& headline : analysis::headlines()) {
    if (headline.name == name) rule.headline = &headline;
    names.emplace_back(headline.name);
  }
  if (rule.headline == nullptr) {
    const std::string nearest = scenarios::nearest_name(name, names);
    throw complain(nearest.empty()
                       ? "; there is no such measure"
                       : fmt::format("; did you mean {}?", scenarios::in_quotes(nearest)));
  }
  std::string value = text.substr(at + 1);
  std::erase_if(value, [](char c) { return c == ' ' || c == ',' || c == '_'; });
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), rule.bound);
  const std::string_view unit(end, static_cast<std::size_t>(value.data() + value.size() - end));
  if (error != std::errc{} || !std::isfinite(rule.bound)) throw complain("");
  using analysis::Format;
  const Format format = rule.headline->format;
  if (format == Format::percent && unit == "%") {
    rule.bound /= 100;
  } else if (!(format == Format::money && unit == "CNY") &&
             (format == Format::percent || !unit.empty())) {
    throw complain(format == Format::percent ? "; this measure is in per cent"
                                             : "; this measure has no such unit");
  }
  return rule;
}

}  // namespace cli
