// A parameter that takes several values in a study: listed, in steps, or anywhere in a range.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/parameter.hpp"
#include "scenarios/swept_range.hpp"

namespace scenarios {

struct SweptParameter {
  std::string id;
  std::string key;
  std::vector<models::Literal> values;
  models::Literal from;
  models::Literal to;
  models::Literal step;
  std::int64_t steps = 0;
  std::string group;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "short name of the parameter in the names of arms"});
    field("key", self.key, {.meaning = "the key, as --set takes it: scoring.cut_off"});
    field("values", self.values, {.meaning = "the values it takes, one arm or more for each"});
    field("from", self.from, {.meaning = "one end of its range, instead of values"});
    field("to", self.to, {.meaning = "the other end of its range"});
    field("step", self.step,
          {.meaning = "the distance of its values in the range, in its unit: 10, \"2 % a year\""});
    field("steps", self.steps,
          {.meaning = "into how many equal steps the range is cut, instead of step",
           .min = 0,
           .max = 10'000,
           .unit = "steps"});
    field("group", self.group,
          {.meaning = "parameters of a group move together: the first values of all, the second of "
                      "all; none: by itself"});
  }
  void validate(const models::Complain& complain) const;

  bool is_range() const { return !from.text.empty() || !to.text.empty(); }
  // Its range, fitted to what the key takes; nothing where values are listed.
  std::optional<SweptRange> range() const;
  // All its values: those listed, or those in the range; empty where the range has no steps.
  std::vector<std::string> listed() const;
  // The value a share `way`, from 0 to 1, of the way: anywhere in a range without steps, otherwise
  // the value whose equal share of the way it is.
  std::string at(double way) const;
};

// A value as a number, in natural units (0.12 for "12 % a year", 30 for "30 days", major units of
// money, 1 and 0 for true and false); nothing where it is a name.
std::optional<double> number_of(const std::string& value);

}  // namespace scenarios
