// models/memory.hpp
// Refusing requests that cannot fit in memory before anything is allocated.
#pragma once

#include <string_view>

namespace models {

/// Bytes that one request may take: half of the physical memory (8 GiB where the system does not say how much
/// there is).
double memory_cap();

/// Bytes of rows x columns doubles, as a double: no size overflows.
double bytes_of_matrix(double rows, double columns);

/// Throws TooLarge "WHO: WHAT takes X GiB, more than ... ; REMEDY" where `bytes` exceed the cap.
void require_memory(std::string_view who, std::string_view what, double bytes, std::string_view remedy);

}  // namespace models
