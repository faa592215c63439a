#include "models/declared/declared.hpp"

#include "models/declared/certificate.hpp"
#include "models/declared/check.hpp"
#include "models/declared/figures.hpp"
#include "models/declared/leader.hpp"
#include "models/declared/reading.hpp"
#include "models/declared/schema.hpp"
#include "models/declared/search.hpp"
#include "models/finite/finite_keys.hpp"
#include "models/finite/finite_model.hpp"

namespace models::declared {
namespace {

std::unique_ptr<Model> read_finite_game(const Keys& keys, const description::Location& start,
                                        const description::TextReader& read_text,
                                        description::Faults& faults) {
  if (!keys.players.empty() || !keys.unknowns.empty() || !keys.shared_constraints.empty())
    faults.add("finite", start, "a description has [finite], or players, unknowns and constraints, not both");
  auto game = finite::read_finite(keys.finite, start, read_text, faults);
  return game && faults.empty() ? finite::make_finite_model(*std::move(game)) : nullptr;
}

}  // namespace

std::vector<Figure> Declared::figures(const RunOptions&) const { return declared::figures(parameters_); }

CheckReport Declared::check() const { return check_model(parameters_); }

Candidates Declared::solve(const RunOptions& options) const {
  return parameters_.leader >= 0 ? search_leader(parameters_, options) : search(parameters_, options);
}

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
        const auto said = keys(resolved);
        if (!said.finite.empty()) return read_finite_game(said, start, read_text, faults);
        auto read = read_game(said, start, read_text, faults);
        return read ? std::make_unique<Declared>(*std::move(read)) : nullptr;
      }};
  return the_family;
}

}  // namespace models::declared
