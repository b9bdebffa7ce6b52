// What a parameter struct looks like, found once from its declaration: the fields with their types,
// bounds and meaning, and how to reach them in an object. The reader, the writer, the description
// and the JSON Schema walk a Shape, so they are compiled once and not once for every struct.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "models/economy.hpp"
#include "models/parameter.hpp"
#include "sim/money.hpp"
#include "sim/rate.hpp"

namespace scenarios {

enum class Kind {
  boolean,
  count,
  number,
  share,
  rate,
  money,
  days,
  date,
  text,
  literal,
  choice,
  path_file,
  table,
  list,
  alternatives,
};

struct Shape;

struct Field {
  std::string key;
  models::About about;
  std::ptrdiff_t offset = 0;  // from the start of the struct
  std::shared_ptr<const Shape> shape;
};

struct Alternative {
  std::string name;  // the value of `kind`
  std::shared_ptr<const Shape> shape;
};

struct Shape {
  Kind kind = Kind::table;

  // table
  std::vector<Field> fields;
  void (*validate)(const void* object,
                   const models::Complain&) = nullptr;  // null where there is none

  // count and choice: the value as an integer, whatever the type that holds it
  std::int64_t (*integer)(const void* object) = nullptr;
  bool (*set_integer)(void* object, std::int64_t value) = nullptr;  // false where it does not fit
  std::vector<std::string> names;  // choice, in the order of the enum

  // list
  std::shared_ptr<const Shape> element;
  std::size_t (*size)(const void* object) = nullptr;
  void* (*item)(void* object, std::size_t index) = nullptr;
  void (*resize)(void* object,
                 std::size_t size) = nullptr;  // to fresh items; null for an array of fixed size

  // alternatives
  std::vector<Alternative> options;
  std::size_t (*chosen)(const void* object) = nullptr;
  void* (*choose)(void* object,
                  std::size_t index) = nullptr;  // makes it fresh unless it is chosen already

  // A new object of this shape, with the program's defaults.
  std::shared_ptr<void> (*fresh)() = nullptr;

  // The field of a table with this key, or null. The alternatives that a table holds under the
  // empty key stand in the table itself: see `inlined`.
  const Field* find(std::string_view key) const;
  // The field under the empty key, or null: its `kind` and the keys of the alternative that it
  // names stand beside the table's own keys.
  const Field* inlined() const { return find(""); }
  // A list whose items are tables with an `id`.
  bool is_keyed_list() const;
};

// "a table", "a period such as \"30 days\"": what a value of this shape looks like in a file.
std::string expected_form(const Shape& shape);

template <class T>
std::shared_ptr<const Shape> shape_of();

// ------------------------------------------------------------------------------------------------

namespace detail {

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
struct IsArray : std::false_type {};
template <class T, std::size_t n>
struct IsArray<std::array<T, n>> : std::true_type {};

template <class T>
struct IsVariant : std::false_type {};
template <class... Ts>
struct IsVariant<std::variant<Ts...>> : std::true_type {};

template <class T>
concept Validated = requires(const T& object, const models::Complain& complain) {
  object.validate(complain);
};

template <class T>
void shape_table(Shape& shape) {
  shape.kind = Kind::table;
  const auto prototype = std::make_unique<T>();
  const char* start = reinterpret_cast<const char*>(prototype.get());
  T::declare(*prototype, [&]<class M>(std::string_view key, M& member, const models::About& about) {
    const char* place = reinterpret_cast<const char*>(&member);
    shape.fields.push_back(
        {std::string(key), about, place - start, shape_of<std::remove_const_t<M>>()});
  });
  if constexpr (Validated<T>) {
    shape.validate = [](const void* object, const models::Complain& complain) {
      static_cast<const T*>(object)->validate(complain);
    };
  }
}

template <class T>
void shape_list(Shape& shape) {
  using Element = typename T::value_type;
  static_assert(!std::same_as<Element, bool>, "a list of bools has no items to point at");
  shape.kind = Kind::list;
  shape.element = shape_of<Element>();
  shape.size = [](const void* object) { return static_cast<const T*>(object)->size(); };
  shape.item = [](void* object, std::size_t index) -> void* {
    return &(*static_cast<T*>(object))[index];
  };
  if constexpr (IsVector<T>::value) {
    shape.resize = [](void* object, std::size_t size) {
      static_cast<T*>(object)->clear();
      static_cast<T*>(object)->resize(size);
    };
  }
}

template <class T, std::size_t... indices>
void shape_alternatives(Shape& shape, std::index_sequence<indices...>) {
  shape.kind = Kind::alternatives;
  (shape.options.push_back({std::string(std::variant_alternative_t<indices, T>::kind),
                            shape_of<std::variant_alternative_t<indices, T>>()}),
   ...);
  shape.chosen = [](const void* object) { return static_cast<const T*>(object)->index(); };
  shape.choose = [](void* object, std::size_t index) -> void* {
    T& variant = *static_cast<T*>(object);
    void* place = nullptr;
    const auto take = [&]<std::size_t i>(std::integral_constant<std::size_t, i>) {
      if (i != index) return;
      if (variant.index() != i) variant.template emplace<i>();
      place = std::get_if<i>(&variant);
    };
    (take(std::integral_constant<std::size_t, indices>{}), ...);
    return place;
  };
}

template <class T>
void shape_integer(Shape& shape) {
  shape.integer = [](const void* object) {
    return static_cast<std::int64_t>(*static_cast<const T*>(object));
  };
  shape.set_integer = [](void* object, std::int64_t value) {
    if constexpr (std::integral<T>) {
      if (!std::in_range<T>(value)) return false;
    }
    *static_cast<T*>(object) = static_cast<T>(value);
    return true;
  };
}

template <class T>
Shape make_shape() {
  Shape shape;
  shape.fresh = []() -> std::shared_ptr<void> { return std::make_shared<T>(); };
  if constexpr (std::same_as<T, bool>) {
    shape.kind = Kind::boolean;
  } else if constexpr (std::integral<T>) {
    shape.kind = Kind::count;
    shape_integer<T>(shape);
  } else if constexpr (std::same_as<T, double>) {
    shape.kind = Kind::number;
  } else if constexpr (std::same_as<T, models::Share>) {
    shape.kind = Kind::share;
  } else if constexpr (std::same_as<T, sim::Rate>) {
    shape.kind = Kind::rate;
  } else if constexpr (std::same_as<T, sim::Money>) {
    shape.kind = Kind::money;
  } else if constexpr (std::same_as<T, models::Days>) {
    shape.kind = Kind::days;
  } else if constexpr (std::same_as<T, std::chrono::year_month_day>) {
    shape.kind = Kind::date;
  } else if constexpr (std::same_as<T, std::string>) {
    shape.kind = Kind::text;
  } else if constexpr (std::same_as<T, models::Literal>) {
    shape.kind = Kind::literal;
  } else if constexpr (std::is_enum_v<T>) {
    shape.kind = Kind::choice;
    shape_integer<T>(shape);
    for (std::string_view name : models::EnumNames<T>::names) shape.names.emplace_back(name);
  } else if constexpr (std::same_as<T, models::PathFile>) {
    shape.kind = Kind::path_file;
  } else if constexpr (IsVector<T>::value || IsArray<T>::value) {
    shape_list<T>(shape);
  } else if constexpr (IsVariant<T>::value) {
    shape_alternatives<T>(shape, std::make_index_sequence<std::variant_size_v<T>>{});
  } else {
    shape_table<T>(shape);
  }
  return shape;
}

}  // namespace detail

// Made once for each type and shared.
template <class T>
std::shared_ptr<const Shape> shape_of() {
  static const auto shape = std::make_shared<const Shape>(detail::make_shape<T>());
  return shape;
}

}  // namespace scenarios
