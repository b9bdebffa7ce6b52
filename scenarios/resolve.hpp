// From files and command line to one scenario, whatever struct holds it. Precedence, lowest first:
// the program's defaults; what the file extends, left to right; the file; policy files; --set.
//
// A file that is reached twice (two parents that extend the same baseline) is laid down once, where
// it is first reached, so that the second parent does not undo what the first one changed.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/node.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/shape.hpp"

namespace scenarios {

struct Request {
  std::string scenario{};               // the path of the scenario file
  std::vector<std::string> policies{};  // the paths of policy files
  std::vector<std::string> sets{};      // "key=value"
};

// A scenario as a result file has kept it.
struct StoredScenario {
  std::string name;                               // shown in messages, the name of the result file
  std::string text;                               // Resolved::text
  std::map<std::string, std::string> path_texts;  // Resolved::path_texts
};

struct Resolved {
  Node tree;  // complete, each value with its origin
  std::string
      text;  // the canonical TOML of the tree; on its own a scenario file of the same meaning
  std::map<std::string, std::string>
      path_texts;    // the path files it names, by the name in the text
  std::string hash;  // 32 hex digits over the text and the path files
};

// What reading a tree alone does not fill in: called with the object that was read, the tree it
// came from, and the reading, whose problems and path files it may add to.
using Complete = std::function<void(void* object, const Node& tree, Reading& reading)>;

// Fills `object`, which is of `shape` and holds the defaults. Throws BadScenario with all problems.
// `policy_tables` names the tables that a policy file may hold, beside a title, which is not taken
// over.
Resolved resolve(const Request& request, std::span<const std::string_view> policy_tables,
                 const Shape& shape, void* object, const Complete& complete = {});

// The same from a stored scenario, with policy files and settings of now on top; `request.scenario`
// is not used, and no file on the disk is read but those that policies and settings name.
Resolved resolve(const StoredScenario& stored, const Request& request,
                 std::span<const std::string_view> policy_tables, const Shape& shape, void* object,
                 const Complete& complete = {});

// The tree as a file with the origin of each value as a comment.
std::string text_with_origins(const Resolved& resolved);

}  // namespace scenarios
