#include "apps/report/html.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "apps/common/numbers.hpp"

namespace apps::report {
namespace {

/// In the order of the alphabet.
constexpr std::array<std::string_view, 24> greek = {
    "alpha", "beta",  "gamma",  "delta",   "epsilon", "zeta", "eta",     "theta",
    "iota",  "kappa", "lambda", "mu",      "nu",      "xi",   "omicron", "pi",
    "rho",   "sigma", "tau",    "upsilon", "phi",     "chi",  "psi",     "omega"};

constexpr std::ptrdiff_t sigma = 17;  // its place

const char* icon(Grade grade) {
  switch (grade) {
    case Grade::good:
      return "&#10003;";  // check mark
    case Grade::warning:
      return "&#9888;";  // warning sign
    case Grade::bad:
      return "&#10007;";  // ballot x
    case Grade::neutral:
      break;
  }
  return "&#8226;";  // bullet
}

const char* name(Grade grade) {
  switch (grade) {
    case Grade::good:
      return "good";
    case Grade::warning:
      return "warning";
    case Grade::bad:
      return "bad";
    case Grade::neutral:
      break;
  }
  return "neutral";
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string lower_case(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// One word of a symbol: a Greek name, a letter with an index, or itself.
std::string symbol_word(std::string_view word) {
  const auto index = word.find_first_of("0123456789_");
  const auto base = word.substr(0, index);
  const bool is_greek = std::find(greek.begin(), greek.end(), lower_case(std::string(base))) != greek.end();
  std::string html = is_greek ? fmt::format("&{};", base) : escaped(base);
  if (base.size() == 1 || is_greek) html = "<i>" + html + "</i>";
  if (index == std::string_view::npos) return html;
  const auto below = word.substr(index + (word[index] == '_' ? 1 : 0));
  return html + "<sub>" + escaped(below) + "</sub>";
}

std::string rows_html(const HtmlTable& table) {
  std::string html;
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const char* kind = row[i].numeric ? " class=\"n\"" : "";
      html += i == 0 ? fmt::format("<th scope=\"row\"{}>{}</th>", kind, row[i].html)
                     : fmt::format("<td{}>{}</td>", kind, row[i].html);
    }
    html += "</tr>\n";
  }
  return html;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string badge(Grade grade, std::string_view word) {
  return fmt::format("<span class=\"badge {}\"><span aria-hidden=\"true\">{}</span> {}</span>", name(grade),
                     icon(grade), escaped(word));
}

Grade grade_of(std::string_view word) {
  static constexpr std::array<std::string_view, 11> good = {"proved",
                                                            "certified",
                                                            "checked-global",
                                                            "proved-by-argument",
                                                            "holds",
                                                            "agrees",
                                                            "stable",
                                                            "as-recorded",
                                                            "all",
                                                            "converged",
                                                            "yes"};
  static constexpr std::array<std::string_view, 10> warning = {
      "candidate", "undecided", "checked-local", "residual-only",       "stopped",
      "unstable",  "unknown",   "at-least",      "holds-with-provisos", "not-reproducible"};
  static constexpr std::array<std::string_view, 8> bad = {"not-nash", "refuted", "failed",   "differs",
                                                          "drifted",  "fails",   "violated", "absent"};
  if (is_one_of(word, good)) return Grade::good;
  if (is_one_of(word, warning)) return Grade::warning;
  if (is_one_of(word, bad)) return Grade::bad;
  return Grade::neutral;
}

std::string badge_of(std::string_view word) { return badge(grade_of(word), word); }

Cell text_cell(std::string_view text) { return {escaped(text), false}; }

Cell number_cell(double value) {
  if (!std::isfinite(value)) return {"", true};
  const auto shown = fmt::format("{:.6g}", value), exact = to_shortest(value);
  if (shown == exact) return {shown, true};
  return {fmt::format("<span title=\"{}\">{}</span>", exact, shown), true};
}

std::string to_html(const HtmlTable& table) {
  const bool has_note = !table.note.empty();
  std::string html =
      has_note ? fmt::format("<h4>{}</h4><p>{}</p>", escaped(table.caption), table.note) : std::string();
  html += fmt::format(
      "<div class=\"scroll\" data-id=\"{2}\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"{0}\"><table><caption{1}>{0}</caption>\n"
      "<thead><tr>",
      escaped(table.caption), has_note ? " class=\"unseen\"" : "", slug(table.caption));
  for (const auto& column : table.columns) html += fmt::format("<th scope=\"col\">{}</th>", escaped(column));
  html += "</tr></thead>\n<tbody>\n" + rows_html(table) + "</tbody></table></div>\n";
  if (table.left_out > 0)
    html += fmt::format("<p class=\"note\">{} more rows are in the data below.</p>\n", table.left_out);
  return html;
}

std::string symbol_html(std::string_view symbol) {
  static constexpr std::string_view hat = " hat";
  if (symbol.ends_with(hat)) return symbol_word(symbol.substr(0, symbol.size() - hat.size())) + "&#770;";
  return symbol.find(' ') == std::string_view::npos ? symbol_word(symbol) : escaped(symbol);
}

std::string symbol_text(std::string_view symbol) {
  const auto end = symbol.find_first_of("0123456789_ ");
  const auto found = std::find(greek.begin(), greek.end(), lower_case(std::string(symbol.substr(0, end))));
  if (found == greek.end()) return std::string(symbol);
  // Unicode has the letters in this order from U+03B1 on, with the final sigma between rho and sigma.
  const auto place =
      static_cast<unsigned>(found - greek.begin()) + (found - greek.begin() >= sigma ? 1U : 0U);
  const unsigned code = 0x3B1U + place;
  std::string text{static_cast<char>(0xC0U | code >> 6U), static_cast<char>(0x80U | (code & 0x3FU))};
  if (end != std::string_view::npos) text += symbol.substr(end);
  return text;
}

std::string slug(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) && static_cast<unsigned char>(c) < 128;
    if (plain)
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!result.empty() && result.back() != '-')
      result += '-';
  }
  while (!result.empty() && result.back() == '-') result.pop_back();
  return result.empty() ? "figure" : result;
}

}  // namespace apps::report
