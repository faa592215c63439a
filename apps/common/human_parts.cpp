#include "apps/common/human_parts.hpp"

#include <fmt/format.h>

namespace apps {
namespace {

struct QuantityText {
  int digits;
  std::string operator()(bool x) const { return x ? "yes" : "no"; }
  std::string operator()(double x) const { return number_text(x, digits); }
  std::string operator()(const std::string& x) const { return x; }
  std::string operator()(const std::vector<double>& x) const {
    std::string text;
    for (std::size_t i = 0; i < x.size() && i < most_rows; ++i)
      text += (i > 0 ? " " : "") + number_text(x[i], digits);
    return x.size() > most_rows ? text + " ..." : text;
  }
};

}  // namespace

std::string number_text(double x, int digits) { return fmt::format("{:.{}g}", x, digits); }

std::string quantity_text(const models::Quantity& quantity, int digits) {
  return std::visit(QuantityText{digits}, quantity.value);
}

std::string listed(const models::Quantities& quantities, int digits) {
  std::string text;
  for (const auto& quantity : quantities)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", quantity.name, quantity_text(quantity, digits));
  return text;
}

std::string heading(const OpenModel& model, const Style& style) {
  return heading(model.document.name, model.loaded.title, style);
}

std::string heading(const std::string& name, const std::string& title, const Style& style) {
  return style(Tone::heading, name) + (title.empty() ? "" : ": " + title) + "\n";
}

std::string notes_text(const std::vector<std::string>& notes, int margin) {
  std::string text;
  for (const auto& note : notes) text += fmt::format("{:{}}note: {}\n", "", margin, note);
  return text;
}

std::string more_text(std::size_t all, std::string_view what, int margin) {
  if (all <= most_rows) return "";
  return fmt::format("{:{}}... {} more {}; --format csv prints all\n", "", margin, all - most_rows, what);
}

}  // namespace apps
