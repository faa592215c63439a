#include "models/read_model.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "models/common_keys.hpp"
#include "models/description/overrides.hpp"
#include "models/description/resolve.hpp"
#include "models/description/utf8.hpp"
#include "models/registry.hpp"
#include "models/user_claims/read_claims.hpp"
#include "solvers/core/float_environment.hpp"

namespace models {
namespace {

using description::Faults;
using description::Location;
using description::Table;
using description::Value;

Location start_of(const Document& document) {
  return {1, 1, 1, std::make_shared<const std::string>(document.name)};
}

/// The text of a key at the top; where it is missing or no text, nothing. Faults are left to the schema.
const std::string* text_at(const Table& root, std::string_view key) {
  const auto* value = root.find(key);
  return value ? value->text() : nullptr;
}

/// A format of the future makes everything else in the text uncertain, so it is reported alone.
void check_format(const Document& document, const Table& root) {
  const auto* format = text_at(root, "format");
  if (!format) return;
  const auto& where = root.find("format")->location();
  int version = 0;
  const auto* end = format->data() + format->size();
  const bool named = format->starts_with(format_name);
  const auto [rest, fault] = std::from_chars(format->data() + (named ? format_name.size() : 0), end, version);
  const bool number = named && fault == std::errc() && rest == end && version >= 1;
  if (number && version <= format_version) return;
  Faults faults;
  faults.add(
      "format", where,
      number ? fmt::format("format = \"{}\" is newer than this program understands, {}{}; update the program",
                           description::printable(*format, 40), format_name, format_version)
             : fmt::format("format = \"{}\" is unknown; write format = \"{}{}\"",
                           description::printable(*format, 40), format_name, format_version));
  faults.raise(document);
}

/// The seed that draws use: the command line's, else the file's, else 1. Its faults are left to the schema.
std::uint64_t seed_of(const Table& root, const ReadOptions& options) {
  if (options.seed) return *options.seed;
  const auto* value = root.find("seed");
  const auto* whole = value ? std::get_if<std::int64_t>(&value->data()) : nullptr;
  return whole && *whole >= 0 ? static_cast<std::uint64_t>(*whole) : 1;
}

void check_empty(const Document& document, const Table& root) {
  if (!root.empty()) return;
  Faults faults;
  faults.add("", start_of(document),
             "the description is empty; `entente models FAMILY --template` prints one to edit");
  faults.raise(document);
}

/// Bases of another family would bring keys that mean something else.
const Family* family_of(const Document& document, const Table& root, Faults& faults) {
  const auto* name = text_at(root, "family");
  const auto* family = name ? find_family(*name) : nullptr;
  if (family) return family;
  std::vector<std::string_view> names;
  for (const auto* known : families()) names.push_back(known->name);
  const auto* value = root.find("family");
  if (name)
    faults.add("family", value->location(),
               fmt::format("unknown family '{}'{}", description::printable(*name, 60),
                           description::suggestion(*name, names)));
  else if (value)
    faults.add("family", value->location(), fmt::format("family is {}; give text", value->kind()));
  else
    faults.add("family", start_of(document),
               fmt::format("family is missing{}", description::suggestion("", names)));
  if (!root.find("format"))
    faults.add("format", start_of(document),
               fmt::format("format is missing; begin with format = \"{}{}\"", format_name, format_version));
  return nullptr;
}

Table merged_root(const Document& document, const ReadOptions& options, Faults& faults) {
  auto root = document.root;
  for (const auto& [key, value] : options.overrides) description::apply_override(root, key, value, faults);
  return root;
}

/// A misspelt section or key at the top may hold what formulas read: their faults would be consequences.
bool every_section_known(const Family& family, const Table& root) {
  const auto* top = family.schema->find_section("");
  return std::all_of(root.entries().begin(), root.entries().end(), [&](const auto& entry) {
    return (top && top->find(entry.key)) || family.schema->find_section(entry.key);
  });
}

LoadedModel load(const Family& family, const Document& document, const ReadOptions& options,
                 const Table& root, Faults& faults) {
  LoadedModel loaded{.family = &family, .name = document.name, .seed = seed_of(root, options)};
  auto resolved = description::resolve(*family.schema, root, loaded.seed, start_of(document), faults);
  CommonKeys common;
  common_schema().fill(&common, resolved, resolved);
  loaded.axes = sweep_axes(common.sweep, *family.schema, root, faults);
  loaded.claims = stated_claims(common.claims, *family.schema, root, faults);
  if (!faults.empty() && document.faults.empty() && finds_further_faults(family) &&
      every_section_known(family, root))
    family.build(resolved, options.read_text, faults);
  faults.raise(document);

  loaded.title = common.title;
  loaded.source = common.source;
  loaded.wishes = common.wishes;
  loaded.wishes.seed = loaded.seed;
  if (const auto* published = resolved.find("published")) loaded.published = *published->table();
  for (auto& entry : resolved.entries())
    if (entry.key != "extends" && entry.key != "sweep" && entry.key != "claim" && entry.key != "published")
      loaded.resolved.entries().push_back(std::move(entry));
  loaded.resolved.set("seed", Value(static_cast<std::int64_t>(loaded.seed)));
  if (family.build) loaded.model = family.build(loaded.resolved, options.read_text, faults);
  faults.raise(document);
  return loaded;
}

}  // namespace

LoadedModel read_model(const Document& document, const ReadOptions& options) {
  const solvers::DefaultFloatEnvironment environment;
  Faults faults(document.faults);
  const auto root = merged_root(document, options, faults);
  check_format(document, root);
  if (faults.empty()) check_empty(document, root);
  const auto* family = family_of(document, root, faults);
  if (!family) faults.raise(document);
  return load(*family, document, options, root, faults);
}

LoadedModel read_model_of(const Family& family, const Document& document, const ReadOptions& options) {
  const solvers::DefaultFloatEnvironment environment;
  Faults faults(document.faults);
  const auto root = merged_root(document, options, faults);
  check_format(document, root);
  return load(family, document, options, root, faults);
}

std::string template_text(const Family& family) {
  return description::template_text(*family.schema, family.name, family.title, family.source);
}

}  // namespace models
