#include "scenarios/layers.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <utility>

#include "scenarios/text_file.hpp"
#include "scenarios/toml_reader.hpp"

namespace scenarios {

namespace {

// A chain of parents longer than this is taken for a mistake.
constexpr std::size_t longest_chain = 64;

const Origin command_line = {"command line", 0, 0};

// The file itself, whatever name it is reached by.
std::string real_path_of(const std::string& path) {
  std::error_code error;
  const auto real = std::filesystem::weakly_canonical(path, error);
  return error ? path : real.string();
}

}  // namespace

void Layers::add_scenario(const std::string& path) {
  std::set<std::string> laid;
  std::vector<Link> chain;
  add_file(path, command_line, laid, chain);
}

void Layers::add_policy(const std::string& path, std::span<const std::string_view> allowed) {
  const std::size_t first = trees_.size();
  add_scenario(path);
  const std::vector<std::string> names(allowed.begin(), allowed.end());
  for (std::size_t i = first; i < trees_.size(); ++i) {
    trees_[i].erase("title");
    std::erase_if(*trees_[i].table(), [&](const Member& member) {
      if (std::find(names.begin(), names.end(), member.key) != names.end()) return false;
      problems_.push_back(Problem{member.key_origin, member.key, "not allowed in a policy file", "",
                                  one_of(names), nearest_name(member.key, names)});
      return true;
    });
  }
}

void Layers::add_file(const std::string& path, const Origin& named_at, std::set<std::string>& laid,
                      std::vector<Link>& chain) {
  const std::string real = real_path_of(path);
  const std::string key = named_at.line > 0 ? "extends" : "";
  const auto looped =
      std::find_if(chain.begin(), chain.end(), [&](auto& link) { return link.real_path == real; });
  if (looped != chain.end()) {
    std::string round;
    for (auto it = looped; it != chain.end(); ++it) round += it->shown + " -> ";
    problems_.push_back(Problem{named_at, key, "a cycle: " + round + path, "", "", ""});
    return;
  }
  if (chain.size() >= longest_chain) {
    problems_.push_back(Problem{
        named_at, key, fmt::format("more than {} files that extend one another", longest_chain), "",
        "", ""});
    return;
  }
  if (!laid.insert(real).second) return;

  const auto text = read_text_file(path, named_at, key, problems_);
  if (!text) return;
  auto tree = parse_toml(*text, path, problems_);
  if (!tree) return;
  chain.push_back({real, path});
  extend(*tree, laid, chain);
  chain.pop_back();
  tree->erase("extends");
  trees_.push_back(std::move(*tree));
}

void Layers::extend(const Node& tree, std::set<std::string>& laid, std::vector<Link>& chain) {
  const Node* extends = tree.find("extends");
  if (extends == nullptr) return;
  const auto wrong = [&](const Node& node) {
    const std::string example =
        node.text() != nullptr ? in_quotes(*node.text()) : "\"baseline.toml\"";
    problems_.push_back(Problem{node.origin, "extends", "", describe(node),
                                fmt::format("an array of file names, [{}]", example), ""});
  };
  if (extends->array() == nullptr) return wrong(*extends);
  for (const Node& parent : *extends->array()) {
    if (parent.text() == nullptr || parent.text()->empty()) {
      wrong(parent);
    } else {
      add_file(path_named_at(*parent.text(), parent.origin), parent.origin, laid, chain);
    }
  }
}

}  // namespace scenarios
