#include "models/coopetition/diagram.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "models/description/diagnostic.hpp"
#include "models/description/json_reader.hpp"
#include "models/description/numbers.hpp"
#include "models/description/range.hpp"
#include "models/description/text_checks.hpp"
#include "models/description/utf8.hpp"

namespace models::coopetition {
namespace {

using namespace description;

/// Names as one line: drawings break them.
std::string one_line(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank)
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

class DiagramReader {
 public:
  DiagramReader(const std::string& file, std::string_view text) : text_(text), root_(read_json(file, text)) {}

  Diagram read() {
    if (!root_.table())
      fault(root_, "is no iStar 2.0 drawing: an object with actors and dependencies is needed");
    else if (!root_.table()->find("actors"))
      fault(root_, "is no iStar 2.0 drawing as piStar saves it: 'actors' is missing");
    else
      read_all(*root_.table());
    if (!faults_.empty()) throw DescriptionError(faults_);
    return std::move(diagram_);
  }

 private:
  void fault(const Value& at, std::string message) {
    faults_.push_back({at.location(), "diagram: " + std::move(message),
                       std::string(line_of(text_, at.location().line)), ""});
  }

  /// The entries of an array of objects; none where the member is absent.
  std::vector<const Value*> objects(const Table& of, const char* name) {
    std::vector<const Value*> all;
    const auto* member = of.find(name);
    if (!member) return all;
    if (!member->array())
      return fault(*member, fmt::format("'{}' is {}; an array is needed", name, member->kind())), all;
    for (const auto& entry : *member->array()) {
      if (entry.table())
        all.push_back(&entry);
      else
        fault(entry, fmt::format("an entry of '{}' is {}; an object is needed", name, entry.kind()));
    }
    return all;
  }

  const std::string* text_of(const Value& object, const char* name) {
    const auto* member = object.table()->find(name);
    if (member && member->text() && !member->text()->empty()) return member->text();
    fault(member ? *member : object, fmt::format("{} needs the text '{}'", title(object), name));
    return nullptr;
  }

  static std::string title(const Value& object) {
    const auto* text = object.table()->find("text");
    return text && text->text() ? fmt::format("'{}'", printable(one_line(*text->text()), 40))
                                : std::string("an entry");
  }

  /// A custom property by its name, letters of either case, as a number within the range.
  std::optional<double> property(const Value& object, std::string_view name, const Range& range) {
    const auto* properties = object.table()->find("customProperties");
    if (!properties || !properties->table()) return std::nullopt;
    for (const auto& entry : properties->table()->entries()) {
      const bool named =
          std::equal(entry.key.begin(), entry.key.end(), name.begin(), name.end(), [](char a, char b) {
            return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
          });
      if (!named) continue;
      const auto value = number_of(entry.value, object, name);
      if (value && !range.contains(*value)) {
        fault(entry.value,
              fmt::format("{} of {} = {} violates {}", name, title(object), *value, range.text(name)));
        return std::nullopt;
      }
      return value;
    }
    return std::nullopt;
  }

  std::optional<double> number_of(const Value& value, const Value& object, std::string_view name) {
    if (value.is_number()) return value.number();
    if (!value.text()) {
      fault(value, fmt::format("{} of {} is {}; a number is needed", name, title(object), value.kind()));
      return std::nullopt;
    }
    const auto text = one_line(*value.text());
    if (text.empty()) return std::nullopt;  // a property that nobody filled in
    const auto reading = read_number(text);
    if (reading.fault == NumberFault::none) return reading.value;
    fault(value, fmt::format("{} of {}: {}", name, title(object), explain(reading.fault, text)));
    return std::nullopt;
  }

  void read_all(const Table& root) {
    for (const auto* actor : objects(root, "actors")) read_actor(*actor);
    for (const auto* dependency : objects(root, "dependencies")) read_dependency(*dependency);
    share_weights();
    note_rest(root);
  }

  void add_element(const Value& object, int actor) {
    const auto* id = text_of(object, "id");
    if (!id) return;
    if (!actor_of_.emplace(*id, actor).second)
      fault(*object.table()->find("id"), fmt::format("the id '{}' comes twice", printable(*id, 40)));
  }

  void read_actor(const Value& object) {
    constexpr Range amount{.lower = 0, .upper = 1e100, .lower_open = true};
    const int number = static_cast<int>(diagram_.actors.size());
    const auto* text = text_of(object, "text");
    ActorKeys actor{.name = text ? one_line(*text) : fmt::format("actor{}", number + 1)};
    for (const auto& other : diagram_.actors)
      if (text && other.name == actor.name)
        fault(*object.table()->find("text"),
              fmt::format("two actors are called '{}'", printable(*actor.name, 40)));
    actor.endowment = property(object, "endowment", amount);
    actor.share = property(object, "share", fraction);
    add_element(object, number);
    diagram_.actors.push_back(std::move(actor));
    for (const auto* node : objects(*object.table(), "nodes")) add_element(*node, number);
  }

  /// The actor of the element that an end of a dependency names; -1 after a fault.
  int end_of(const Value& object, const char* name) {
    const auto* id = text_of(object, name);
    if (!id) return -1;
    const auto found = actor_of_.find(*id);
    if (found != actor_of_.end()) return found->second;
    fault(*object.table()->find(name), fmt::format("{} of {} names '{}', which is no actor and in none", name,
                                                   title(object), printable(*id, 40)));
    return -1;
  }

  void read_dependency(const Value& object) {
    constexpr Range above_zero{.lower = 0, .upper = 1e100, .lower_open = true};
    const auto* text = text_of(object, "text");
    const int depender = end_of(object, "source"), dependee = end_of(object, "target");
    const auto weight = property(object, "weight", above_zero);
    const auto criticality = property(object, "criticality", fraction);
    if (!text || depender < 0 || dependee < 0) return;
    const auto name = [&](int actor) { return *diagram_.actors[static_cast<std::size_t>(actor)].name; };
    if (depender == dependee)
      fault(*object.table()->find("target"),
            fmt::format("{}: '{}' depends on itself; join the two ends of different actors", title(object),
                        printable(name(depender), 40)));
    diagram_.dependencies.push_back(
        {name(depender), name(dependee), one_line(*text), weight.value_or(1), criticality});
    written_.push_back({&object, weight});
  }

  /// Alternatives for one goal have its weight: the one that is written.
  void share_weights() {
    auto& all = diagram_.dependencies;
    for (std::size_t k = 0; k < all.size(); ++k)
      for (std::size_t other = 0; other < k; ++other) {
        if (all[other].depender != all[k].depender || all[other].dependum != all[k].dependum) continue;
        if (all[other].dependee == all[k].dependee)
          fault(*written_[k].object,
                fmt::format("'{}' depends on '{}' for {} twice", printable(all[k].depender, 40),
                            printable(all[k].dependee, 40), title(*written_[k].object)));
        if (!written_[k].weight)
          all[k].weight = all[other].weight;
        else if (!written_[other].weight)
          all[other].weight = all[k].weight;
        else if (all[k].weight != all[other].weight)
          fault(*written_[k].object, fmt::format("the goal {} of '{}' has the weights {} and {}; give one",
                                                 title(*written_[k].object), printable(all[k].depender, 40),
                                                 all[other].weight, all[k].weight));
      }
  }

  void note_rest(const Table& root) {
    std::size_t links = 0;
    for (const auto* link : objects(root, "links")) {
      const auto* type = link->table()->find("type");
      links += !(type && type->text() && *type->text() == "istar.DependencyLink");
    }
    if (links > 0)
      diagram_.notes.push_back(fmt::format(
          "{} refinements, contributions or other links of the drawing play no part in the game", links));
    if (const auto orphans = objects(root, "orphans").size())
      diagram_.notes.push_back(
          fmt::format("{} elements outside of all actors play no part in the game", orphans));
  }

  struct Written {
    const Value* object;
    std::optional<double> weight;
  };

  std::string_view text_;
  Value root_;
  Diagram diagram_;
  std::vector<Written> written_;
  std::map<std::string, int> actor_of_;  ///< of every id
  std::vector<Diagnostic> faults_;
};

}  // namespace

Diagram read_diagram(const std::string& file, std::string_view text) {
  return DiagramReader(file, text).read();
}

std::optional<std::string> find_diagram(const std::string& name, const TextReader& read_text) {
  for (const auto& diagram : shipped_diagrams())
    if (diagram.name == name) return std::string(diagram.text);
  return read_text ? read_text(name) : std::nullopt;
}

}  // namespace models::coopetition
