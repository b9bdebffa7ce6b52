// How replications were drawn, and what that is worth: every mean and difference of arms goes
// through here.
//
// Plain replications are independent, and an interval is Student's. Of an uncertain economy pairs
// that are drawn against each other, or blocks with one of each stratum, are the independent
// observations (analysis/blocks.hpp). And what a measure owes to the severity that happened to be
// drawn can be taken off its error, since the mean of what is drawn is known
// (analysis/control_variate.hpp): the control from the macro path.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/interval.hpp"
#include "output/result_reader.hpp"

namespace analysis {

struct Sampling {
  std::size_t block = 1;  // replications that were drawn together
  std::vector<double> z;  // the factor of the economy by replication, with mean 0, where it serves
                          // as control; otherwise empty

  bool is_plain() const { return block == 1 && z.empty(); }
};

// That of two arms, which must share it: plain where they do not, and where replications weigh
// differently. `control` says whether an economy that was drawn independently is to be taken off.
Sampling sampling_of(const output::ResultReader& file, std::size_t base, std::size_t arm,
                     bool control);

// Those of each arm of a file with the first, by arm.
std::vector<Sampling> samplings_of(const output::ResultReader& file, bool control);

// By replication; values that are not finite are left out, with their whole block. As long as the
// file has replications (CheckFailure where z is not as long).
Estimate estimate(std::span<const double> values, const Sampling& sampling,
                  double confidence = confidence_usual);
Estimate paired_difference(std::span<const double> base, std::span<const double> other,
                           const Sampling& sampling, double confidence = confidence_usual);

// The same values as independent observations for a rule that knows only such (analysis/stopping):
// means of blocks, or values less what the control explains of them. One of them is worth `block`
// replications.
std::vector<double> observations(std::span<const double> values, const Sampling& sampling);

}  // namespace analysis
