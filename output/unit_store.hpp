// The numbers and the standing of single units in an open result file.
//
// Setting a unit's values touches no other byte of a growing file than those of the values: the
// datasets have their space, so nothing that describes the file changes.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "output/file_layout.hpp"
#include "output/unit.hpp"
#include "sim/panel.hpp"

namespace output {

class UnitStore {
 public:
  // `file` and `skeleton` outlive the store. Throws as read_skeleton does.
  UnitStore(const hdf5::File& file, const Skeleton& skeleton);

  UnitState state(Unit unit) const;
  // The status is what makes values, digest and message count: whoever marks a unit while others
  // may be killed flushes the file before and after.
  void describe(Unit unit, const UnitState& state);
  void mark(Unit unit, Status status);

  sim::Panels read(Unit unit) const;
  void write(Unit unit, const sim::Panels& panels, const AfterStep& after_step);

  const MeasureSets& measures() const { return measures_; }
  MeasureSets& measures() { return measures_; }

 private:
  const Skeleton& skeleton_;
  MeasureSets measures_;
  hdf5::Dataset status_;
  hdf5::Dataset digest_;
  hdf5::Dataset message_;
};

}  // namespace output
