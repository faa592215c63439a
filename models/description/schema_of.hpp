// models/description/schema_of.hpp
// Binds each key of a description to a field of a family's parameters, so that name, range, default and
// destination stand once:
//
//   SchemaOf<Parameters> schema(&common_schema());
//   schema.section("players", "who plays")
//       .count("count", {.meaning = "players", .symbol = "N", .range = at_least(2)})
//       .each("reward", [](Parameters& p) -> auto& { return p.players.reward; },
//             {.meaning = "what is shared out", .symbol = "R", .range = positive, .fallback = Value(5.0)});
//   const Parameters parameters = schema.parameters(resolved);
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "models/description/law.hpp"
#include "models/description/schema.hpp"
#include "solvers/core/vector.hpp"

namespace models::description {

// How a resolved value reaches a field. `length` is the count of the key's array form: one number stands for
// all.
inline void assign(bool& field, const Value& value, long) { field = std::get<bool>(value.data()); }
inline void assign(double& field, const Value& value, long) { field = value.number(); }
inline void assign(int& field, const Value& value, long) { field = static_cast<int>(value.number()); }
inline void assign(std::uint64_t& field, const Value& value, long) {
  field = static_cast<std::uint64_t>(std::get<std::int64_t>(value.data()));
}
inline void assign(std::string& field, const Value& value, long) { field = *value.text(); }
inline void assign(Table& field, const Value& value, long) { field = *value.table(); }
void assign(std::vector<std::string>& field, const Value& value, long);
void assign(solvers::Vector& field, const Value& value, long length);
void assign(solvers::Matrix& field, const Value& value, long);
void assign(Law& field, const Value& value, long);
template <typename T>
void assign(std::optional<T>& field, const Value& value, long length) {
  assign(field.emplace(), value, length);
}

// The default that a field brings along; none for fields that start empty.
inline std::optional<Value> default_of(bool field) { return Value(field); }
inline std::optional<Value> default_of(double field) { return Value(field); }
inline std::optional<Value> default_of(int field) { return Value(std::int64_t{field}); }
inline std::optional<Value> default_of(std::uint64_t field) {
  return Value(static_cast<std::int64_t>(field));
}
inline std::optional<Value> default_of(const std::string& field) { return Value(field); }
template <typename T>
std::optional<Value> default_of(const T&) {
  return std::nullopt;
}

template <typename P>
class SchemaOf : public Schema {
 public:
  explicit SchemaOf(const Schema* common = nullptr) {
    common_ = common;
    make_parameters = [] { return std::static_pointer_cast<void>(std::make_shared<P>()); };
    open_section("", "");
  }

  SchemaOf& section(std::string name, std::string meaning) {
    open_section(std::move(name), std::move(meaning));
    return *this;
  }

  /// A section whose absence means something: `prepare(P&)` is called only where it is present.
  template <typename Prepare>
  SchemaOf& optional_section(std::string name, std::string meaning, Prepare prepare) {
    auto& opened = open_section(std::move(name), std::move(meaning));
    opened.optional = true;
    opened.prepare = [prepare](void* p) { prepare(*static_cast<P*>(p)); };
    return *this;
  }

  /// How many of something there are: where left out, as many as the arrays that name it in `length` have
  /// entries.
  SchemaOf& count(std::string name, Key key) {
    key.required = true;
    add_key(std::move(name), form_integer, std::move(key)).counts = true;
    return *this;
  }

  template <typename Field>
  SchemaOf& truth(std::string name, Field field, Key key) {
    return bind(std::move(name), form_truth, field, std::move(key));
  }
  template <typename Field>
  SchemaOf& integer(std::string name, Field field, Key key) {
    return bind(std::move(name), form_integer, field, std::move(key));
  }
  /// One number, or one that is drawn.
  template <typename Field>
  SchemaOf& number(std::string name, Field field, Key key) {
    return bind(std::move(name), form_number | form_draw, field, std::move(key));
  }
  /// A number for all, an array with one for each, or a draw for each; `length` names the count.
  template <typename Field>
  SchemaOf& each(std::string name, Field field, Key key) {
    return bind(std::move(name), form_number | form_numbers | form_draw, field, std::move(key));
  }
  /// An array of numbers, as long as `length` says, else as long as written.
  template <typename Field>
  SchemaOf& numbers(std::string name, Field field, Key key) {
    return bind(std::move(name), form_numbers, field, std::move(key));
  }
  /// As many rows as `length` says (any number without one); `columns` columns, 0 for square.
  template <typename Field>
  SchemaOf& matrix(std::string name, Field field, Key key) {
    return bind(std::move(name), form_matrix, field, std::move(key));
  }
  template <typename Field>
  SchemaOf& text(std::string name, Field field, Key key) {
    return bind(std::move(name), form_text, field, std::move(key));
  }
  template <typename Field>
  SchemaOf& texts(std::string name, Field field, Key key) {
    return bind(std::move(name), form_texts, field, std::move(key));
  }
  template <typename Field>
  SchemaOf& law(std::string name, Field field, Key key) {
    return bind(std::move(name), form_law, field, std::move(key));
  }
  /// A table whose keys are the user's own.
  template <typename Field>
  SchemaOf& free_table(std::string name, Field field, Key key) {
    return bind(std::move(name), form_table, field, std::move(key));
  }

  /// One word of several, each standing for a value of the field.
  template <typename Field, typename E>
  SchemaOf& choice(std::string name, Field field, std::vector<std::pair<std::string, E>> choices, Key key) {
    P defaults{};
    prepare(defaults);
    for (const auto& [word, value] : choices) {
      key.words.push_back(word);
      if (!key.required && !key.fallback && field(defaults) == value) key.fallback = Value(word);
    }
    key.assign = [field, choices](void* p, const Value& value, long) {
      for (const auto& [word, chosen] : choices)
        if (word == *value.text()) field(*static_cast<P*>(p)) = chosen;
    };
    add_key(std::move(name), form_word, std::move(key));
    return *this;
  }

  /// Any combination of forms; `take(P&, const Value&, long length)` puts the value where it belongs.
  template <typename Take>
  SchemaOf& custom(std::string name, unsigned forms, Take take, Key key) {
    key.assign = [take](void* p, const Value& value, long length) {
      take(*static_cast<P*>(p), value, length);
    };
    add_key(std::move(name), forms, std::move(key));
    return *this;
  }

  /// [[name]]: `field` is a std::vector<E>. Keys that are added afterwards belong to the section opened next.
  template <typename Field, typename E>
  SchemaOf& list(std::string name, Field field, SchemaOf<E> element, int minimum, std::string meaning) {
    auto& opened = open_section(std::move(name), std::move(meaning));
    opened.element = std::make_shared<SchemaOf<E>>(std::move(element));
    opened.minimum = minimum;
    opened.append = [field](void* p) -> void* { return &field(*static_cast<P*>(p)).emplace_back(); };
    return *this;
  }

  /// `run(const P&, Objections&)`, once all that it relies on is right.
  template <typename Run>
  SchemaOf& check(std::vector<std::string> relies_on, Run run) {
    checks_.push_back({std::move(relies_on), [run](const void* p, Objections& objections) {
                         run(*static_cast<const P*>(p), objections);
                       }});
    return *this;
  }

  /// The parameters of a table that `resolve` returned without a fault.
  P parameters(const Table& resolved) const {
    P result{};
    fill(&result, resolved, resolved);
    return result;
  }

 private:
  void prepare(P& parameters) const {
    if (sections_[current_].prepare) sections_[current_].prepare(&parameters);
  }

  template <typename Field>
  SchemaOf& bind(std::string name, unsigned forms, Field field, Key key) {
    if (!key.required && !key.fallback) {
      P defaults{};
      prepare(defaults);
      key.fallback = default_of(field(defaults));
    }
    key.assign = [field](void* p, const Value& value, long length) {
      assign(field(*static_cast<P*>(p)), value, length);
    };
    add_key(std::move(name), forms, std::move(key));
    return *this;
  }
};

}  // namespace models::description
