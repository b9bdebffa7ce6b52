// What credit costs a member, which moves their need for it and whether they stay.
#pragma once

#include <cstddef>

#include "models/apr_cap.hpp"
#include "models/shared.hpp"
#include "models/world.hpp"

namespace models {

// A loan of this amount, as the cap on the annual percentage rate sees it.
LoanOffer offer_of(const ProductTerms& product, sim::Money amount, sim::Day opened);

// What a loan at this price costs a year: the price, and what fees add to and interest-free days
// take off the annual percentage rate (Regulation Z, appendix J) of a loan of the product's middle
// amount, the geometric mean of the smallest and the largest [J]; from 0 to ten more than the
// price. The price itself where there are neither.
sim::Rate loan_cost(const World& world, const ProductTerms& product, sim::Rate price, int free_days,
                    sim::Day opened);

// The same for whoever is of the tier and of the band of the price list, today, on average over the
// products by their demand [J] and within the legal cap; those that no price makes legal are left
// out. Where none is left there is nothing to be had at any cost, and it is the price of the first.
sim::Rate credit_cost(const World& world, const Shared& shared, std::size_t tier, std::size_t band);

}  // namespace models
