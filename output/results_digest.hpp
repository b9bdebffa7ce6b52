// The digest of a whole file, from the digests of its units. Names of arms, titles and texts are
// not results and do not enter, so that an arm that computes the same as another has the same
// digest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "output/unit.hpp"
#include "sim/digest.hpp"

namespace output {

class ResultsDigest {
 public:
  ResultsDigest(std::size_t arms, std::uint32_t replications) {
    digest_.add(std::string_view("creditcycle results 1"));
    digest_.add(static_cast<std::int64_t>(arms));
    digest_.add(static_cast<std::int64_t>(replications));
  }
  // Units by arm, then replication. A unit that failed counts as missing: why is not a result.
  void add(const UnitState& state) {
    digest_.add(std::string_view(state.status == Status::done ? state.digest : "missing"));
  }
  std::string hex() const { return digest_.hex(); }

 private:
  sim::Digest digest_;
};

}  // namespace output
