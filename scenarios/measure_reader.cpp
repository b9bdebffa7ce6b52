#include "scenarios/measure_reader.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <type_traits>

#include "scenarios/quantity.hpp"
#include "scenarios/range.hpp"

namespace scenarios {

namespace {

Complaint wrong_type(const Node& node, const Shape& shape) {
  return {"", describe(node), expected_form(shape)};
}

Complaint not_finite(const Node& node, const Shape& shape) {
  return {"not finite", describe(node), expected_form(shape)};
}

Complaint out_of_range(const Node& node, const Shape& shape, const models::About& about) {
  return {"out of range", describe(node), range_text(shape.kind, about)};
}

// A number without quotes, whole or not.
std::optional<double> bare_number(const Node& node) {
  if (const auto* whole = std::get_if<std::int64_t>(&node.value))
    return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&node.value)) return *real;
  return std::nullopt;
}

// A bare number could be meant in any unit: say how the likeliest meaning is written.
Complaint without_unit(const Node& node, double number, const Shape& shape) {
  if (!std::isfinite(number)) return not_finite(node, shape);
  if (std::abs(number) > 1e9) return wrong_type(node, shape);
  const double fraction = std::abs(number) < 1 ? number : number / 100;  // else percent is meant
  const bool is_fraction = shape.kind == Kind::share || shape.kind == Kind::rate;
  const double natural = is_fraction ? std::clamp(fraction, -999.0, 999.0) : number;
  return {"has no unit", describe(node),
          fmt::format("text with its unit, \"{}\"", natural_text(shape.kind, natural))};
}

// The text as a quantity, put into the object, and its value in natural units.
std::optional<double> read_quantity(const std::string& text, const Shape& shape, void* object) {
  const auto put = [&](const auto& parsed, auto natural) -> std::optional<double> {
    if (!parsed) return std::nullopt;
    *static_cast<std::decay_t<decltype(*parsed)>*>(object) = *parsed;
    return natural(*parsed);
  };
  if (shape.kind == Kind::share) {
    return put(parse_share(text), [](models::Share share) { return share.value; });
  }
  if (shape.kind == Kind::rate) {
    return put(parse_rate(text),
               [](sim::Rate rate) { return static_cast<double>(rate.ppm()) / 1e6; });
  }
  if (shape.kind == Kind::money) {
    return put(parse_money(text),
               [](sim::Money money) { return static_cast<double>(money.minor()) / 100.0; });
  }
  return put(parse_days(text), [](models::Days days) { return static_cast<double>(days.value); });
}

std::optional<Complaint> read_count(const Node& node, const Shape& shape, void* object,
                                    const models::About& about) {
  const auto* whole = std::get_if<std::int64_t>(&node.value);
  if (whole == nullptr) return wrong_type(node, shape);
  const bool in_bounds = in_range(static_cast<double>(*whole), about);
  if (!in_bounds || !shape.set_integer(object, *whole)) return out_of_range(node, shape, about);
  return std::nullopt;
}

}  // namespace

std::optional<Complaint> read_measure(const Node& node, const Shape& shape, void* object,
                                      const models::About& about) {
  if (shape.kind == Kind::count) return read_count(node, shape, object, about);
  const std::optional<double> bare = bare_number(node);
  std::optional<double> natural;
  if (shape.kind == Kind::number) {
    if (!bare) return wrong_type(node, shape);
    if (!std::isfinite(*bare)) return not_finite(node, shape);
    *static_cast<double*>(object) = *bare;
    natural = bare;
  } else {
    if (bare) return without_unit(node, *bare, shape);
    if (node.text() != nullptr) natural = read_quantity(*node.text(), shape, object);
    if (!natural) return wrong_type(node, shape);
  }
  if (!in_range(*natural, about)) return out_of_range(node, shape, about);
  return std::nullopt;
}

}  // namespace scenarios
