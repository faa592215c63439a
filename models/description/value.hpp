// models/description/value.hpp
// The values of a description, each knowing where in the text it stands.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace models::description {

/// The name of a text, shared by all values that stand in it.
using FileName = std::shared_ptr<const std::string>;

/// Counting from 1, in code points; line 0 means "not from a text" (a default, an override).
struct Location {
  int line = 0;
  int column = 0;
  int length = 1;  ///< how many columns to underline
  FileName file;   ///< as the user named it; for an override "--set KEY=VALUE"; none for a default

  std::string_view file_name() const { return file ? std::string_view(*file) : std::string_view(); }
};

class Value;
using Array = std::vector<Value>;

/// Keys in the order of the text.
class Table {
 public:
  struct Entry;

  Table();  // these are defined where Entry is complete
  Table(const Table&);
  Table(Table&&) noexcept;
  Table& operator=(const Table&);
  Table& operator=(Table&&) noexcept;
  ~Table();

  const Value* find(std::string_view key) const;  ///< nullptr where absent
  /// "players.reward", "agents[2].discount_factor" (entries count from 1); nullptr where absent.
  const Value* find_path(std::string_view dotted) const;
  const Entry* find_entry(std::string_view key) const;  ///< nullptr where absent
  Value& set(std::string key, Value value, Location key_location = {});
  /// Makes the tables on the way. A section ("players") or an entry of a list ("agents[2]") takes the keys of
  /// a table one by one; the value of a key is replaced whole, be it a table (a law, a draw). False, and
  /// nothing changed, where the path is malformed, crosses a value that is no table, or names an entry that
  /// an array lacks.
  bool set_path(std::string_view dotted, Value value);
  /// Every entry of `over` replaces or joins: sections key by key, the value of a key whole.
  void merge(Table over);
  const std::vector<Entry>& entries() const { return entries_; }
  std::vector<Entry>& entries() { return entries_; }
  bool empty() const { return entries_.empty(); }

 private:
  std::vector<Entry> entries_;
};

/// A TOML value: truth, whole number, number, text, array or table. Every number is finite once a model is
/// read.
class Value {
 public:
  using Data = std::variant<bool, std::int64_t, double, std::string, Array, Table>;

  Value() = default;
  Value(Data data, Location location = {}) : data_(std::move(data)), location_(std::move(location)) {}

  const Data& data() const { return data_; }
  Data& data() { return data_; }
  const Location& location() const { return location_; }

  bool is_number() const;  ///< whole or not
  double number() const;   ///< of a whole number too; throws std::bad_variant_access for other kinds
  const std::string* text() const { return std::get_if<std::string>(&data_); }
  const Array* array() const { return std::get_if<Array>(&data_); }
  const Table* table() const { return std::get_if<Table>(&data_); }
  Table* table() { return std::get_if<Table>(&data_); }
  const char* kind() const;  ///< "number", "text", ... for messages

 private:
  Data data_ = false;
  Location location_;
};

struct Table::Entry {
  std::string key;
  Value value;
  Location key_location;
};

}  // namespace models::description
