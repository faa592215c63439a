#include "models/user_claims/box_proof.hpp"

#include <algorithm>
#include <cmath>

#include "models/declared/declared.hpp"
#include "models/user_claims/read_claims.hpp"

namespace models::user_claims {
namespace {

using Kind = ClaimQuantity::Kind;
using solvers::Interval;
using Box = std::vector<Interval>;

std::vector<double> centre_of(const Box& box) {
  std::vector<double> centre;
  for (const auto& side : box) centre.push_back(side.lower + (side.upper - side.lower) / 2);
  return centre;
}

/// The side that is widest beside its first width; nothing where none can be cut.
std::optional<std::size_t> widest(const Box& box, const std::vector<ParameterRange>& whole) {
  std::optional<std::size_t> best;
  double most = 0;
  for (std::size_t j = 0; j < box.size(); ++j) {
    const double middle = box[j].lower + (box[j].upper - box[j].lower) / 2;
    if (!(middle > box[j].lower && middle < box[j].upper)) continue;
    const double share = (box[j].upper - box[j].lower) / (whole[j].upper - whole[j].lower);
    if (share > most) most = share, best = j;
  }
  return best;
}

}  // namespace

/// Payoffs of a declared game as formulas of a profile and of all its parameters.
struct BoxValues::Payoffs {
  const declared::Parameters* game;
  std::vector<int> parameter_of;  ///< by parameter of the claim: its number in the game
  std::vector<int> entry_of;      ///< by choice of the profile: its entry
};

BoxValues::BoxValues(const LoadedModel& base, const std::vector<ParameterRange>& box,
                     const Quantities& quantities, const ProfileFormulas& profile)
    : quantities_(quantities), profile_(profile) {
  const auto* declared = dynamic_cast<const declared::Declared*>(base.model.get());
  if (!declared || profile.empty()) return;
  Payoffs payoffs{&declared->parameters(), {}, {}};
  const auto names = payoffs.game->parameter_names();
  for (const auto& range : box) {
    const auto found = std::find(names.begin(), names.end(), range.key);
    if (found == names.end()) return;
    payoffs.parameter_of.push_back(static_cast<int>(found - names.begin()));
  }
  for (const auto& choice : profile.choices()) {
    const int player = expressions::find_element(payoffs.game->scope.sets.front(), choice.player);
    const int variable = expressions::find(payoffs.game->scope.variables, choice.choice);
    if (player < 0 || variable < 0) return;
    const auto& named = payoffs.game->scope.variables[static_cast<std::size_t>(variable)];
    const int entry = named.first[static_cast<std::size_t>(player)];
    if (entry < 0 || named.is_vector[static_cast<std::size_t>(player)]) return;
    payoffs.entry_of.push_back(entry);
  }
  auto entries = payoffs.entry_of;
  std::sort(entries.begin(), entries.end());
  if (std::unique(entries.begin(), entries.end()) != entries.end() ||
      static_cast<int>(entries.size()) != payoffs.game->dimension())
    return;
  payoffs_ = std::make_shared<const Payoffs>(std::move(payoffs));
}

bool BoxValues::encloses(const std::vector<int>& reads) const {
  return std::all_of(reads.begin(), reads.end(), [&](int k) {
    const auto kind = quantities_.all()[static_cast<std::size_t>(k)].kind;
    return kind == Kind::parameter || (kind == Kind::choice && !profile_.empty()) ||
           (kind == Kind::payoff && payoffs_);
  });
}

BallValues BoxValues::at(const Box& box) const {
  std::vector<Ball> coordinates;
  for (const auto& side : box) coordinates.emplace_back(side);
  const auto choices = profile_.empty() ? std::vector<Ball>() : profile_.at(coordinates);
  BallValues z;
  if (payoffs_) {
    const auto& game = *payoffs_->game;
    const auto n = game.dimension();
    z = BallValues::Constant(n + static_cast<Eigen::Index>(game.store->parameters.size()), Ball(0));
    for (std::size_t k = 0; k < choices.size(); ++k) z(payoffs_->entry_of[k]) = choices[k];
    for (std::size_t k = 0; k < game.store->parameters.size(); ++k)
      z(n + static_cast<Eigen::Index>(k)) = Ball(game.store->parameters[k]);
    for (std::size_t k = 0; k < coordinates.size(); ++k) z(n + payoffs_->parameter_of[k]) = coordinates[k];
  }
  BallValues values =
      BallValues::Constant(static_cast<Eigen::Index>(quantities_.all().size()), Ball::indeterminate());
  for (std::size_t k = 0; k < quantities_.all().size(); ++k) {
    const auto& quantity = quantities_.all()[k];
    auto& value = values(static_cast<Eigen::Index>(k));
    if (quantity.kind == Kind::parameter) value = coordinates[static_cast<std::size_t>(quantity.parameter)];
    if (quantity.kind == Kind::choice && quantity.entry < 0)
      for (std::size_t c = 0; c < choices.size(); ++c)
        if (profile_.choices()[c].player == quantity.player &&
            profile_.choices()[c].choice == quantity.choice)
          value = choices[c];
    if (quantity.kind == Kind::payoff && payoffs_)
      for (const auto& player : payoffs_->game->players)
        if (player.name == quantity.player) value = player.payoff->value(z);
  }
  return values;
}

BoxProof prove_on_box(const BoxValues& values, const std::vector<ParameterRange>& whole,
                      const Assertion* assumed, const Assertion& asserted, std::size_t budget,
                      const solvers::Stop& stop) {
  BoxProof proof{.margin = std::numeric_limits<double>::infinity()};
  Box start;
  for (const auto& range : whole) start.push_back({range.lower, range.upper});
  std::vector<Box> rest{start};
  while (!rest.empty() && proof.boxes < budget && !stop.requested()) {
    const auto box = std::move(rest.back());
    rest.pop_back();
    ++proof.boxes;
    const auto at = values.at(box);
    const auto meant = assumed ? assumed->at(at, Touching::undecided).truth : Truth::yes;
    if (meant == Truth::no) continue;
    const auto judged = asserted.at(at, Touching::undecided);
    if (judged.truth == Truth::yes) {
      proof.margin = std::min(proof.margin, judged.slack.lower());
      continue;
    }
    if (meant == Truth::yes && judged.truth == Truth::no) {
      proof.refuted = centre_of(box);
      return proof;
    }
    const auto side = widest(box, whole);
    if (!side) {
      ++proof.open;
      proof.undecided = centre_of(box);
      continue;
    }
    auto left = box, right = box;
    left[*side].upper = right[*side].lower = box[*side].lower + (box[*side].upper - box[*side].lower) / 2;
    rest.push_back(std::move(right));
    rest.push_back(std::move(left));
  }
  if (!rest.empty()) proof.undecided = centre_of(rest.back());
  proof.open += rest.size();
  proof.proved = proof.open == 0 && std::isfinite(proof.margin);
  return proof;
}

}  // namespace models::user_claims
