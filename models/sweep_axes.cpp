#include "models/sweep_axes.hpp"

#include <cmath>

#include <fmt/format.h>

#include "models/spacing.hpp"

namespace models {
namespace {

using description::Location;

class AxisReader {
 public:
  AxisReader(const description::Schema& schema, const description::Table& root, description::Faults& faults)
      : schema_(schema), root_(root), faults_(faults) {}

  SweepAxis read(const SweepKeys& sweep, std::string name) {
    name_ = std::move(name);
    const auto* key = find_key(sweep);
    SweepAxis axis{sweep.key, values(sweep)};
    if (key) check_values(*key, axis.values);
    return axis;
  }

 private:
  Location place(const char* key) const {
    const auto* value = root_.find_path(name_ + '.' + key);
    if (!value) value = root_.find_path(name_);
    return value ? value->location() : Location{};
  }

  void fail(const char* key, std::string message) { faults_.add(name_, place(key), std::move(message)); }

  const description::Key* find_key(const SweepKeys& sweep) {
    std::string why;
    const auto* key = varied_key(schema_, root_, sweep.key, why);
    if (!key) fail("key", fmt::format("{}.key = \"{}\" {}", name_, sweep.key, why));
    return key;
  }

  std::vector<double> values(const SweepKeys& sweep) {
    const bool grid = sweep.from || sweep.to || sweep.points;
    if (sweep.values.size() > 0 && !grid) return {sweep.values.begin(), sweep.values.end()};
    if (sweep.values.size() > 0 || !(sweep.from && sweep.to && sweep.points)) {
      fail("values", fmt::format("{} needs either values, or from, to and points", name_));
      return {};
    }
    const bool ratios = sweep.spacing == "log";
    if (ratios && !(*sweep.from > 0 && *sweep.to > 0)) {
      fail("spacing", fmt::format("{}: spacing = \"log\" needs from > 0 and to > 0, not {} and {}", name_,
                                  *sweep.from, *sweep.to));
      return {};
    }
    if (*sweep.points == 1 && *sweep.from != *sweep.to) {
      fail("points", fmt::format("{}.points = 1 cannot hold both from = {} and to = {}", name_, *sweep.from,
                                 *sweep.to));
      return {};
    }
    return spaced_values(*sweep.from, *sweep.to, *sweep.points, ratios);
  }

  void check_values(const description::Key& key, const std::vector<double>& values) {
    for (const double value : values) {
      if (!key.range.contains(value)) {
        fail("values", fmt::format("{}: {} = {} violates {}", name_, key.name, value,
                                   key.range.text(key.shown_symbol())));
        return;
      }
      if (!key.accepts(description::form_number) && value != std::floor(value)) {
        fail("values", fmt::format("{}: {} = {} is not a whole number; give values, or other points", name_,
                                   key.name, value));
        return;
      }
    }
  }

  const description::Schema& schema_;
  const description::Table& root_;
  description::Faults& faults_;
  std::string name_;
};

}  // namespace

const description::Key* varied_key(const description::Schema& schema, const description::Table& root,
                                   const std::string& path, std::string& why) {
  const auto* key = schema.find_key(path);
  if (!key) {
    const auto names = schema.key_names();
    const auto near = description::did_you_mean(path, {names.begin(), names.end()});
    why = fmt::format("is no key of this family{}",
                      near.empty() ? "" : fmt::format("; did you mean '{}'?", near));
    return nullptr;
  }
  if (!key->accepts(description::form_number) && !key->accepts(description::form_integer)) {
    why = "does not hold a number, so it cannot be varied";
    return nullptr;
  }
  auto changed = root;
  const bool of_table = key->name == "number" && !schema.find_section(path.substr(0, path.find('.')));
  const auto* present = of_table ? root.find_path(path) : nullptr;
  const bool missing = of_table && !(present && present->is_number());
  if (missing || (path.find('[') != std::string::npos && !changed.set_path(path, description::Value(0.0)))) {
    why = "names an entry that the description does not have";
    return nullptr;
  }
  return key;
}

std::vector<double> spaced_values(double from, double to, int points, bool ratios) {
  std::vector<double> values(static_cast<std::size_t>(points));
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = spaced_value(from, to, values.size(), ratios, i);
  return values;
}

std::vector<SweepAxis> sweep_axes(const std::vector<SweepKeys>& sweep, const description::Schema& schema,
                                  const description::Table& root, description::Faults& faults) {
  AxisReader reader(schema, root, faults);
  std::vector<SweepAxis> axes;
  for (std::size_t i = 0; i < sweep.size(); ++i) {
    const auto name = fmt::format("sweep[{}]", i + 1);
    if (!faults.concerns(name)) axes.push_back(reader.read(sweep[i], name));
  }
  return axes;
}

}  // namespace models
