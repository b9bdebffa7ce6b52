// Filling a parameter struct from a tree: every key must be known, of its type, finite and within
// its bounds, and the struct's own `validate` content. All that is wrong is reported at once.
#pragma once

#include <map>
#include <string>

#include "scenarios/node.hpp"
#include "scenarios/shape.hpp"
#include "scenarios/text_file.hpp"

namespace scenarios {

struct Reading {
  Problems problems;
  // Where path files are read from, and the texts of those that were read, by full path.
  StoredFiles stored;
  std::map<std::string, std::string> path_texts;
  // The folder that the names of path files are made relative to: that of the scenario.
  std::string folder;
  // Whether this is the composed scenario: path files are read and `validate` is called. A file
  // alone may name half of what it changes, so it is checked key by key only.
  bool composed = true;
};

// `object` is of `shape` and holds the defaults. True where nothing was wrong.
bool read(const Node& node, const Shape& shape, void* object, Reading& reading);

}  // namespace scenarios
