#include "models/user_claims/read_claims.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/description/numbers.hpp"
#include "models/description/text_places.hpp"
#include "models/description/utf8.hpp"
#include "models/expressions/parser.hpp"
#include "models/sweep_axes.hpp"

namespace models {
namespace {

using description::Faults;
using description::Location;
using description::printable;
using description::Schema;
using description::Table;
using description::Value;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// "T in [0, 1]" in its parts, or nothing.
struct RangeWords {
  std::string_view name, lower, upper;
};
std::optional<RangeWords> range_words(std::string_view text) {
  const auto in = text.find(" in "), open = text.find('[', in == std::string_view::npos ? 0 : in);
  if (in == std::string_view::npos || open == std::string_view::npos) return std::nullopt;
  const auto comma = text.find(',', open), close = text.find(']', open);
  if (comma == std::string_view::npos || close == std::string_view::npos || comma > close)
    return std::nullopt;
  if (!trimmed(text.substr(in + 4, open - in - 4)).empty() || !trimmed(text.substr(close + 1)).empty())
    return std::nullopt;
  return RangeWords{trimmed(text.substr(0, in)), trimmed(text.substr(open + 1, comma - open - 1)),
                    trimmed(text.substr(comma + 1, close - comma - 1))};
}

class ClaimReader {
 public:
  ClaimReader(const ClaimKeys& keys, std::string path, const Schema& schema, const Table& root,
              Faults& faults)
      : keys_(keys), path_(std::move(path)), schema_(schema), root_(root), faults_(faults) {}

  StatedClaim read() {
    StatedClaim claim{.id = *keys_.id.text(),
                      .statement = keys_.statement,
                      .where = keys_.id.location(),
                      .assume = keys_.assume,
                      .assertion = keys_.assertion};
    check_id(claim.id);
    if (keys_.forall)
      for (const auto& entry : *keys_.forall->array()) add_range(entry, claim.forall);
    if (keys_.profile) add_profile(*keys_.profile->table(), claim.profile);
    if (claim.assume) check_formula(*claim.assume, "assume");
    check_formula(claim.assertion, "assert");
    if (keys_.recorded) claim.recorded = recorded(*keys_.recorded);
    return claim;
  }

 private:
  void fail(const char* key, const Location& where, std::string message, std::string note = {}) {
    faults_.add(path_ + '.' + key, where, fmt::format("{}.{}: {}", path_, key, std::move(message)),
                std::move(note));
  }

  void check_id(const std::string& id) {
    const bool fits = !id.empty() && std::all_of(id.begin(), id.end(), [](unsigned char c) {
      return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
    });
    if (!fits)
      fail("id", keys_.id.location(),
           fmt::format("'{}' is no name; use letters, digits, '-', '_' and '.'", printable(id, 60)));
  }

  std::optional<double> number(std::string_view text, const Location& where) {
    const auto reading = description::read_number(text);
    if (reading.fault == description::NumberFault::none) return reading.value;
    fail("forall", where, description::explain(reading.fault, text));
    return std::nullopt;
  }

  void add_range(const Value& entry, std::vector<ParameterRange>& ranges) {
    const auto& text = *entry.text();
    const auto& where = entry.location();
    const auto words = range_words(text);
    if (!words)
      return fail(
          "forall", where,
          fmt::format("'{}' is not NAME in [LOWER, UPPER], such as \"T in [0, 1]\"", printable(text, 60)));
    const auto lower = number(words->lower, where), upper = number(words->upper, where);
    if (!lower || !upper) return;
    ParameterRange range{std::string(words->name), full_key(schema_, root_, std::string(words->name)), *lower,
                         *upper};
    std::string why;
    const auto* key = varied_key(schema_, root_, range.key, why);
    if (!key)
      return fail("forall", where,
                  fmt::format("'{}' {}{}", printable(range.name, 60), why, nearest_parameter(range.name)));
    range.whole = !key->accepts(description::form_number);
    check_ends(*key, range, where);
    for (const auto& other : ranges)
      if (other.key == range.key) return fail("forall", where, fmt::format("'{}' varies twice", range.key));
    ranges.push_back(std::move(range));
  }

  void check_ends(const description::Key& key, const ParameterRange& range, const Location& where) {
    if (range.lower > range.upper)
      return fail(
          "forall", where,
          fmt::format("[{}, {}] is empty: its ends are in the wrong order", range.lower, range.upper));
    for (const double end : {range.lower, range.upper}) {
      if (!key.range.contains(end))
        return fail("forall", where,
                    fmt::format("{} = {} violates {}", range.name, end, key.range.text(key.shown_symbol())));
      if (range.whole && end != std::floor(end))
        return fail("forall", where, fmt::format("{} = {} is not a whole number", range.name, end));
    }
  }

  /// Of the user's own parameters: the schema does not know their names.
  std::string nearest_parameter(const std::string& name) const {
    const auto* table = root_.find("parameters");
    if (!table || !table->table()) return {};
    std::vector<std::string_view> names;
    for (const auto& entry : table->table()->entries()) names.push_back(entry.key);
    const auto stem = name.starts_with("parameters.") ? name.substr(11) : name;
    const auto near = description::did_you_mean(stem, names);
    return near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
  }

  void add_profile(const Table& table, std::vector<StatedChoice>& profile) {
    for (const auto& player : table.entries()) {
      if (!player.value.table()) {
        fail("profile", player.value.location(),
             fmt::format("'{}' needs a table of choices, as in {{ {} = {{ q = 1 }} }}",
                         printable(player.key, 60), printable(player.key, 60)));
        continue;
      }
      for (const auto& choice : player.value.table()->entries()) {
        if (choice.value.text())
          check_formula(choice.value, "profile");
        else if (!choice.value.is_number())
          fail("profile", choice.value.location(),
               fmt::format("{}.{} is {}; give a number or a formula of parameters", player.key, choice.key,
                           choice.value.kind()));
        profile.push_back({player.key, choice.key, choice.value});
      }
    }
  }

  void check_formula(const Value& value, const char* key) {
    const auto parsed = expressions::parse(*value.text(), 0);
    if (const auto* problem = std::get_if<expressions::Problem>(&parsed))
      fail(key, description::part_of(value.location(), problem->span.begin, problem->span.length),
           problem->message, problem->note);
  }

  std::optional<ClaimVerdict> recorded(const Value& value) {
    using enum ClaimVerdict;
    const auto verdict = verdict_named(*value.text());
    for (const auto possible : {proved, holds, refuted, undecided})
      if (verdict == possible) return verdict;
    fail("recorded", value.location(),
         fmt::format("'{}' is no verdict on a claim{}", printable(*value.text(), 60),
                     description::suggestion(*value.text(), {"proved", "holds", "refuted", "undecided"})));
    return std::nullopt;
  }

  const ClaimKeys& keys_;
  std::string path_;
  const Schema& schema_;
  const Table& root_;
  Faults& faults_;
};

}  // namespace

std::string full_key(const Schema& schema, const Table& root, const std::string& path) {
  if (schema.find_key(path)) return path;
  const auto stem = path.substr(0, path.find_first_of(".["));
  if (const auto* own = root.find("parameters"); own && own->table() && own->table()->find(stem))
    return "parameters." + path;
  std::string found;
  for (const auto& name : schema.key_names()) {
    if (!name.ends_with('.' + path) || name.find("[]") != std::string::npos) continue;
    if (!found.empty()) return path;  // two keys end so
    found = name;
  }
  return found.empty() ? path : found;
}

std::vector<StatedClaim> stated_claims(const std::vector<ClaimKeys>& claims, const Schema& schema,
                                       const Table& root, Faults& faults) {
  std::vector<StatedClaim> result;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const auto path = fmt::format("claim[{}]", i + 1);
    if (faults.concerns(path)) continue;
    result.push_back(ClaimReader(claims[i], path, schema, root, faults).read());
    for (std::size_t j = 0; j + 1 < result.size(); ++j)
      if (result[j].id == result.back().id)
        faults.add(path + ".id", result.back().where,
                   fmt::format("two claims are called '{}'", result[j].id));
  }
  return result;
}

}  // namespace models
