// A small parameter struct with every type of parameter, so that these tests stand when the model
// changes.
#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/economy.hpp"
#include "models/parameter.hpp"
#include "scenarios/resolve.hpp"
#include "scenarios/shape.hpp"

namespace toy {

// A function, since g++ 12 warns of a list here.
inline std::vector<models::Share> two_weights() {
  return {{0.25}, {0.75}};
}

enum class Colour : std::uint8_t { red, green, dark_blue };

struct Part {
  std::string id;
  std::int64_t count = 1;
  models::Share share{0.5};
  std::vector<std::string> next{};
  bool operator==(const Part&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("id", self.id, {.meaning = "name"});
    field("count", self.count, {.meaning = "how many", .min = 0, .max = 100, .unit = "pieces"});
    field("share", self.share, {.meaning = "how much of it", .min = 0, .max = 1});
    field("next", self.next, {.meaning = "what follows"});
  }
};

struct Still {
  static constexpr std::string_view kind = "still";
  double depth = 1;
  bool operator==(const Still&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("depth", self.depth, {.meaning = "depth", .min = 0, .max = 10, .unit = "m"});
  }
};

struct Flowing {
  static constexpr std::string_view kind = "flowing";
  models::Days delay{3};
  bool operator==(const Flowing&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("delay", self.delay, {.meaning = "delay", .min = 1, .max = 30});
  }
};

struct Water {
  std::variant<Still, Flowing> model;
  double force = 1;
  bool operator==(const Water&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("", self.model, {.meaning = "how it moves"});
    field("force", self.force, {.meaning = "its force", .min = 0});
  }
};

struct Settings {
  std::int64_t years = 10;
  double factor = 1.5;
  models::Share share{0.02};
  sim::Rate rate = sim::Rate::of_ppm(120'000);
  sim::Money amount = sim::Money::of_minor(150'000);
  models::Days period{30};
  std::chrono::year_month_day start{std::chrono::year(2025), std::chrono::January,
                                    std::chrono::day(1)};
  Colour colour = Colour::red;
  bool open = true;
  std::vector<models::Share> weights = two_weights();
  std::array<double, 2> pair{1, 2};
  std::int64_t low = 1;
  std::int64_t high = 2;
  bool operator==(const Settings&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("years", self.years,
          {.meaning = "years", .source = "[J]", .min = 1, .max = 50, .unit = "years"});
    field("factor", self.factor, {.meaning = "factor"});
    field("share", self.share, {.meaning = "share", .min = 0, .max = 1});
    field("rate", self.rate, {.meaning = "rate", .min = -1, .max = 1});
    field("amount", self.amount, {.meaning = "amount", .min = -1e6, .max = 1e6});
    field("period", self.period, {.meaning = "period", .min = 1, .max = 366});
    field("start", self.start, {.meaning = "start"});
    field("colour", self.colour, {.meaning = "colour"});
    field("open", self.open, {.meaning = "open or not"});
    field("weights", self.weights, {.meaning = "weights", .min = 0, .max = 1});
    field("pair", self.pair, {.meaning = "two numbers"});
    field("low", self.low, {.meaning = "low"});
    field("high", self.high, {.meaning = "high"});
  }
  void validate(const models::Complain& complain) const {
    if (low > high) complain("low", "is above high, at most that is expected");
  }
};

struct Toy {
  std::string title = "Toy";
  Settings settings;
  Water water;
  std::variant<Still, Flowing> pond;
  std::vector<Part> parts{{.id = "one"}, {.id = "two", .count = 2}};
  models::PathFile path;
  bool operator==(const Toy&) const = default;

  template <class Self, class Field>
  static void declare(Self& self, Field&& field) {
    field("title", self.title, {.meaning = "title"});
    field("settings", self.settings, {.meaning = "settings"});
    field("water", self.water, {.meaning = "water"});
    field("pond", self.pond, {.meaning = "pond"});
    field("parts", self.parts, {.meaning = "parts"});
    field("path", self.path, {.meaning = "path"});
  }
};

inline constexpr std::array<std::string_view, 2> policy_tables = {"water", "parts"};

inline const scenarios::Shape& shape() {
  return *scenarios::shape_of<Toy>();
}

// A folder of its own for the files of one test, gone with it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "creditcycle-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // Writes the file and gives its path.
  std::string file(const std::string& name, std::string_view text) const {
    const std::filesystem::path path = std::filesystem::path(path_) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

struct Read {
  Toy toy;
  scenarios::Resolved resolved;
};

inline Read read(const scenarios::Request& request) {
  Read result;
  result.resolved = scenarios::resolve(request, policy_tables, shape(), &result.toy);
  return result;
}

inline Read read_stored(const scenarios::StoredScenario& stored,
                        const scenarios::Request& on_top = {}) {
  Read result;
  result.resolved = scenarios::resolve(stored, on_top, policy_tables, shape(), &result.toy);
  return result;
}

// All messages, the folder's name taken out; "" where nothing is wrong.
template <class Act>
std::string complaints(const Folder& folder, Act&& act) {
  try {
    act();
  } catch (const scenarios::BadScenario& bad) {
    std::string text = bad.what();
    const std::string prefix = folder / "";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
      text.erase(at, prefix.size());
    }
    return text;
  }
  return "";
}

}  // namespace toy

template <>
struct models::EnumNames<toy::Colour> {
  static constexpr std::array<std::string_view, 3> names = {"red", "green", "dark-blue"};
};
