// What tests ask of a parameter struct: its defaults keep their own bounds, its complaints can be
// read.
#pragma once

#include <cctype>
#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "models/parameter.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace models_test {

// The keys of which `subject.validate` complains, in order.
template <class Subject>
std::vector<std::string> complaints(const Subject& subject) {
  std::vector<std::string> keys;
  subject.validate([&](std::string_view key, std::string_view what) {
    EXPECT_FALSE(what.empty());
    keys.emplace_back(key);
  });
  return keys;
}

// A value in the units of its bounds.
inline double natural(models::Share share) {
  return share.value;
}
inline double natural(models::Days days) {
  return days.value;
}
inline double natural(sim::Money money) {
  return static_cast<double>(money.minor()) / 100;
}
inline double natural(sim::Rate rate) {
  return static_cast<double>(rate.ppm()) / 1e6;
}
inline double natural(double number) {
  return number;
}
inline double natural(std::int64_t number) {
  return static_cast<double>(number);
}

// Every declared value is within its bounds, has a meaning, and no key stands twice.
template <class Parameters>
void expect_sound_declaration(const Parameters& parameters) {
  std::set<std::string_view> keys;
  Parameters::declare(parameters, [&](std::string_view key, const auto& value,
                                      const models::About& about) {
    SCOPED_TRACE(key);
    EXPECT_TRUE(keys.insert(key).second);
    EXPECT_FALSE(about.meaning.empty());
    EXPECT_NE(about.meaning.back(), '.');  // a phrase, not a sentence
    EXPECT_FALSE(std::isupper(about.meaning.front()) && std::islower(about.meaning[1]));
    if constexpr (requires { natural(value); } && !std::is_same_v<decltype(value), const bool&>) {
      EXPECT_GE(natural(value), about.min);
      EXPECT_LE(natural(value), about.max);
    }
  });
}

}  // namespace models_test
