#include "models/finite/finite_keys.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "models/description/diagnostic.hpp"
#include "models/description/utf8.hpp"

namespace models::finite {
namespace {

using description::Array;
using description::Faults;
using description::Location;
using description::Table;
using description::Value;
using solvers::Rational;

constexpr long most_profiles = 1'000'000;

class Reader {
 public:
  Reader(const Table& table, Location start, Faults& faults)
      : table_(table), start_(std::move(start)), faults_(faults) {}

  std::optional<NamedFiniteGame> read(const description::TextReader& read_text) {
    check_keys();
    const auto *file = table_.find("gambit"), *payoffs = table_.find("payoffs");
    if (file && payoffs)
      return fault("finite.payoffs", payoffs->location(), "[finite] has gambit and payoffs; give one");
    if (file) return from_file(*file, read_text);
    if (!payoffs && !faults_.empty()) return std::nullopt;
    if (!payoffs) return fault("finite", start_, "[finite] needs payoffs, or gambit = \"FILE.nfg\"");
    read_payoffs(*payoffs);
    if (!faults_.empty()) return std::nullopt;
    read_names();
    read_comment();
    if (!faults_.empty()) return std::nullopt;
    return std::move(game_);
  }

 private:
  std::nullopt_t fault(std::string_view key, const Location& where, std::string message) {
    faults_.add(key, where, std::move(message));
    return std::nullopt;
  }

  void check_keys() {
    const std::vector<std::string_view> known = {"gambit", "payoffs", "players", "actions", "comment"};
    for (const auto& entry : table_.entries())
      if (std::find(known.begin(), known.end(), entry.key) == known.end())
        fault("finite." + entry.key, entry.key_location,
              fmt::format("unknown key '{}' in [finite]{}", description::printable(entry.key, 60),
                          description::suggestion(entry.key, known)));
  }

  std::optional<NamedFiniteGame> from_file(const Value& value, const description::TextReader& read_text) {
    const auto* name = value.text();
    if (!name)
      return fault("finite.gambit", value.location(),
                   fmt::format("finite.gambit is {}; give the name of a file", value.kind()));
    const auto text = read_text ? read_text(*name) : std::nullopt;
    if (!text)
      return fault("finite.gambit", value.location(),
                   fmt::format("finite.gambit: there is no file '{}'", description::printable(*name, 200)));
    return read_nfg(*name, *text);  // its faults are in that file, and thrown from there
  }

  void read_payoffs(const Value& payoffs) {
    const auto* players = payoffs.array();
    if (!players || players->empty())
      return static_cast<void>(fault("finite.payoffs", payoffs.location(),
                                     "finite.payoffs needs one nest of arrays for each player"));
    for (const Value* level = &players->front(); level->array();) {
      const auto& array = *level->array();
      if (array.empty())
        return static_cast<void>(
            fault("finite.payoffs", level->location(), "finite.payoffs: a player without actions"));
      game_.game.actions.push_back(static_cast<int>(array.size()));
      level = &array.front();
    }
    if (game_.game.actions.size() != players->size())
      return static_cast<void>(
          fault("finite.payoffs", payoffs.location(),
                fmt::format("finite.payoffs has tables for {} players, and arrays nested for {}",
                            players->size(), game_.game.actions.size())));
    long profiles = 1;
    for (const int n : game_.game.actions)
      if ((profiles *= n) > most_profiles)
        return static_cast<void>(fault("finite.payoffs", payoffs.location(),
                                       fmt::format("there are more than {} pure profiles", most_profiles)));
    for (std::size_t i = 0; i < players->size(); ++i) {
      game_.game.payoff.emplace_back(static_cast<std::size_t>(profiles));
      fill((*players)[i], i, {});
    }
  }

  void fill(const Value& value, std::size_t player, std::vector<int> pure) {
    if (faults_.full()) return;
    const std::size_t level = pure.size();
    if (level == game_.game.actions.size()) {
      if (const auto u = number(value))
        game_.game.payoff[player][static_cast<std::size_t>(game_.game.index_of(pure))] = *u;
      return;
    }
    const auto* array = value.array();
    if (!array || static_cast<int>(array->size()) != game_.game.actions[level])
      return static_cast<void>(fault(
          "finite.payoffs", value.location(),
          fmt::format("payoffs of player {}: {} entries are needed here, one for each action of player {}",
                      player + 1, game_.game.actions[level], level + 1)));
    pure.push_back(0);
    for (; pure.back() < static_cast<int>(array->size()); ++pure.back())
      fill((*array)[static_cast<std::size_t>(pure.back())], player, pure);
  }

  std::optional<Rational> number(const Value& value) {
    try {
      if (value.is_number()) return Rational(value.number());
      if (const auto* text = value.text()) return Rational::from_text(*text);
    } catch (const std::invalid_argument& e) {
      return fault("finite.payoffs", value.location(), e.what());
    }
    return fault("finite.payoffs", value.location(),
                 fmt::format("a payoff is {}; give a number, or text such as \"1/3\"", value.kind()));
  }

  std::vector<std::string> names(const Value& value, const std::string& key, std::size_t count) {
    const auto* array = value.array();
    std::vector<std::string> result;
    for (std::size_t k = 0; array && k < array->size(); ++k)
      if (const auto* text = (*array)[k].text()) result.push_back(*text);
    if (result.size() != count || !array || array->size() != count)
      fault(key, value.location(), fmt::format("{} needs {} names", key, count));
    return result;
  }

  void read_names() {
    const std::size_t n = game_.game.actions.size();
    if (const auto* value = table_.find("players"))
      game_.players = names(*value, "finite.players", n);
    else
      for (std::size_t i = 0; i < n; ++i) game_.players.push_back(fmt::format("player{}", i + 1));
    const auto* labels = table_.find("actions");
    if (labels && (!labels->array() || labels->array()->size() != n))
      return static_cast<void>(
          fault("finite.actions", labels->location(),
                fmt::format("finite.actions needs a list of labels for each of {} players", n)));
    for (std::size_t i = 0; i < n; ++i) {
      const auto count = static_cast<std::size_t>(game_.game.actions[i]);
      if (labels)
        game_.actions.push_back(
            names((*labels->array())[i], fmt::format("finite.actions[{}]", i + 1), count));
      else
        for (std::size_t a = 0; a < count; ++a)
          (a == 0 ? game_.actions.emplace_back() : game_.actions.back())
              .push_back(fmt::format("action{}", a + 1));
    }
  }

  void read_comment() {
    const auto* value = table_.find("comment");
    if (!value) return;
    if (const auto* text = value->text())
      game_.comment = *text;
    else
      fault("finite.comment", value->location(),
            fmt::format("finite.comment is {}; give text", value->kind()));
  }

  const Table& table_;
  Location start_;
  Faults& faults_;
  NamedFiniteGame game_;
};

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte == 0x7f ? fmt::format("\\u{:04x}", byte) : std::string(1, c);
  }
  return result + "\"";
}

/// A whole number of few digits as it is, anything else as text, so that nothing is rounded.
std::string written(const Rational& u) {
  const auto text = u.text();
  const bool plain = text.size() <= 15 && text.find('/') == std::string::npos;
  return plain ? text : quoted(text);
}

std::string nest(const NamedFiniteGame& named, std::size_t player, std::vector<int> pure) {
  if (pure.size() == named.game.actions.size())
    return written(named.game.payoff[player][static_cast<std::size_t>(named.game.index_of(pure))]);
  const int count = named.game.actions[pure.size()];
  std::string text = "[";
  pure.push_back(0);
  for (; pure.back() < count; ++pure.back())
    text += (pure.back() > 0 ? ", " : "") + nest(named, player, pure);
  return text + "]";
}

}  // namespace

std::optional<NamedFiniteGame> read_finite(const Table& table, const Location& start,
                                           const description::TextReader& read_text, Faults& faults) {
  return Reader(table, start, faults).read(read_text);
}

std::string description_of(const NamedFiniteGame& named) {
  std::string text = fmt::format(
      "format = \"entente/1\"\nfamily = \"declared\"\ntitle = {}\nsource = \"a Gambit "
      "file\"\n\n[finite]\nplayers = [",
      quoted(named.title.empty() ? "A finite game" : named.title));
  for (std::size_t i = 0; i < named.players.size(); ++i)
    text += (i > 0 ? ", " : "") + quoted(named.players[i]);
  text += "]\nactions = [";
  for (std::size_t i = 0; i < named.actions.size(); ++i) {
    text += i > 0 ? ", [" : "[";
    for (std::size_t a = 0; a < named.actions[i].size(); ++a)
      text += (a > 0 ? ", " : "") + quoted(named.actions[i][a]);
    text += "]";
  }
  text += "]\n";
  if (!named.comment.empty()) text += fmt::format("comment = {}\n", quoted(named.comment));
  text += "payoffs = [\n";
  for (std::size_t i = 0; i < named.players.size(); ++i) text += "  " + nest(named, i, {}) + ",\n";
  return text + "]\n";
}

std::optional<std::string> nfg_of(const Table& resolved, const description::TextReader& read_text) {
  const auto* finite = resolved.find("finite");
  if (!finite || !finite->table() || finite->table()->empty()) return std::nullopt;
  Faults faults;
  auto game = read_finite(*finite->table(), {}, read_text, faults);
  if (!game) return std::nullopt;
  if (const auto* title = resolved.find("title"); title && title->text()) game->title = *title->text();
  return write_nfg(*game);
}

bool looks_like_nfg(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text.starts_with("NFG ") || text.starts_with("NFG\t");
}

}  // namespace models::finite
