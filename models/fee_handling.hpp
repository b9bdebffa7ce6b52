// What becomes of a fee that is due when the loan is paid out.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/parameter.hpp"

namespace models {

enum class FeeHandling : std::uint8_t {
  deducted,  // kept back: the borrower receives that much less
  financed,  // lent on top: the borrower owes that much more
};
template <>
struct EnumNames<FeeHandling> {
  static constexpr std::array<std::string_view, 2> names = {"deducted", "financed"};
};

}  // namespace models
