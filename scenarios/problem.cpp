#include "scenarios/problem.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <numeric>
#include <utility>

namespace scenarios {

std::string to_text(const Origin& origin) {
  if (origin.line <= 0) return origin.file;
  return fmt::format("{}:{}:{}", origin.file, origin.line, origin.column);
}

std::string to_text(const Problem& problem) {
  std::string text = to_text(problem.origin);
  if (!problem.key.empty()) text += ": " + problem.key;
  std::string_view separator = ": ";
  const auto add = [&](std::string_view lead, const std::string& part) {
    if (part.empty()) return;
    text += separator;
    text += lead;
    text += part;
    separator = ", ";
  };
  add("", problem.what);
  add("found ", problem.found);
  add("expected ", problem.expected);
  if (!problem.nearest.empty())
    text += fmt::format("; did you mean {}?", in_quotes(problem.nearest));
  return text;
}

namespace {

std::string all_lines(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += to_text(problem);
  }
  return text;
}

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

// Edits that turn one name into the other: a character added, left out, changed, or two neighbours
// swapped (optimal string alignment); case and the choice between - and _ cost nothing.
std::size_t distance(std::string_view a, std::string_view b) {
  const auto same = [](char x, char y) {
    const auto plain = [](char c) { return c == '-' ? '_' : lower(c); };
    return plain(x) == plain(y);
  };
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min(
          {last[j] + 1, now[j - 1] + 1, last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0u : 1u)});
      if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1])) {
        now[j] = std::min(now[j], before[j - 2] + 1);
      }
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

}  // namespace

BadScenario::BadScenario(Problems problems)
    : std::runtime_error(all_lines(problems)), problems_(std::move(problems)) {}

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  if (name.size() > 200) return "";
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    if (candidate == name) continue;
    std::size_t edits = distance(name, candidate);
    // A name left unfinished, or with a unit too many, is meant although many letters differ.
    const std::string_view shorter =
        name.size() < candidate.size() ? name : std::string_view(candidate);
    const std::string_view longer =
        name.size() < candidate.size() ? std::string_view(candidate) : name;
    if (shorter.size() >= 4 && longer.starts_with(shorter)) {
      edits = std::min(edits, std::max<std::size_t>(1, name.size() / 3));
    }
    if (edits < best_distance) {
      best = candidate;
      best_distance = edits;
    }
  }
  return best;
}

std::string one_of(const std::vector<std::string>& names) {
  std::string text = "one of";
  for (const std::string& name : names) {
    text += &name == &names.front() ? " " : ", ";
    text += name;
  }
  return text;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 80;
  std::string out = "\"";
  std::size_t shown = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool starts_character = (byte & 0xC0) != 0x80;
    if (starts_character && ++shown > longest) {
      out += "...";
      break;
    }
    if (byte == '\n') {
      out += "\\n";
    } else if (byte == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{:04X}", byte);
    } else if (byte == 0xC2 && i + 1 < text.size() &&
               static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      // The C1 control characters, which some terminals obey.
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(text[++i]));
    } else if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[i];
    } else {
      out += text[i];
    }
  }
  return out + '"';
}

}  // namespace scenarios
