#include "scenarios/range.hpp"

#include <cmath>
#include <fmt/format.h>

#include "scenarios/quantity.hpp"

namespace scenarios {

bool in_range(double natural, const models::About& about) {
  return natural >= about.min && natural <= about.max;
}

namespace {

// Thousands of a whole number with commas, where they help: 50,000,000, but 2025.
std::string grouped(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  if (digits.size() - first <= 4 || digits.find_first_of(".e") != std::string::npos) return digits;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace

std::string natural_text(Kind kind, double natural) {
  switch (kind) {
    case Kind::share:
      return to_text(models::Share{natural});
    case Kind::rate:
      return to_text(sim::Rate::of_ppm(std::llround(natural * 1e6)));
    case Kind::money:
      return to_text(sim::Money::of_minor(std::llround(natural * 100)), currency);
    case Kind::days:
      return to_text(models::Days{static_cast<std::int32_t>(natural)});
    case Kind::count:
      return grouped(to_text(natural));
    case Kind::boolean:
    case Kind::number:
    case Kind::date:
    case Kind::text:
    case Kind::literal:
    case Kind::choice:
    case Kind::path_file:
    case Kind::table:
    case Kind::list:
    case Kind::alternatives:
      break;
  }
  return to_text(natural);
}

std::string unit_text(Kind kind, const models::About& about) {
  switch (kind) {
    case Kind::share:
      return "%";
    case Kind::rate:
      return "% a year";
    case Kind::money:
      return std::string(currency);
    case Kind::days:
      return "days";
    case Kind::boolean:
    case Kind::count:
    case Kind::number:
    case Kind::date:
    case Kind::text:
    case Kind::literal:
    case Kind::choice:
    case Kind::path_file:
    case Kind::table:
    case Kind::list:
    case Kind::alternatives:
      break;
  }
  return std::string(about.unit);
}

std::string range_text(Kind kind, const models::About& about) {
  const bool low = std::isfinite(about.min);
  const bool high = std::isfinite(about.max);
  const bool bare = kind == Kind::count || kind == Kind::number;
  const std::string unit = bare && !about.unit.empty() ? fmt::format(" {}", about.unit) : "";
  if (low && high) {
    return fmt::format("{} to {}{}", natural_text(kind, about.min), natural_text(kind, about.max),
                       unit);
  }
  if (low) return fmt::format("at least {}{}", natural_text(kind, about.min), unit);
  if (high) return fmt::format("at most {}{}", natural_text(kind, about.max), unit);
  return "";
}

}  // namespace scenarios
