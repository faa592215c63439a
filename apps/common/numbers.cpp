#include "apps/common/numbers.hpp"

#include <charconv>
#include <system_error>

#include <fmt/format.h>

#include "apps/common/arguments.hpp"
#include "models/description/numbers.hpp"

namespace apps {

double read_real(std::string_view what, std::string_view text) {
  using models::description::NumberFault;
  const auto reading = models::description::read_number(text);
  if (reading.fault != NumberFault::none)
    throw UsageError(fmt::format("{}: {}", what, models::description::explain(reading.fault, text)));
  return reading.value;
}

double read_positive(std::string_view what, std::string_view text) {
  const double value = read_real(what, text);
  if (!(value > 0)) throw UsageError(fmt::format("{} {} is not above 0", what, text));
  return value;
}

std::int64_t read_whole(std::string_view what, std::string_view text, std::int64_t minimum,
                        std::int64_t maximum) {
  const auto digits = text.starts_with('+') ? text.substr(1) : text;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::invalid_argument || end != digits.data() + digits.size() || text.starts_with("+-"))
    throw UsageError(fmt::format("{} '{}' is not a whole number; write one such as 12", what, text));
  if (error == std::errc::result_out_of_range) value = minimum - 1;
  if (value < minimum || value > maximum)
    throw UsageError(fmt::format("{} {} is outside [{}, {}]", what, text, minimum, maximum));
  return value;
}

std::string to_shortest(double value) { return fmt::format("{}", value); }

}  // namespace apps
