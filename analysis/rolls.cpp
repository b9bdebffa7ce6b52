#include "analysis/rolls.hpp"

#include "sim/check.hpp"

namespace analysis {

Rolls::Rolls(const Series& series) : destinations_(series.last_axis) {
  CHECK(destinations_ > m6 + 2);
  moved_.resize(buckets() * destinations_);
  for (std::size_t i = 0; i < series.cells.size(); ++i)
    moved_[i % moved_.size()] += static_cast<double>(series.cells[i]);
}

double Rolls::cure_rate(std::size_t from) const {
  return ratio(cured(from), all(from));
}

double Rolls::roll_rate(std::size_t from) const {
  return ratio(further(from), all(from));
}

double Rolls::sum(std::size_t from, std::size_t to, std::size_t end) const {
  double sum = 0;
  for (; to < end; ++to) sum += moved(from, to);
  return sum;
}

}  // namespace analysis
