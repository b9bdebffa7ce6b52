// How severe the economy of a replication is, where nobody knows it beforehand.
//
//   severity of a replication = clamp(severity + severity_deviation × Z, 0, 10)
//
// with Z standard normal: one number, drawn once a replication, by inverse transform from one keyed
// uniform. It depends on seed, replication and these parameters alone, so all arms of a study that
// share them meet the same Z, and more replications later leave the first ones as they were.
//
// Three ways of sampling, all with the same distribution of one replication's Z:
//
//   independent   every replication draws its own
//   antithetic    replications 2k and 2k + 1 are a pair, with Z of the second the negative of the
//                 first's
//   stratified    the line is cut into `strata` parts of equal probability; of every `strata`
//                 replications in a row each draws from another part, in a keyed random order
//
// Importance sampling draws Z around `shift` instead of 0. What is measured then counts with the
// likelihood ratio of the two densities (Owen, Monte Carlo theory, methods and examples,
// chapter 9),
//
//   weight = φ(Z) / φ(Z − shift),    log weight = −shift × Z + shift² / 2
#pragma once

#include <cstdint>
#include <string_view>

#include "models/parameter.hpp"

namespace models {

inline constexpr double severity_max = 10;

enum class Sampling : std::uint8_t { independent, antithetic, stratified };
template <>
struct EnumNames<Sampling> {
  static constexpr std::array<std::string_view, 3> names = {"independent", "antithetic",
                                                            "stratified"};
};

struct UncertaintyParameters {
  double severity_deviation = 0;
  Sampling sampling = Sampling::independent;
  std::int64_t strata = 10;
  double shift = 0;
  bool operator==(const UncertaintyParameters&) const = default;

  // How many replications in a row are drawn together.
  std::int64_t block() const {
    if (severity_deviation == 0 || sampling == Sampling::independent) return 1;
    return sampling == Sampling::antithetic ? 2 : strata;
  }

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("severity_deviation", self.severity_deviation,
          {.meaning = "standard deviation of the severity between replications, before it is held "
                      "between 0 and 10; 0: all have the same",
           .source = "[J]",
           .min = 0,
           .max = 10});
    field("sampling", self.sampling,
          {.meaning = "how the severities of the replications are drawn together"});
    field("strata", self.strata,
          {.meaning = "parts of equal probability from which stratified sampling draws in turn",
           .source = "[J]",
           .min = 2,
           .max = 10'000,
           .unit = "strata"});
    field("shift", self.shift,
          {.meaning = "importance sampling: by how many standard deviations the severity is drawn "
                      "higher than it is; results must be weighted",
           .source = "[J]",
           .min = -5,
           .max = 5,
           .unit = "standard deviations"});
  }
};

// What was drawn for a replication: nothing at all where severity is certain.
struct SeverityLuck {
  double z = 0;
  double log_weight = 0;   // natural logarithm
  std::int64_t block = 1;  // how many replications in a row are drawn together, this one among them
};

SeverityLuck severity_luck(const UncertaintyParameters& parameters, std::uint64_t seed,
                           std::uint32_t replication);

// The severity of a replication, `central` being that of Z = 0. Where severity is certain it is
// `central`, bit for bit.
double severity_of(const UncertaintyParameters& parameters, double central,
                   const SeverityLuck& luck);

}  // namespace models
