#include "models/description/faults.hpp"

#include <algorithm>
#include <tuple>

#include "models/description/text_places.hpp"

namespace models::description {
namespace {

bool same_place(const Location& a, const Location& b) {
  return a.line == b.line && a.column == b.column && a.file_name() == b.file_name();
}

/// 0 for the description itself, then what it extends, then the command line.
std::size_t rank(const Document& document, const Location& where) {
  if (where.line == 0) return document.extended.size() + 1;
  for (std::size_t i = 0; i < document.extended.size(); ++i)
    if (*document.extended[i].name == where.file_name()) return i + 1;
  return 0;
}

/// Whether one dotted key is the other, or a part of it.
bool related(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '.' || b[a.size()] == '[');
}

}  // namespace

Faults::Faults(std::vector<Diagnostic> unreadable) : listed_(std::move(unreadable)) {
  for (const auto& diagnostic : listed_) unreadable_.push_back(diagnostic.where);
  if (listed_.size() <= capacity) return;
  unlisted_ = listed_.size() - capacity;
  listed_.erase(listed_.begin() + capacity, listed_.end());
}

void Faults::add(std::string_view key, const Location& where, std::string message, std::string note) {
  keys_.emplace(key);
  const auto here = [&](const Location& other) { return same_place(other, where); };
  if (where.line > 0 && std::any_of(unreadable_.begin(), unreadable_.end(), here)) return;
  if (full())
    ++unlisted_;
  else
    listed_.push_back({where, std::move(message), {}, std::move(note)});
}

bool Faults::concerns(std::string_view key) const {
  return std::any_of(keys_.begin(), keys_.end(),
                     [&](const std::string& faulty) { return related(faulty, key); });
}

void Faults::raise(const Document& document) const {
  if (empty()) return;
  auto ordered = listed_;
  for (auto& diagnostic : ordered) diagnostic.where = resolved(document, diagnostic.where);
  std::stable_sort(ordered.begin(), ordered.end(), [&](const Diagnostic& a, const Diagnostic& b) {
    return std::tuple(rank(document, a.where), a.where.line, a.where.column) <
           std::tuple(rank(document, b.where), b.where.line, b.where.column);
  });
  for (auto& diagnostic : ordered) diagnostic.source_line = source_line(document, diagnostic.where);
  throw DescriptionError(std::move(ordered), unlisted_);
}

}  // namespace models::description
