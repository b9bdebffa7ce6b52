// A common factor of defaults that no series of the economy shows: in some years people of the
// same score, with the same jobs and debts, pay worse than in others.
//
//   F(t+1) = ρ F(t) + σ √(1 − ρ²) ε,    F(0) = σ ε,    ρ = 2^(−one month / half_life)
//
// with ε standard normal, drawn by month: a stationary autoregression of order one with standard
// deviation σ. F is taken off everybody's log-odds of wanting to pay, and what a household cannot
// do without costs exp(cost_effect · F) times as much: most who default are willing and have
// nothing left. Default propensity in the United States rose in 1995–97 beyond what risk and the
// economy explain (D. B. Gross and N. S. Souleles, Rev. Financ. Stud. 15 (2002) 319–347); corporate
// defaults cluster beyond observed factors, too (D. Duffie, A. Eckner, G. Horel and L. Saita, J.
// Finance 64 (2009) 2089–2123).
#pragma once

#include <vector>

#include "models/parameter.hpp"
#include "sim/stream.hpp"

namespace models {

struct FrailtyParameters {
  double deviation = 0;
  double cost_effect = 0.10;
  Days half_life{730};
  bool operator==(const FrailtyParameters&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("deviation", self.deviation,
          {.meaning =
               "standard deviation of what everybody's log-odds of wanting to pay share beyond "
               "the economy; 0: nothing",
           .source = "[J]",
           .min = 0,
           .max = 5,
           .unit = "log-odds"});
    field(
        "cost_effect", self.cost_effect,
        {.meaning = "what a unit of it adds to a household's essential spending, unseen by prices",
         .source = "[J]",
         .min = 0,
         .max = 0.5,
         .unit = "logarithm of the spending"});
    field("half_life", self.half_life,
          {.meaning = "time in which half of it has passed",
           .source = "[J] about two years, as long as the rise of 1995-97 lasted",
           .min = 30,
           .max = 36'500});
  }
};

// By simulated month; the same for every arm with these parameters. All zero, and nothing drawn,
// where the deviation is 0.
std::vector<double> frailty_path(const FrailtyParameters& parameters, const sim::StreamKey& key,
                                 int months);

}  // namespace models
