#include "scenarios/swept.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "scenarios/key_kind.hpp"
#include "scenarios/load.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/quantity.hpp"

namespace scenarios {

namespace {

// How many decimals a value of this kind may have.
int decimals_of(std::optional<Kind> kind) {
  if (kind == Kind::count || kind == Kind::days) return 0;
  if (kind == Kind::money) return 2;
  return 9;
}

// Whether steps of this size lead from end to end.
bool meets(const SweptRange& range, double step) {
  const double steps = std::abs(range.to - range.from) / step;
  return std::abs(steps - std::round(steps)) < 1e-6;
}

}  // namespace

void SweptParameter::validate(const models::Complain& complain) const {
  if (key.empty()) complain("key", "is empty, the key of a parameter is expected");
  const auto refuse_beside = [&](const char* name, bool is_there, std::string_view beside) {
    if (is_there)
      complain(name, fmt::format("stands beside {}; one of the two is expected", beside));
  };
  if (!is_range()) {
    refuse_beside("step", !step.text.empty(), "values");
    refuse_beside("steps", steps > 0, "values");
  } else {
    refuse_beside("values", !values.empty(), "from and to");
    refuse_beside("steps", steps > 0 && !step.text.empty(), "step");
    const auto ends = range();
    if (!ends) {
      complain(from.text.empty() ? "from" : "to",
               fmt::format("from {} to {} is no range, two numbers of one unit that differ are "
                           "expected",
                           in_quotes(from.text), in_quotes(to.text)));
    } else if (!step.text.empty() && !step_of(*ends, step.text)) {
      complain("step", fmt::format("is {}, a number above 0 in the unit of from, {}, is expected",
                                   in_quotes(step.text), in_quotes(from.text)));
    } else if (!step.text.empty() && !meets(*ends, *step_of(*ends, step.text))) {
      complain("step", fmt::format("is {}, which from {} does not lead to {} in whole steps",
                                   in_quotes(step.text), in_quotes(from.text), in_quotes(to.text)));
    }
  }
  std::set<std::string> known;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string item = fmt::format("values[{}]", i);
    // Names become names of arms and of groups in the result file.
    if (values[i].text.empty() || values[i].text.find('/') != std::string::npos) {
      complain(item, "cannot be part of an arm's name: a text without \"/\" is expected");
    }
    if (!known.insert(values[i].text).second) complain(item, "stands there twice");
  }
}

std::optional<SweptRange> SweptParameter::range() const {
  if (!is_range()) return std::nullopt;
  auto range = swept_range(from.text, to.text);
  if (range) range->decimals = decimals_of(kind_of(scenario_shape(), key));
  return range;
}

std::vector<std::string> SweptParameter::listed() const {
  if (const auto ends = range()) {
    if (steps > 0) return ends->in_steps(steps);
    const auto distance = step_of(*ends, step.text);
    return distance ? ends->by(*distance) : std::vector<std::string>{};
  }
  std::vector<std::string> texts;
  for (const models::Literal& value : values) texts.push_back(value.text);
  return texts;
}

std::string SweptParameter::at(double way) const {
  const auto all = listed();
  if (all.empty()) return range()->drawn_at(way);
  const auto place = static_cast<std::size_t>(way * static_cast<double>(all.size()));
  return all[std::min(place, all.size() - 1)];
}

std::optional<double> number_of(const std::string& value) {
  double number = 0;
  std::string plain = value;
  std::erase(plain, '_');
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
  if (error == std::errc{} && end == plain.data() + plain.size()) return number;
  if (value == "true") return 1;
  if (value == "false") return 0;
  if (const auto share = parse_share(value)) return share->value;
  if (const auto rate = parse_rate(value)) return static_cast<double>(rate->ppm()) / 1e6;
  if (const auto days = parse_days(value)) return days->value;
  if (const auto money = parse_money(value)) return static_cast<double>(money->minor()) / 100;
  return std::nullopt;
}

}  // namespace scenarios
