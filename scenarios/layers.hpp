// The files of a scenario in the order in which they are laid over one another.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/node.hpp"
#include "scenarios/problem.hpp"

namespace scenarios {

class Layers {
 public:
  explicit Layers(Problems& problems) : problems_(problems) {}

  // The file with all that it extends, lowest first. A file is laid down once, where it is first
  // reached.
  void add_scenario(const std::string& path);
  // The same for a policy file, which may hold no tables but `allowed`; it is laid down anew,
  // whatever the scenario extends, and the titles of policies are not taken over.
  void add_policy(const std::string& path, std::span<const std::string_view> allowed);
  // A tree that needs no reading.
  void add(Node tree) { trees_.push_back(std::move(tree)); }

  const std::vector<Node>& trees() const { return trees_; }

 private:
  struct Link {
    std::string real_path;
    std::string shown;
  };

  void add_file(const std::string& path, const Origin& named_at, std::set<std::string>& laid,
                std::vector<Link>& chain);
  void extend(const Node& tree, std::set<std::string>& laid, std::vector<Link>& chain);

  std::vector<Node> trees_;
  Problems& problems_;
};

}  // namespace scenarios
