#include "apps/common/number_lists.hpp"

#include <charconv>
#include <stdexcept>

namespace apps {
namespace {

template <typename Number>
std::string joined(const std::vector<Number>& numbers) {
  constexpr std::size_t longest = 32;  // characters of one number
  std::string text;
  char buffer[longest];
  for (const auto number : numbers) {
    if (!text.empty()) text += ' ';
    text.append(buffer, std::to_chars(buffer, buffer + longest, number).ptr);
  }
  return text;
}

template <typename Number>
std::vector<Number> parsed(std::string_view text) {
  std::vector<Number> numbers;
  const auto* at = text.data();
  const auto* const end = at + text.size();
  while (at != end) {
    Number number{};
    const auto [rest, fault] = std::from_chars(at, end, number);
    if (fault != std::errc() || (rest != end && *rest != ' '))
      throw std::runtime_error("a list of numbers holds something else");
    numbers.push_back(number);
    at = rest == end ? end : rest + 1;
  }
  return numbers;
}

}  // namespace

std::string to_text(const std::vector<double>& numbers) { return joined(numbers); }
std::string to_text(const std::vector<long>& numbers) { return joined(numbers); }
std::vector<double> doubles_in(std::string_view text) { return parsed<double>(text); }
std::vector<long> longs_in(std::string_view text) { return parsed<long>(text); }

}  // namespace apps
