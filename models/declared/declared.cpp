#include "models/declared/declared.hpp"

#include "models/declared/certificate.hpp"
#include "models/declared/check.hpp"
#include "models/declared/reading.hpp"
#include "models/declared/schema.hpp"
#include "models/declared/search.hpp"

namespace models::declared {

CheckReport Declared::check() const { return check_model(parameters_); }

Candidates Declared::solve(const RunOptions& options) const { return search(parameters_, options); }

Equilibrium Declared::certify(const Profile& profile, const RunOptions& options) const {
  return declared::certify(parameters_, profile, options);
}

const Family& family() {
  static const Family the_family{
      .name = "declared",
      .title = "any game, written by its user: payoffs and constraints as formulas",
      .source = "the description itself",
      .verbs = {"solve", "certify"},
      .schema = &schema(),
      .build = [](const description::Table& resolved, const description::TextReader& read_text,
                  description::Faults& faults) -> std::unique_ptr<Model> {
        const auto* format = resolved.find("format");
        const description::Location start{1, 1, 1, format ? format->location().file : nullptr};
        auto read = read_game(keys(resolved), start, read_text, faults);
        return read ? std::make_unique<Declared>(*std::move(read)) : nullptr;
      }};
  return the_family;
}

}  // namespace models::declared
