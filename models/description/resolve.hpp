// models/description/resolve.hpp
// A description held against its schema: every key with its value, or every fault.
#pragma once

#include <cstdint>

#include "models/description/faults.hpp"
#include "models/description/schema.hpp"
#include "models/description/value.hpp"

namespace models::description {

/// Every key of the schema with its value, defaults filled in (their location has no file) and draws drawn,
/// in the order of the schema. Each draw has a stream of its own, numbered by the seed and the dotted key, so
/// that other keys change nothing; entry i of an array is the i-th number of the stream. Faults go to
/// `faults`; the key concerned then has its default, or is absent. `start` locates what is missing
/// altogether.
Table resolve(const Schema&, const Table& root, std::uint64_t seed, const Location& start, Faults& faults);

}  // namespace models::description
