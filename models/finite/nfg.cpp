#include "models/finite/nfg.hpp"

#include <charconv>
#include <memory>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "models/description/diagnostic.hpp"
#include "models/description/text_checks.hpp"

namespace models::finite {
namespace {

using description::TextFault;
using solvers::Rational;

constexpr long most_profiles = 1'000'000;
constexpr std::size_t most_players = 100;

class Reader {
 public:
  Reader(const std::string& file, std::string_view text) : file_(file), text_(text) {}

  NamedFiniteGame read() {
    if (text_.size() > description::TextLimits{}.bytes) fail(0, "the file is larger than 16 MiB");
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    header();
    players();
    strategies();
    if (next() == '"') result_.comment = label();
    result_.game.payoff.assign(result_.players.size(), {});
    if (next() == '{')
      outcome_form();
    else
      payoff_form();
    if (next() != 0) fail(at_, "nothing may follow the last payoff; are there too many numbers?");
    return std::move(result_);
  }

 private:
  [[noreturn]] void fail(std::size_t byte, std::string message) const {
    const TextFault fault = description::at_byte(text_, byte, std::move(message));
    description::Diagnostic diagnostic;
    diagnostic.where = {fault.line, fault.column, 1, std::make_shared<const std::string>(file_)};
    diagnostic.message = fault.message;
    diagnostic.source_line = std::string(description::line_of(text_, fault.line));
    throw description::DescriptionError({diagnostic});
  }

  static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == ',';
  }

  /// The next character that counts, not taken; 0 at the end.
  char next() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  void expect(char c, const char* what) {
    if (next() != c) fail(at_, fmt::format("'{}' is missing: {}", c, what));
    ++at_;
  }

  std::string_view word() {
    next();
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '{' && text_[at_] != '}' &&
           text_[at_] != '"')
      ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::string label() {
    if (next() != '"') fail(at_, "a label in double quotes is missing");
    const std::size_t begin = at_++;
    std::string result;
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\'))
        ++at_;
      result += text_[at_];
    }
    if (at_ == text_.size()) fail(begin, "this label is not closed; end it with '\"'");
    ++at_;
    return result;
  }

  void header() {
    const std::size_t begin = (next(), at_);
    if (word() != "NFG") fail(begin, "a Gambit strategic game begins with 'NFG 1 R'");
    const std::size_t version = (next(), at_);
    if (word() != "1") fail(version, "only version 1 of the format is known");
    const std::size_t kind = (next(), at_);
    const auto numbers = word();
    if (numbers != "R" && numbers != "D") fail(kind, "'R' (rational payoffs) or 'D' (decimal) is missing");
    result_.title = label();
  }

  void players() {
    expect('{', "the list of players, such as { \"Row\" \"Column\" }");
    while (next() == '"') {
      if (result_.players.size() == most_players)
        fail(at_, fmt::format("there are more than {} players", most_players));
      result_.players.push_back(label());
    }
    if (result_.players.empty()) fail(at_, "the list of players is empty");
    expect('}', "the list of players must be closed");
  }

  /// { 3 2 } or { { "T" "M" "B" } { "L" "R" } }
  void strategies() {
    expect('{', "numbers of strategies, or their labels");
    for (const auto& player : result_.players) {
      auto& labels = result_.actions.emplace_back();
      const std::size_t place = (next(), at_);
      if (next() == '{') {
        ++at_;
        while (next() == '"') labels.push_back(label());
        expect('}', "the list of strategies must be closed");
      } else {
        const long count = whole();
        if (count > most_profiles)
          fail(place, fmt::format("there are more than {} pure profiles", most_profiles));
        for (long k = 1; k <= count; ++k) labels.push_back(std::to_string(k));
      }
      if (labels.empty()) fail(place, fmt::format("player \"{}\" has no strategy", player));
      profiles_ *= static_cast<long>(labels.size());
      if (profiles_ > most_profiles)
        fail(place, fmt::format("there are more than {} pure profiles", most_profiles));
      result_.game.actions.push_back(static_cast<int>(labels.size()));
    }
    if (next() != '}')
      fail(at_, fmt::format("'}}' is missing: there are {} players", result_.players.size()));
    ++at_;
  }

  long whole() {
    const std::size_t begin = (next(), at_);
    const auto text = word();
    long value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
      fail(begin, fmt::format("a whole number is missing, '{}' stands here",
                              text.empty() ? text_.substr(at_, 1) : text));
    return value;
  }

  Rational number() {
    const std::size_t begin = (next(), at_);
    const auto text = word();
    if (text.empty())
      fail(begin, begin == text_.size() ? "the file ends before its last payoff" : "a payoff is missing");
    try {
      return Rational::from_text(text);
    } catch (const std::invalid_argument& e) {
      fail(begin, e.what());
    }
  }

  void payoff_form() {
    for (long k = 0; k < profiles_; ++k)
      for (auto& table : result_.game.payoff) table.push_back(number());
  }

  void outcome_form() {
    std::vector<std::vector<Rational>> outcomes{
        std::vector<Rational>(result_.players.size())};  // 0: all zero
    expect('{', "the list of outcomes");
    while (next() == '{') {
      ++at_;
      label();
      auto& outcome = outcomes.emplace_back();
      for (std::size_t i = 0; i < result_.players.size(); ++i) outcome.push_back(number());
      expect('}', "an outcome has one payoff for each player");
    }
    expect('}', "the list of outcomes must be closed");
    for (long k = 0; k < profiles_; ++k) {
      const std::size_t place = (next(), at_);
      if (place == text_.size())
        fail(place, fmt::format("the file ends after {} of {} profiles", k, profiles_));
      const long index = whole();
      if (index >= static_cast<long>(outcomes.size()))
        fail(place, fmt::format("outcome {} is not listed; there are {}", index, outcomes.size() - 1));
      for (std::size_t i = 0; i < result_.players.size(); ++i)
        result_.game.payoff[i].push_back(outcomes[static_cast<std::size_t>(index)][i]);
    }
  }

  const std::string& file_;
  std::string_view text_;
  std::size_t at_ = 0;
  long profiles_ = 1;
  NamedFiniteGame result_;
};

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

}  // namespace

NamedFiniteGame read_nfg(const std::string& file, std::string_view text) { return Reader(file, text).read(); }

std::string write_nfg(const NamedFiniteGame& named) {
  std::string text = fmt::format("NFG 1 R {} {{", quoted(named.title));
  for (const auto& player : named.players) text += " " + quoted(player);
  text += " }\n\n{";
  for (const auto& labels : named.actions) {
    text += " {";
    for (const auto& action : labels) text += " " + quoted(action);
    text += " }\n";
  }
  text += fmt::format("}}\n{}\n\n", quoted(named.comment));
  for (long k = 0; k < named.game.profiles(); ++k) {
    for (std::size_t i = 0; i < named.players.size(); ++i)
      text += (i == 0 ? "" : " ") + named.game.payoff[i][static_cast<std::size_t>(k)].text();
    text += "\n";
  }
  return text;
}

}  // namespace models::finite
