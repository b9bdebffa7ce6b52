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
  sim::Money cost;
  double effect = 0;                 // log-odds, before tiredness
  Days lasts;                        // for which the effect is felt
  double memory_effect = 1;          // multiple of the probability of forgetting
  std::int32_t days_until_next = 0;  // 0: nothing more is planned for this loan
};

class Strategy {
 public:
  static constexpr std::size_t stages_max = 64;
  static constexpr std::uint8_t start = 0;

  // The parameters must be valid (CHECK).
  explicit Strategy(const CollectionsParameters& parameters);

  // The step of a loan in `stage` (a new one: `start`) that is `dpd` days past due and owes `owed`:
  // it moves as far along the graph as it can, and the stage it comes to acts. `entering` says that
  // the loan was not in collections before; it is needed only where the first stage acts once. A
  // loan not yet old enough for the first stage waits: action none, days_until_next as many days as
  // it has to.
  CollectionsStep next_step(std::uint8_t stage, std::int32_t dpd, sim::Money owed,
                            bool entering = false) const;

  std::size_t size() const { return stages_.size(); }

  // Whether a first stage at or before the due day reminds borrowers of a bill, what that costs,
  // and what it does to forgetting. The handler of a due day needs no event of its own for it.
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
    double memory_effect = 1;
    std::int32_t lasts = 1;
    std::uint16_t next_begin = 0;  // into next_
    std::uint16_t next_end = 0;
  };

  std::vector<Stage> stages_;
  std::vector<std::uint8_t> next_;
  bool reminds_ = false;
};

// Complains of everything that keeps the stages from being a strategy: no stage or too many, an id
// given twice, an unknown or doubled next stage, a cycle (its members named), an edge that does not
// lead to a later day past due, a stage that no path reaches. Keys are relative to [collections].
void validate_strategy(const std::vector<CollectionsStage>& stages, const Complain& complain);

}  // namespace models
