#include "tests/support/reference.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "tests/support/paths.hpp"

namespace tests {

struct ReferenceItem::Node {
  nlohmann::json json;
  std::string name;

  const nlohmann::json* find(const std::string& path) const {
    const nlohmann::json* at = &json;
    for (std::size_t begin = 0; begin <= path.size();) {
      const auto end = std::min(path.find('.', begin), path.size());
      const auto key = path.substr(begin, end - begin);
      if (!at->is_object() || !at->contains(key)) return nullptr;
      at = &at->at(key);
      begin = end + 1;
    }
    return at;
  }
  const nlohmann::json& at(const std::string& path) const {
    if (const auto* found = find(path)) return *found;
    throw std::runtime_error("reference item '" + name + "' has no '" + path + "'");
  }
};

namespace {

double to_number(const nlohmann::json& value, const std::string& what) {
  if (value.is_number()) return value.get<double>();
  if (value.is_string()) {  // strtod: std::stod throws for numbers below the normal range, which underflow to
                            // 0 here
    const auto text = value.get<std::string>();
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (end != text.c_str() && *end == '\0') return number;
  }
  throw std::runtime_error("reference: '" + what + "' is not a number");
}

}  // namespace

std::string ReferenceItem::name() const { return node_->name; }

bool ReferenceItem::has(const std::string& path) const {
  const auto* found = node_->find(path);
  return found && !found->is_null();
}

double ReferenceItem::number(const std::string& path) const { return to_number(node_->at(path), path); }

std::string ReferenceItem::text(const std::string& path) const { return node_->at(path).get<std::string>(); }

solvers::Vector ReferenceItem::vector(const std::string& path) const {
  const auto& array = node_->at(path);
  solvers::Vector values(static_cast<Eigen::Index>(array.size()));
  for (std::size_t i = 0; i < array.size(); ++i)
    values(static_cast<Eigen::Index>(i)) = to_number(array[i], path);
  return values;
}

solvers::Matrix ReferenceItem::matrix(const std::string& path) const {
  const auto& rows = node_->at(path);
  solvers::Matrix values(static_cast<Eigen::Index>(rows.size()),
                         static_cast<Eigen::Index>(rows.at(0).size()));
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < rows.at(0).size(); ++j)
      values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = to_number(rows[i].at(j), path);
  return values;
}

std::vector<ReferenceItem> ReferenceItem::list(const std::string& path) const {
  std::vector<ReferenceItem> items;
  for (const auto& element : node_->at(path))
    items.emplace_back(std::make_shared<const Node>(Node{element, node_->name + "." + path}));
  return items;
}

std::vector<std::string> ReferenceItem::keys(const std::string& path) const {
  std::vector<std::string> names;
  for (const auto& [key, value] : node_->at(path).items()) names.push_back(key);
  return names;
}

std::vector<ReferenceItem> reference_items(const std::string& file, const std::string& kind) {
  std::ifstream in(reference(file));
  if (!in) throw std::runtime_error("cannot read " + reference(file).string());
  const auto document = nlohmann::json::parse(in);
  std::vector<ReferenceItem> items;
  const auto add = [&](const nlohmann::json& item, std::string name) {
    items.emplace_back(std::make_shared<const ReferenceItem::Node>(ReferenceItem::Node{item, std::move(name)}));
  };
  if (document.contains("items")) {
    for (const auto& item : document.at("items"))
      if (item.at("kind") == kind) add(item, item.at("name").get<std::string>());
  } else if (document.contains(kind)) {
    for (const auto& item : document.at(kind)) add(item, kind + "[" + std::to_string(items.size()) + "]");
  }
  if (items.empty()) throw std::runtime_error(file + " has no item of kind '" + kind + "'");
  return items;
}

}  // namespace tests
