// apps/common/numbers.hpp
// Numbers of the command line, read exactly or refused. Never depends on the locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace apps {

// Each throws UsageError "WHAT TEXT is ...; REMEDY" for text that is not wholly a number, NaN, infinity,
// overflow, a number too small to be held at full precision, or one outside the stated range.

double read_real(std::string_view what, std::string_view text);
double read_positive(std::string_view what, std::string_view text);
std::int64_t read_whole(std::string_view what, std::string_view text, std::int64_t minimum,
                        std::int64_t maximum);

/// The shortest text that reads back as exactly this number; "nan", "inf" or "-inf" where it is not finite.
std::string to_shortest(double);

}  // namespace apps
