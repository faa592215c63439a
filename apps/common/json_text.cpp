#include "apps/common/json_text.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace apps {
namespace {

using Json = nlohmann::ordered_json;
using models::description::Array;
using models::description::Table;

std::string dumped(const Json& json) {  // a name of odd bytes must not stop a record from being written
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_plain(const Json& json) {
  return !json.is_structured() || json.empty() ||
         (json.is_array() &&
          std::none_of(json.begin(), json.end(), [](const Json& e) { return e.is_structured(); }));
}

void write_plain(std::string& text, const Json& json) {
  if (!json.is_array()) {
    text += dumped(json);
    return;
  }
  text += "[";
  for (std::size_t i = 0; i < json.size(); ++i) text += (i > 0 ? ", " : "") + dumped(json[i]);
  text += "]";
}

void write(std::string& text, const Json& json, int depth) {
  if (is_plain(json)) {
    write_plain(text, json);
    return;
  }
  const bool is_object = json.is_object();
  const std::string margin(2 * static_cast<std::size_t>(depth) + 2, ' ');
  text += is_object ? "{" : "[";
  bool first = true;
  for (auto it = json.begin(); it != json.end(); ++it) {
    text += first ? "\n" : ",\n";
    text += margin;
    if (is_object) text += dumped(it.key()) + ": ";
    write(text, *it, depth + 1);
    first = false;
  }
  text += "\n" + margin.substr(2) + (is_object ? "}" : "]");
}

/// Without looking for the key first, which for 10^5 players would take their square; names are distinct
/// already.
void append(Json& object, const std::string& key, Json value) {
  object.get_ref<Json::object_t&>().emplace_back(key, std::move(value));
}

struct ToJson {
  Json operator()(bool x) const { return x; }
  Json operator()(std::int64_t x) const { return x; }
  Json operator()(double x) const { return x; }
  Json operator()(const std::string& x) const { return x; }
  Json operator()(const std::vector<double>& x) const { return x; }
  Json operator()(const Table& table) const { return to_json(table); }
  Json operator()(const Array& array) const {
    Json list = Json::array();
    for (const auto& element : array) list.push_back(std::visit(*this, element.data()));
    return list;
  }
};

}  // namespace

std::string to_pretty(const Json& json) {
  std::string text;
  write(text, json, 0);
  return text + "\n";
}

std::string to_one_line(const Json& json) { return dumped(json) + "\n"; }

Json to_json(const Table& table) {
  Json object = Json::object();
  for (const auto& entry : table.entries())
    append(object, entry.key, std::visit(ToJson{}, entry.value.data()));
  return object;
}

Json to_json(const models::Quantities& quantities) {
  Json object = Json::object();
  for (const auto& quantity : quantities) append(object, quantity.name, std::visit(ToJson{}, quantity.value));
  return object;
}

Json to_json(const models::Profile& profile) {
  Json object = Json::object();
  for (const auto& strategy : profile) append(object, strategy.player, to_json(strategy.choices));
  return object;
}

}  // namespace apps
