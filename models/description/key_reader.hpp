// models/description/key_reader.hpp
// One value of a description held against what its key allows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/description/faults.hpp"
#include "models/description/schema.hpp"
#include "models/description/value.hpp"

namespace models::description {

/// Reads values of keys; faults are reported under the dotted path.
class KeyReader {
 public:
  KeyReader(std::uint64_t seed, Faults& faults) : seed_(seed), faults_(faults) {}

  /// The value as it goes to the resolved table: whole numbers whole, numbers as doubles, draws drawn.
  /// `length`: entries that arrays must have; none where that is not known.
  std::optional<Value> read(const Key& key, const Value& given, const std::string& path,
                            std::optional<long> length);

  /// What may be written for the key, in words: "a number, an array of 5 numbers or a draw".
  static std::string allowed(const Key& key, std::optional<long> length);

 private:
  std::optional<Value> number(const Key&, const Value&, const std::string& path);
  std::optional<Value> integer(const Key&, const Value&, const std::string& path);
  std::optional<Value> word(const Key&, const Value&, const std::string& path);
  std::optional<Value> texts(const Key&, const Value&, const std::string& path);
  std::optional<Value> numbers(const Key&, const Value&, const std::string& path, std::optional<long> length);
  std::optional<Value> matrix(const Key&, const Value&, const std::string& path, std::optional<long> length);
  std::optional<Value> drawn(const Key&, const Value&, const std::string& path, std::optional<long> length);
  std::optional<Value> with_draws(const Value& given, const std::string& path);
  std::optional<Value> fail(const std::string& path, const Location&, std::string message);
  bool check_range(const Key&, double value, const std::string& path, const Location&,
                   bool was_drawn = false);
  bool check_length(const Key&, const Value&, const std::string& path, long length, const char* what);

  std::uint64_t seed_;
  Faults& faults_;
};

}  // namespace models::description
