#include "apps/sweep/table_file.hpp"

#include <algorithm>
#include <unordered_map>

namespace apps::sweep {
namespace {

/// Lines over various lists of columns as lines over the columns of all.
class RowCopier {
 public:
  void add(const std::vector<std::string>& columns) {
    for (const auto& column : columns) place_of(column);
  }

  /// `head` as a record says it; equal lists are the same object, so that each is taken apart once.
  void add(const std::string& head) {
    if (places_.contains(&head)) return;
    auto& places = places_[&head];
    const auto line = unescaped(head);
    for (const auto cell : csv_cells(line)) places.push_back(place_of(csv_text_of(cell)));
  }

  std::string header() const { return csv_line(columns_); }

  /// Adds `line` to `text`, with its break; `head` was added.
  void copy(const std::string& head, std::string_view line, std::string& text) {
    if (&head != last_) use(head);
    if (in_order_) {
      text += line;
      text.append(columns_.size() - cells_in(line), ',');
    } else {
      rearrange(line, text);
    }
    text += '\n';
  }

 private:
  std::size_t place_of(const std::string& column) {
    const auto [at, is_new] = by_name_.emplace(column, columns_.size());
    if (is_new) columns_.push_back(column);
    return at->second;
  }

  void use(const std::string& head) {
    last_ = &head;
    const auto& places = places_.at(&head);
    in_order_ = true;
    for (std::size_t i = 0; i < places.size(); ++i) in_order_ = in_order_ && places[i] == i;
  }

  static std::size_t cells_in(std::string_view line) {
    if (line.find('"') != std::string_view::npos) return csv_cells(line).size();
    return 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ','));
  }

  void rearrange(std::string_view line, std::string& text) {
    const auto& places = places_.at(last_);
    std::vector<std::string_view> cells(columns_.size());
    const auto given = csv_cells(line);
    for (std::size_t i = 0; i < given.size(); ++i) cells[places.at(i)] = given[i];
    for (std::size_t i = 0; i < cells.size(); ++i) text.append(i > 0 ? "," : "").append(cells[i]);
  }

  std::vector<std::string> columns_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::unordered_map<const std::string*, std::vector<std::size_t>> places_;  ///< of a list, among all
  const std::string* last_ = nullptr;
  bool in_order_ = false;  ///< the last list begins as all columns do
};

}  // namespace

void write_table(TextSink& sink, const Results& results) {
  RowCopier rows;
  std::vector<std::string> first{"point"};  // also where no point was reached
  for (const auto& axis : results.plan().axes()) first.push_back(axis.key);
  first.push_back("status");
  rows.add(first);
  for (std::size_t i = 0; i < results.size(); ++i)
    if (results.has(i)) rows.add(results.columns(i));
  sink.write(rows.header());
  std::string text;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results.has(i)) continue;
    const auto& head = results.columns(i);
    text.clear();
    results.view(i).each_row([&](std::string_view line) { rows.copy(head, line, text); });
    sink.write(text);
  }
}

}  // namespace apps::sweep
