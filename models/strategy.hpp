// The collections strategy compiled: the graph of stages checked and laid into a flat table.
#pragma once

#include <cstdint>
#include <vector>

#include "models/collections.hpp"
#include "models/parameter.hpp"
#include "sim/check.hpp"
#include "sim/money.hpp"

namespace models {

// What to do now with one loan, and when to look again.
struct CollectionsStep {
  std::uint8_t stage = 0;  // to be remembered by the loan
  CollectionsAction action = CollectionsAction::none;
  sim::Money cost{};
  double effect = 0;                 // log-odds, before tiredness
  Days lasts{1};                     // half-life of the effect
  std::int32_t days_until_next = 0;  // 0: nothing more is planned for this loan
};

class Strategy {
 public:
  static constexpr std::size_t stages_max = 64;
  // The stage that a loan enters first: the one with the fewest days past due.
  static constexpr std::uint8_t start = 0;

  // The parameters must be valid (CHECK).
  explicit Strategy(const CollectionsParameters& parameters);

  // The step of a loan in `stage` that is `dpd` days past due and owes `owed`: it moves as far
  // along the graph as it can, and the stage it comes to acts, if it is new to it or acts
  // repeatedly. `entering` says that the loan was not in collections before; its stage is then
  // `start`. A loan not old enough for the first stage waits: action none, and the days it has to.
  CollectionsStep next_step(std::uint8_t stage, std::int32_t dpd, sim::Money owed,
                            bool entering = false) const;

  std::size_t size() const { return stages_.size(); }
  // Place of a stage in CollectionsParameters::stages, for reports.
  std::size_t parameter_index(std::uint8_t stage) const { return stages_.at(stage).parameter; }

  // Whether the first stage acts on or before the due day, so that whoever has a bill is reminded
  // of it, and what that costs each. It needs no event: the handler of a due day asks here.
  bool reminds() const { return reminds_; }
  sim::Money reminder_cost() const { return stages_.front().cost; }

 private:
  struct Stage {
    std::int32_t from_dpd = 0;
    std::int32_t every = 0;
    CollectionsAction action = CollectionsAction::none;
    sim::Money cost;
    sim::Money owed_min;
    double effect = 0;
    std::int32_t lasts = 1;
    std::size_t parameter = 0;
    std::uint16_t next_begin = 0;  // into next_
    std::uint16_t next_end = 0;
  };

  std::vector<Stage> stages_;
  std::vector<std::uint8_t> next_;
  bool reminds_ = false;
};

// Complains of everything that keeps the stages from being a strategy: no stage or too many, an
// unknown or doubled next stage, a cycle (its members named), an edge that does not lead to a later
// day past due, an edge that is never taken because an earlier one is open whenever it is, a stage
// that no path reaches. Keys are relative to [collections].
void validate_strategy(const std::vector<CollectionsStage>& stages, const Complain& complain);

}  // namespace models
