#include "models/description/document.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include "models/catalog.hpp"
#include "models/description/text_checks.hpp"
#include "models/description/toml_reader.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

constexpr std::size_t longest_chain = 16;  // of descriptions that extend one another

/// Follows `extends` from one description to the next.
class Chain {
 public:
  Chain(Document& document, const TextReader& read_text) : document_(document), read_text_(read_text) {}

  void follow() {
    names_ = {document_.name};
    auto link = link_of(document_.root);
    while (link) {
      auto base = read(*link);
      link = link_of(base);
      std::erase_if(base.entries(), [](const Table::Entry& entry) { return entry.key == "published"; });
      base.merge(std::move(document_.root));
      document_.root = std::move(base);
    }
  }

 private:
  static std::optional<Value> link_of(const Table& table) {
    const auto* link = table.find("extends");
    return link ? std::optional<Value>(*link) : std::nullopt;
  }

  [[noreturn]] void fail(const Value& link, std::string message) const {
    throw DescriptionError(
        {{link.location(), std::move(message), source_line(document_, link.location()), {}}});
  }

  Table read(const Value& link) {
    const auto* target = link.text();
    if (!target || target->empty())
      fail(link, "extends names one description, as text: a file beside this one, or a catalog case");
    auto [name, text] = find(link, *target);
    if (std::find(names_.begin(), names_.end(), name) != names_.end())
      fail(link, fmt::format("'{}' extends itself, through {}", printable(name), printable(names_.back())));
    if (names_.size() >= longest_chain)
      fail(link, fmt::format("more than {} descriptions extend one another", longest_chain));
    names_.push_back(name);
    const auto file = std::make_shared<const std::string>(name);
    document_.extended.push_back({file, std::move(text)});
    auto reading = read_toml(file, document_.extended.back().text);
    std::move(reading.faults.begin(), reading.faults.end(), std::back_inserter(document_.faults));
    return std::move(reading.root);
  }

  /// Name and text of the description that `target` names, seen from the last one of the chain.
  std::pair<std::string, std::string> find(const Value& link, const std::string& target) const {
    if (const auto text = find_catalog_text(target)) return {target, std::string(*text)};
    const std::filesystem::path path(target);
    const bool leaves = path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end();
    if (leaves)
      fail(link, fmt::format(
                     "extends = \"{}\" leaves the folder of the description; put the file beside or below it",
                     printable(target, 60)));
    const auto name = (std::filesystem::path(names_.back()).parent_path() / path).lexically_normal().string();
    if (auto text = read_text_ ? read_text_(name) : std::nullopt) return {name, std::move(*text)};
    fail(link, fmt::format("cannot read '{}', and the catalog has no case of that name{}",
                           printable(name, 120), near_case(target)));
  }

  static std::string near_case(std::string_view target) {
    std::vector<std::string_view> names;
    for (const auto& entry : catalog()) names.push_back(entry.name);
    const auto near = did_you_mean(target, names);
    return near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near);
  }

  Document& document_;
  const TextReader& read_text_;
  std::vector<std::string> names_;
};

}  // namespace

Document parse_document(const std::string& name, std::string_view text, const TextReader& read_text) {
  Document document{.name = name, .root = {}, .text = std::string(text), .extended = {}, .faults = {}};
  auto reading = read_toml(std::make_shared<const std::string>(name), document.text);
  document.root = std::move(reading.root);
  document.faults = std::move(reading.faults);
  Chain(document, read_text).follow();
  return document;
}

std::string source_line(const Document& document, const Location& where) {
  if (where.line == 0) return {};
  if (where.file_name() == document.name) return std::string(line_of(document.text, where.line));
  for (const auto& source : document.extended)
    if (*source.name == where.file_name()) return std::string(line_of(source.text, where.line));
  return {};
}

}  // namespace models::description
