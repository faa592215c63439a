#include "apps/sweep/record_text.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"

namespace apps::sweep {
namespace {

using models::Status;

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_quoted(std::string& text, const std::string& said) {
  if (std::any_of(said.begin(), said.end(), needs_escape)) {
    text += to_one_line(said);
    text.pop_back();
  } else {
    text.append(1, '"').append(said).append(1, '"');
  }
}

/// A line of CSV, whose break is left off.
void append_line(std::string& text, const std::vector<std::string>& cells) {
  auto line = csv_line(cells);
  line.pop_back();
  append_quoted(text, line);
}

std::optional<Status> status_named(std::string_view text) {
  for (const auto status :
       {Status::certified, Status::candidate, Status::not_nash, Status::failed, Status::stopped})
    if (models::name(status) == text) return status;
  return std::nullopt;
}

/// Takes a text apart from the left. What is not as expected makes it false for good.
class Parts {
 public:
  explicit Parts(std::string_view text) : rest_(text) {}
  explicit operator bool() const { return good_; }

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  void require(std::string_view expected) { good_ = good_ && take(expected); }

  std::size_t number() {
    std::size_t value = 0;
    const auto end = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value).ptr;
    good_ = good_ && end != rest_.data();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  /// What stands before the quote that ends a string; the quote is taken, too.
  std::string_view string() {
    auto end = rest_.find('"');
    while (end != std::string_view::npos && is_escaped(end)) end = rest_.find('"', end + 1);
    good_ = good_ && end != std::string_view::npos;
    if (!good_) return {};
    const auto said = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return said;
  }

  /// All but the end, which has to be `expected`.
  std::string_view before(std::string_view expected) {
    good_ = good_ && rest_.ends_with(expected);
    if (good_) rest_.remove_suffix(expected.size());
    return rest_;
  }

 private:
  /// Whether an odd number of backslashes stands before.
  bool is_escaped(std::size_t at) const {
    std::size_t number = 0;
    while (number < at && rest_[at - 1 - number] == '\\') ++number;
    return number % 2 == 1;
  }

  std::string_view rest_;
  bool good_ = true;
};

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  for (const auto cell : csv_cells(line)) cells.push_back(csv_text_of(cell));
  return cells;
}

}  // namespace

std::string record_text(std::size_t number, std::string_view key, const PointResult& result) {
  std::string text = "{\"point\":" + std::to_string(number);
  text.append(",\"key\":\"").append(key).append("\",\"status\":\"").append(models::name(result.status));
  text += result.certified ? "\",\"certified\":true" : "\",\"certified\":false";
  if (!result.line.empty())  // an object and a line break
    return text.append(",\"record\":").append(result.line, 0, result.line.size() - 1).append(1, '}');
  text += ",\"columns\":";
  append_line(text, result.rows.columns);
  text += ",\"rows\":[";
  for (const auto& row : result.rows.rows) {
    if (&row != &result.rows.rows.front()) text += ',';
    append_line(text, row);
  }
  return text += "]}";
}

std::optional<RecordView> view_of(std::string_view text) {
  Parts parts(text);
  RecordView view;
  parts.require("{\"point\":");
  view.number = parts.number();
  parts.require(",\"key\":\"");
  view.key = parts.string();
  parts.require(",\"status\":\"");
  const auto status = status_named(parts.string());
  parts.require(",\"certified\":");
  view.certified = parts.take("true");
  if (!view.certified) parts.require("false");
  if (parts.take(",\"record\":")) {
    view.record = parts.before("}");
  } else {
    parts.require(",\"columns\":\"");
    view.columns = parts.string();
    parts.require(",\"rows\":[");
    view.rows = parts.before("]}");
  }
  if (!parts || !status) return std::nullopt;
  view.status = *status;
  return view;
}

void RecordView::each_row(const std::function<void(std::string_view line)>& row) const {
  Parts parts(rows);
  while (parts && parts.take("\"")) {
    const auto line = parts.string();
    row(line.find('\\') == std::string_view::npos ? line : std::string_view(unescaped(line)));
    parts.take(",");
  }
}

PointResult result_of(const RecordView& view) {
  PointResult result{.status = view.status, .certified = view.certified};
  if (!view.record.empty()) {
    result.line = std::string(view.record) + "\n";
    return result;
  }
  result.rows.columns = cells_of(unescaped(view.columns));
  view.each_row([&](std::string_view line) { result.rows.rows.push_back(cells_of(line)); });
  return result;
}

std::string unescaped(std::string_view said) {
  if (said.find('\\') == std::string_view::npos) return std::string(said);
  return nlohmann::json::parse("\"" + std::string(said) + "\"").get<std::string>();
}

}  // namespace apps::sweep
