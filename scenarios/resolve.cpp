#include "scenarios/resolve.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "scenarios/layers.hpp"
#include "scenarios/merge.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/setting.hpp"
#include "scenarios/toml_reader.hpp"
#include "scenarios/writer.hpp"
#include "sim/digest.hpp"

namespace scenarios {

namespace {

// In the order of files as they were met, then of places; what is known twice is said once.
void put_in_order(Problems& problems) {
  std::map<std::string, std::size_t> rank;
  for (const Problem& problem : problems) rank.emplace(problem.origin.file, rank.size());
  std::stable_sort(problems.begin(), problems.end(), [&](const Problem& a, const Problem& b) {
    return std::tuple(rank.at(a.origin.file), a.origin.line, a.origin.column) <
           std::tuple(rank.at(b.origin.file), b.origin.line, b.origin.column);
  });
  Problems once;
  for (Problem& problem : problems) {
    if (std::find(once.begin(), once.end(), problem) == once.end())
      once.push_back(std::move(problem));
  }
  problems = std::move(once);
}

class Composer {
 public:
  Composer(const Shape& shape, Node base) : shape_(shape), tree_(std::move(base)) {}

  // Each layer is looked at by itself, on what lies below it, so that a mistake is found even where
  // a later layer hides it.
  void lay(const Node& layer) {
    merge(tree_, layer, shape_, problems);
    Reading reading;
    reading.composed = false;
    const std::shared_ptr<void> scratch = shape_.fresh();
    read(tree_, shape_, scratch.get(), reading);
    problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
  }

  void lay_settings(const std::vector<std::string>& settings) {
    for (const std::string& setting : settings) {
      if (const auto layer = parse_setting(setting, shape_, tree_, problems)) lay(*layer);
    }
  }

  Resolved finish(void* object, StoredFiles stored, std::string folder, const Complete& complete) {
    throw_if_bad();
    Reading reading;
    reading.stored = std::move(stored);
    reading.folder = std::move(folder);
    if (read(tree_, shape_, object, reading) && complete) complete(object, tree_, reading);
    problems = std::move(reading.problems);
    throw_if_bad();

    Resolved resolved;
    resolved.tree = to_node(shape_, object, &tree_);
    resolved.path_texts = std::move(reading.path_texts);
    const std::shared_ptr<void> defaults = shape_.fresh();
    Node file = resolved.tree;
    add_removals(file, to_node(shape_, defaults.get()), shape_);
    resolved.text = to_toml(file);
    sim::Digest digest;
    digest.add(std::string_view(resolved.text));
    for (const auto& [name, text] : resolved.path_texts) {
      digest.add(std::string_view(name)).add(std::string_view(text));
    }
    resolved.hash = digest.hex();
    return resolved;
  }

  Problems problems;

 private:
  void throw_if_bad() {
    if (problems.empty()) return;
    put_in_order(problems);
    throw BadScenario(std::move(problems));
  }

  // The text is laid over the program's defaults when it is read as a file: the items that those
  // have and the scenario has not must be taken away there.
  static void add_removals(Node& table, const Node& defaults, const Shape& shape) {
    for (const Field& field : shape.fields) {
      Node* value = table.find(field.key);
      const Node* preset = defaults.find(field.key);
      if (value == nullptr || preset == nullptr) continue;
      if (field.shape->kind == Kind::table) add_removals(*value, *preset, *field.shape);
      if (!field.shape->is_keyed_list() || value->array()->empty()) continue;
      Node::Array& items = *value->array();
      for (Node& item : items) {
        const Node* known = find_item(*preset->array(), *id_of(item));
        if (known != nullptr) add_removals(item, *known, *field.shape->element);
      }
      for (const Node& item : *preset->array()) {
        if (find_item(items, *id_of(item)) != nullptr) continue;
        Node removal = empty_table();
        removal.set("id", {*id_of(item), {}});
        removal.set("remove", {true, {}});
        items.push_back(std::move(removal));
      }
    }
  }

  const Shape& shape_;
  Node tree_;
};

// A stored text is complete and lies on nothing, so what it says of the defaults of its day is
// dropped.
void drop_removals(Node& node) {
  if (Node::Table* members = node.table()) {
    for (Member& member : *members) drop_removals(member.value);
  }
  if (Node::Array* items = node.array()) {
    std::erase_if(*items, [](const Node& item) { return item.find("remove") != nullptr; });
    for (Node& item : *items) drop_removals(item);
  }
}

}  // namespace

Resolved resolve(const Request& request, std::span<const std::string_view> policy_tables,
                 const Shape& shape, void* object, const Complete& complete) {
  const std::shared_ptr<void> defaults = shape.fresh();
  Composer composer(shape, to_node(shape, defaults.get()));
  Layers layers(composer.problems);
  layers.add_scenario(request.scenario);
  for (const std::string& policy : request.policies) layers.add_policy(policy, policy_tables);
  for (const Node& tree : layers.trees()) composer.lay(tree);
  composer.lay_settings(request.sets);
  return composer.finish(object, {}, std::filesystem::path(request.scenario).parent_path().string(),
                         complete);
}

Resolved resolve(const StoredScenario& stored, const Request& request,
                 std::span<const std::string_view> policy_tables, const Shape& shape, void* object,
                 const Complete& complete) {
  Composer composer(shape, empty_table({stored.name, 1, 1}));
  Layers layers(composer.problems);
  if (auto tree = parse_toml(stored.text, stored.name, composer.problems)) {
    drop_removals(*tree);
    layers.add(std::move(*tree));
  }
  for (const std::string& policy : request.policies) layers.add_policy(policy, policy_tables);
  for (const Node& tree : layers.trees()) composer.lay(tree);
  composer.lay_settings(request.sets);
  return composer.finish(object, {stored.name, stored.path_texts}, "", complete);
}

std::string text_with_origins(const Resolved& resolved) {
  return to_toml(resolved.tree, Comments::origins);
}

}  // namespace scenarios
