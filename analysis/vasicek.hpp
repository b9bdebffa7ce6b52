// Losses of a pool so large and fine that only the economy is left to chance.
//
// A borrower defaults where √ρ Z + √(1−ρ) ε exceeds the quantile of 1 − pd, with a factor Z that
// all share (a large Z is a bad year) and an ε of their own, both standard normal. Of infinitely
// many equal borrowers the share
//
//   L(z) = Φ((Φ⁻¹(pd) + √ρ z) / √(1−ρ))
//
// defaults in a year with Z = z (O. Vasicek, Loan portfolio value, Risk, December 2002, 160–162;
// the formula behind the internal-ratings capital of Basel II). It is the closed form against which
// estimates of rare losses are tested.
#pragma once

namespace analysis {

class VasicekPool {
 public:
  // 0 < pd < 1, 0 < correlation < 1; CheckFailure otherwise.
  VasicekPool(double pd, double correlation);

  double loss(double z) const;               // L(z), a share of the pool
  double probability_below(double x) const;  // P(L <= x); 0 below 0 and 1 from 1 on
  // The quantile of `level`, 0 < level < 1: L at the quantile of Z.
  double value_at_risk(double level) const;
  // The mean loss beyond that quantile, by quadrature over Z.
  double expected_shortfall(double level) const;

 private:
  double threshold_;  // Φ⁻¹(pd)
  double correlation_;
};

}  // namespace analysis
