#include "models/description/numbers.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "models/description/utf8.hpp"
#include "solvers/core/float_environment.hpp"

namespace models::description {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// By its bits: a comparison would call a subnormal 0 where the processor flushes them.
bool is_subnormal(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x) & ~(std::uint64_t{1} << 63);
  return bits != 0 && (bits >> 52) == 0;
}

bool is_named(std::string_view text) {  // nan and inf in any case
  if (text.size() < 3) return false;
  std::string lower(text.substr(0, 3));
  for (auto& c : lower) c = static_cast<char>(c | 0x20);
  return lower == "nan" || lower == "inf";
}

bool has_decimal_comma(std::string_view text) {
  const auto comma = text.find(',');
  return comma != std::string_view::npos && std::count(text.begin(), text.end(), ',') == 1 && comma > 0 &&
         std::all_of(text.begin(), text.begin() + static_cast<long>(comma), is_digit) &&
         comma + 1 < text.size() && is_digit(text[comma + 1]);
}

/// Whether any digit before the exponent is not 0.
bool has_nonzero_digit(std::string_view text) {
  return text.substr(0, text.find_first_of("eE")).find_first_of("123456789") != std::string_view::npos;
}

bool exponent_is_negative(std::string_view text) {
  const auto e = text.find_first_of("eE");
  return e == std::string_view::npos ? text.front() == '0' || text.front() == '.'
                                     : text.substr(e + 1, 1) == "-";
}

}  // namespace

NumberReading read_number(std::string_view text) {
  const solvers::DefaultFloatEnvironment environment;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (is_named(text)) return {0, NumberFault::not_finite};
  if (has_decimal_comma(text)) return {0, NumberFault::decimal_comma};
  if (text.empty() || !(is_digit(text.front()) || text.front() == '.')) return {0, NumberFault::no_number};
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, value);
  if (rest != end || fault == std::errc::invalid_argument) return {0, NumberFault::no_number};
  if (fault == std::errc::result_out_of_range)
    return {0, exponent_is_negative(text) ? NumberFault::too_small : NumberFault::too_large};
  if (is_subnormal(value) || (value == 0 && has_nonzero_digit(text))) return {0, NumberFault::too_small};
  return {negative ? -value : value, NumberFault::none};
}

std::string explain(NumberFault fault, std::string_view text) {
  const auto shown = printable(text, 40);
  switch (fault) {
    case NumberFault::decimal_comma: {
      std::string mended(text);
      std::replace(mended.begin(), mended.end(), ',', '.');
      return fmt::format("{} has a decimal comma; write {}", shown, printable(mended, 40));
    }
    case NumberFault::not_finite:
      return fmt::format("{} is not a finite number", shown);
    case NumberFault::too_large:
      return fmt::format("{} is beyond the largest double, 1.8e308", shown);
    case NumberFault::too_small:
      return fmt::format("{} is nearer to 0 than the smallest normal double, 2.2e-308; write 0 or rescale",
                         shown);
    case NumberFault::no_number:
      return fmt::format("'{}' is not a number; write one such as 0.5 or 1e-3", shown);
    case NumberFault::none:
      break;
  }
  return fmt::format("{} is a number", shown);
}

}  // namespace models::description
