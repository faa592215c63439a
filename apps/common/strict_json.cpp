#include "apps/common/strict_json.hpp"

#include <set>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/text_files.hpp"
#include "models/description/numbers.hpp"

namespace apps {
namespace {

using Json = nlohmann::ordered_json;

/// Watches the parser's events and remembers the first fault.
class Checker final : public nlohmann::json_sax<Json> {
 public:
  std::string fault;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t& text) override {
    const auto reading = models::description::read_number(text);
    if (reading.fault == models::description::NumberFault::none) return true;
    return refuse(models::description::explain(reading.fault, text));
  }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return open(); }
  bool key(string_t& name) override {
    return keys_.back().insert(name).second || refuse(fmt::format("key '{}' is given twice", name));
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
    const std::string what = error.what();  // "[json.exception.parse_error.101] parse error at line 1, ..."
    return refuse(what.substr(std::min(what.size(), what.find("] ") + 2)));
  }

 private:
  static constexpr std::size_t deepest = 64;
  std::vector<std::set<std::string>> keys_;  ///< of the objects that are open

  bool refuse(std::string why) {
    fault = std::move(why);
    return false;
  }
  bool open() {
    keys_.emplace_back();
    return keys_.size() <= deepest || refuse(fmt::format("nested deeper than {}", deepest));
  }
  bool close() {
    keys_.pop_back();
    return true;
  }
};

}  // namespace

Json parse_strictly(const std::string& name, std::string_view text) {
  Checker checker;
  if (!Json::sax_parse(text.begin(), text.end(), &checker))
    throw InputError(fmt::format("{}: {}", name, checker.fault));
  return Json::parse(text.begin(), text.end());
}

}  // namespace apps
