#include "cli/options.hpp"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <fmt/format.h>

#include "cli/text.hpp"
#include "scenarios/problem.hpp"

namespace cli {

namespace po = boost::program_options;

namespace {

std::string_view long_name(const Option& option) {
  return option.name.substr(0, option.name.find(','));
}

std::string nearest_option(const std::string& wrong, const std::vector<Option>& options) {
  std::vector<std::string> names;
  for (const auto& option : options) {
    if (!option.hidden) names.push_back(fmt::format("--{}", long_name(option)));
  }
  return scenarios::nearest_name(wrong, names);
}

// Gives every value of a repeated option its own "--name" in front, which is all that
// Boost.Program_options understands without taking a scenario's name for one more value.
std::vector<std::string> spell_out(const std::vector<std::string>& words) {
  std::vector<std::string> spelled;
  bool setting = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "--set" && i + 1 < words.size()) {
      spelled.push_back(word);
      spelled.push_back(words[++i]);
      setting = true;
    } else if (setting && !word.starts_with('-') && word.find('=') != std::string::npos) {
      spelled.push_back("--set");
      spelled.push_back(word);
    } else {
      spelled.push_back(word);
      setting = false;
    }
  }
  return spelled;
}

}  // namespace

std::vector<Option> common_options() {
  return {
      {"quiet,q", "", "print errors and what was asked for, nothing else"},
      {"json", "", "print the result as JSON"},
      {"log-level", "LEVEL", "error, warning, info (the default) or debug"},
      {"help,h", "", "print this help"},
  };
}

bool Arguments::has(std::string_view option) const {
  return given_.contains(option);
}

std::optional<std::string> Arguments::text(std::string_view option) const {
  const auto at = given_.find(option);
  if (at == given_.end()) return std::nullopt;
  return at->second.back();
}

std::vector<std::string> Arguments::all(std::string_view option) const {
  const auto at = given_.find(option);
  return at == given_.end() ? std::vector<std::string>{} : at->second;
}

std::optional<std::int64_t> Arguments::whole(std::string_view option, std::int64_t min,
                                             std::int64_t max) const {
  const auto given = text(option);
  if (!given) return std::nullopt;
  std::string digits = *given;
  std::erase(digits, '_');
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool number = error == std::errc() && end == digits.data() + digits.size();
  if (!number || value < min || value > max) {
    throw UsageError(fmt::format("--{}: found {}, expected a whole number from {} to {}", option,
                                 scenarios::in_quotes(*given), min, max));
  }
  return value;
}

Arguments parse_arguments(const std::vector<std::string>& words,
                          const std::vector<Option>& options) {
  po::options_description description;
  for (const auto& option : options) {
    if (option.argument.empty()) {
      description.add_options()(std::string(option.name).c_str(), "");
    } else {
      description.add_options()(std::string(option.name).c_str(),
                                po::value<std::vector<std::string>>());
    }
  }
  po::positional_options_description positional;
  positional.add("positional", -1);
  po::options_description all;
  all.add(description).add_options()("positional", po::value<std::vector<std::string>>());

  Arguments arguments;
  try {
    using style = po::command_line_style::style_t;
    const auto parsed = po::command_line_parser(spell_out(words))
                            .options(all)
                            .positional(positional)
                            .style(style::unix_style & ~style::allow_guessing)
                            .run();
    for (const auto& item : parsed.options) {
      if (item.string_key == "positional") {
        arguments.positional_.insert(arguments.positional_.end(), item.value.begin(),
                                     item.value.end());
      } else {
        auto& values = arguments.given_[item.string_key];
        values.insert(values.end(), item.value.begin(), item.value.end());
      }
    }
  } catch (const po::unknown_option& error) {
    const std::string wrong = error.get_option_name();
    const std::string nearest = nearest_option(wrong, options);
    throw UsageError(nearest.empty()
                         ? fmt::format("unknown option {}", wrong)
                         : fmt::format("unknown option {}; did you mean {}?", wrong, nearest));
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  for (const auto& option : options) {
    const auto at = arguments.given_.find(long_name(option));
    if (at != arguments.given_.end() && !option.repeated && at->second.size() > 1) {
      throw UsageError(
          fmt::format("--{} is given {} times, expected once", at->first, at->second.size()));
    }
  }
  return arguments;
}

std::string options_help(const std::vector<Option>& options, int width) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::size_t widest = 0;
  for (const auto& option : options) {
    if (option.hidden) continue;
    const auto comma = option.name.find(',');
    std::string left = comma == std::string_view::npos
                           ? std::string("    ")
                           : fmt::format("-{}, ", option.name.substr(comma + 1));
    left += fmt::format("--{}", long_name(option));
    if (!option.argument.empty()) left += fmt::format(" {}", option.argument);
    widest = std::max(widest, left.size());
    rows.emplace_back(std::move(left), option.meaning);
  }
  std::string help;
  for (const auto& [left, meaning] : rows) {
    help += fmt::format("  {:<{}}  {}\n", left, widest,
                        wrap(meaning, width, static_cast<int>(widest) + 4));
  }
  return help;
}

}  // namespace cli
