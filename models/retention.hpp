// Who stays, who falls dormant and who leaves.
//
// On each payday a member who owes nothing leaves, falls dormant or stays; one who is dormant does
// not use the app and needs no loan until they wake up. What is given for a year holds for a month
// by 1 − (1 − share)^(1/12), and a month's chance of leaving is
//
//   attrition · (price / reference price)^price_effect · (1 − tier_effect · tier)
//             · (1 + decline_effect · months with a declined application, of six)
//             · (dormant_effect if dormant)
#pragma once

#include <bit>
#include <cstdint>

#include "models/parameter.hpp"

namespace models {

struct RetentionParameters {
  Share attrition{0.10};
  double price_effect = 1.0;
  double tier_effect = 0.5;
  double decline_effect = 0.25;
  Share dormancy{0.15};
  Share waking{0.40};
  double dormant_effect = 3.0;
  bool operator==(const RetentionParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("attrition", self.attrition,
          {.meaning = "share of the members of the lowest tier without debt who leave in a year, "
                      "where the price is the reference price and nothing was declined",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("price_effect", self.price_effect,
          {.meaning = "percent more attrition per percent of price",
           .source = "[J] as elastic as one",
           .min = 0,
           .max = 5});
    field("tier_effect", self.tier_effect,
          {.meaning = "share by which the highest tier's benefits lower attrition",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("decline_effect", self.decline_effect,
          {.meaning = "share by which attrition is higher for each of the last six months in which "
                      "an application was declined",
           .source = "[J]",
           .min = 0,
           .max = 10});
    field("dormancy", self.dormancy,
          {.meaning = "share of the members without debt who fall dormant in a year",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("waking", self.waking,
          {.meaning = "share of the dormant who use the app again within a year",
           .source = "[J]",
           .min = 0,
           .max = 1});
    field("dormant_effect", self.dormant_effect,
          {.meaning = "attrition of the dormant, as a multiple",
           .source = "[J]",
           .min = 0,
           .max = 50});
  }
};

// Months in which an application was declined, a bit each, this month lowest.
constexpr std::uint8_t with_decline(std::uint8_t declines) {
  return static_cast<std::uint8_t>(declines | 1U);
}
constexpr int recent_declines(std::uint8_t declines) {
  constexpr unsigned six_months = 0x3F;
  return std::popcount(declines & six_months);
}

// The chances of a month, made once per run.
class Retention {
 public:
  explicit Retention(const RetentionParameters& parameters);

  // What price and tier make of attrition, for members of one tier and price alike. `price_ratio`
  // is the price over the reference price, `tier` 0 (lowest) to 1 (highest).
  double attrition(double price_ratio, double tier) const;
  // Of a member of whom `attrition` is that of their tier and price.
  double leaving(double attrition, int declines, bool dormant) const {
    const double leaving = attrition * (1.0 + decline_effect_ * declines);
    return dormant ? leaving * dormant_effect_ : leaving;
  }
  double falling_dormant() const { return falling_dormant_; }
  double waking() const { return waking_; }

 private:
  double attrition_;
  double price_effect_;
  double tier_effect_;
  double decline_effect_;
  double dormant_effect_;
  double falling_dormant_;
  double waking_;
};

}  // namespace models
