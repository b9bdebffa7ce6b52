// How a parameter is declared: once, in the struct that holds it, with its key, bounds, meaning and
// source.
//
// Every parameter struct has one member template
//
//   template <class Self, class Field> static void declare(Self& self, Field&& field) {
//     field("cut_off", self.cut_off, {.meaning = "..", .source = "[J]", .min = 350, .max = 950});
//   }
//
// and whoever needs the parameters walks that declaration with a `field` of their own: the reader,
// the validator, the schema, the writer, the echo in the result file. The type of the member says
// which values a scenario file may hold (the table below); `min` and `max` are inclusive, in
// natural units: a share and a rate as fractions (0.12 is "12 %"), money in major units, periods in
// days.
//
//   member type                      in a scenario file
//   bool                             true
//   std::int64_t                     100_000                  a count
//   double                           1.5                      a pure number
//   Share                            "2.5 %"                  a fraction of something
//   sim::Rate                        "12 % a year"            a price of money or a yearly growth
//   sim::Money                       "1,500 CNY"              an amount in the portfolio's currency
//   Days                             "30 days"                a period ("2 weeks" is read too)
//   std::chrono::year_month_day      2025-01-01
//   std::string                      "text"
//   Literal                          550, "2.5 %"             a value of another parameter
//   an enum with EnumNames           "one-of-its-names"
//   PathFile                         "paths/file.csv"         an economic path, read with the
//   scenario a parameter struct               [table] std::vector of one of the above  [array]
//   std::vector of a struct with id  [[array of tables]], merged by id
//   std::variant of structs          [table] whose `kind` names the alternative (its `static kind`)
//   the same, declared with field("")  `kind` and the alternative's keys directly in the enclosing
//   table
//
// A struct may also check what one field alone cannot show:
//
//   void validate(const Complain& complain) const;   // complain("key", "what is wrong, what is
//   expected")
//
// where the key is relative to the struct ("shares", "tiers[2].points"); it is called only when
// every single value of the struct is within its own bounds.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace models {

// A fraction: 0.025 is 2.5 %.
struct Share {
  double value = 0;
  constexpr auto operator<=>(const Share&) const = default;
};

// A period of whole days.
struct Days {
  std::int32_t value = 0;
  constexpr auto operator<=>(const Days&) const = default;
};

// What a declaration says of a parameter beyond its name and type.
struct About {
  std::string_view meaning;
  std::string_view source = "";
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  // What a pure number or a count counts, where the type does not say it: "borrowers", "points".
  std::string_view unit = "";
};

// A value of any parameter, as `--set key=` takes it: 550, "2.5 %", true. What it means is known
// where its key is.
struct Literal {
  std::string text;
  bool operator==(const Literal&) const = default;
};

using Complain = std::function<void(std::string_view key, std::string_view what)>;

// The names of an enum's values, in the order of the enum: specialised next to the enum as
//   template <> struct EnumNames<Shape> { static constexpr std::array names = {"bullet", ...}; };
// with elements of type std::string_view.
template <class Enum>
struct EnumNames;

template <class Enum>
constexpr std::string_view name_of(Enum value) {
  return EnumNames<Enum>::names.at(static_cast<std::size_t>(value));
}

}  // namespace models
