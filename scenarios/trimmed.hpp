// Text without the blanks around it.
#pragma once

#include <string_view>

namespace scenarios {

constexpr std::string_view trimmed(std::string_view text, std::string_view blanks = " ") {
  const auto is_blank = [&](char c) { return blanks.find(c) != std::string_view::npos; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace scenarios
