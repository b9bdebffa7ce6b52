// What random draws are for. A number, once given, is never given to anything else, so that a new
// draw never moves an old one; each purpose has exactly one call site.
//
//   1–19   economy, jobs, population, network       20–59  the event handlers
//   60–79  membership, scoring, pricing, limits     80–99  products, payment, collections, funding
#pragma once

#include "sim/stream.hpp"

namespace models::purpose {

inline constexpr sim::Purpose economy_regime{1};  // subject 0, day = month
inline constexpr sim::Purpose employer_hit{2};    // subject = employer, day = month
inline constexpr sim::Purpose traits{3};          // subject = borrower
inline constexpr sim::Purpose employer_size{4};   // subject = employer
inline constexpr sim::Purpose friendship{5};      // subject = seat
inline constexpr sim::Purpose severity{6};        // subject 0; key of the replication or its pair
inline constexpr sim::Purpose severity_order{7};  // subject 0; key of the block's first replication
inline constexpr sim::Purpose economy_quarter{8};  // subject 0, day = quarter
inline constexpr sim::Purpose frailty{9};          // subject 0, day = month
inline constexpr sim::Purpose exchange_rate{10};   // subject 0, day = month; key of the market
inline constexpr sim::Purpose industry{11};        // subject = employer

inline constexpr sim::Purpose tenure{20};          // subject = borrower
inline constexpr sim::Purpose vacancy{21};         // subject = borrower who comes
inline constexpr sim::Purpose verification{22};    // subject = borrower
inline constexpr sim::Purpose month_of_life{23};   // subject = borrower
inline constexpr sim::Purpose need_of_credit{24};  // subject = borrower
inline constexpr sim::Purpose application{25};     // subject = borrower
inline constexpr sim::Purpose due_payment{26};     // subject = loan
// 27 was early repayment, which is now drawn with due_payment.
inline constexpr sim::Purpose retried_payment{28};  // subject = loan
inline constexpr sim::Purpose collection{29};       // subject = loan
inline constexpr sim::Purpose recovery{30};         // subject = loan
inline constexpr sim::Purpose restructuring{31};    // subject = loan
inline constexpr sim::Purpose invitation{32};       // subject = borrower who invites
inline constexpr sim::Purpose first_vacancy{33};    // subject = seat

inline constexpr sim::Purpose feature_missing{60};  // subject = borrower
inline constexpr sim::Purpose feature_error{61};    // subject = borrower, day = score's update
inline constexpr sim::Purpose followed{62};         // subject = borrower

}  // namespace models::purpose
