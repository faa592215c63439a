#include "apps/report/csv_rows.hpp"

#include <fmt/format.h>

#include "apps/common/text_files.hpp"

namespace apps::report {
namespace {

/// Reads cell by cell; `at` is where the next begins.
struct Reader {
  const std::string& origin;
  std::string_view text;
  std::size_t at = 0;
  int line = 1;

  bool at_end() const { return at >= text.size(); }
  bool at_break() const { return at_end() || text[at] == '\n' || text[at] == '\r'; }

  std::string quoted() {
    const int first_line = line;
    std::string cell;
    for (++at; !at_end(); ++at) {
      if (text[at] == '\n') ++line;
      if (text[at] != '"') {
        cell += text[at];
      } else if (at + 1 < text.size() && text[at + 1] == '"') {
        cell += text[at++];
      } else {
        ++at;
        return cell;
      }
    }
    throw InputError(fmt::format("{}:{}: a quote does not end", origin, first_line));
  }

  std::string plain() {
    const auto end = std::min(text.find_first_of(",\r\n", at), text.size());
    const std::string cell(text.substr(at, end - at));
    at = end;
    return cell;
  }

  std::vector<std::string> row() {
    std::vector<std::string> cells;
    while (true) {
      cells.push_back(!at_end() && text[at] == '"' ? quoted() : plain());
      if (at_break()) break;
      if (text[at] != ',') throw InputError(fmt::format("{}:{}: text behind a quote", origin, line));
      ++at;
    }
    if (!at_end() && text[at] == '\r') ++at;
    if (!at_end() && text[at] == '\n') ++at;
    return cells;
  }
};

}  // namespace

std::vector<std::vector<std::string>> csv_rows(const std::string& origin, std::string_view text) {
  Reader reader{origin, text};
  std::vector<std::vector<std::string>> rows;
  for (; !reader.at_end(); ++reader.line) {
    const int line = reader.line;
    rows.push_back(reader.row());
    if (rows.back().size() != rows.front().size())
      throw InputError(fmt::format("{}:{}: has {} cells where the header has {}", origin, line,
                                   rows.back().size(), rows.front().size()));
  }
  return rows;
}

}  // namespace apps::report
