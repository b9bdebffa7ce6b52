// What the lender writes down of applications to fit its score to: the features as it saw them when
// it decided, what it decided, and what became of it within twelve months.
//
// Only what an application's score decided is kept: it was accepted, or declined for its score.
// Whoever has defaulted before is left out, as from the measures of the score's power. The people
// followed are a sample, drawn by person, so that the history is bounded whatever the portfolio.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/borrower.hpp"
#include "models/measures.hpp"
#include "models/score_view.hpp"

namespace models {

struct SeenApplication {
  std::int32_t day = 0;
  std::uint32_t seat = 0;
  std::int32_t month = 0;  // simulated
  std::uint16_t generation = 0;
  std::uint16_t score = 0;
  bool below = false;  // the cut-off
  bool accepted = false;
  bool bad = false;  // 90 days past due since, as far as is known
  FeatureValues features{};
};

// Of one shard, in the order of days.
class ApplicationHistory {
 public:
  // How many months of outcomes a fit looks at; an outcome counts after months_of_outcome.
  static constexpr int months_of_fit = 12;

  void note(const SeenApplication& application) { seen_.push_back(application); }

  // At a month's end: those who have defaulted since are bad, if they still sit there;
  // `borrower_of(seat)` is who does. What is too old for any fit is dropped.
  template <class BorrowerOf>
  void follow(std::int32_t month, BorrowerOf borrower_of);

  // Those whose outcome has become known within the months of a fit.
  template <class Visit>
  void for_each_known(std::int32_t month, Visit visit) const;

  std::size_t bytes() const { return seen_.capacity() * sizeof(SeenApplication); }

 private:
  std::vector<SeenApplication> seen_;
};

template <class BorrowerOf>
void ApplicationHistory::follow(std::int32_t month, BorrowerOf borrower_of) {
  const std::int32_t oldest = month - months_of_outcome - months_of_fit + 1;
  seen_.erase(seen_.begin(),
              std::find_if(seen_.begin(), seen_.end(),
                           [&](const SeenApplication& one) { return one.month >= oldest; }));
  for (SeenApplication& one : seen_) {
    if (one.bad || one.month + months_of_outcome < month) continue;
    const Borrower& b = borrower_of(one.seat);
    if (b.generation != one.generation) continue;
    one.bad = b.defaulted || b.status == SeatStatus::barred;
  }
}

template <class Visit>
void ApplicationHistory::for_each_known(std::int32_t month, Visit visit) const {
  for (const SeenApplication& one : seen_) {
    const std::int32_t age = month - one.month;
    if (age >= months_of_outcome && age < months_of_outcome + months_of_fit) visit(one);
  }
}

}  // namespace models
