#include "models/coopetition/figures.hpp"

#include "models/coopetition/baseline.hpp"
#include "models/coopetition/best_reply.hpp"

namespace models::coopetition {
namespace {

constexpr int points = 201;  // of a reply curve

StageGame<double> stage_of(const Parameters& p) {
  if (p.concept_ == Concept::coopetitive) return lift_game<double>(p);
  return lift_stage<double>(p, p.trust.initial, baseline(p));
}

FigureAxis axis_of(const Parameters& p, std::size_t actor) {
  return {.title = "action of " + p.actors[actor].name, .player = p.actors[actor].name, .choice = "action"};
}

/// Replies of `actor` to the other's actions from 0 to e; the picture has actor 1 to the right, 2 upwards.
Curve reply_curve(const Parameters& p, const StageGame<double>& game, int actor) {
  const int other = 1 - actor;
  Curve curve{.name = "best reply of " + p.actors[static_cast<std::size_t>(actor)].name};
  for (int k = 0; k < points; ++k) {
    Vector actions(2);
    actions(other) = game.endowment(other) * k / (points - 1);
    actions(actor) = 0;
    const double reply = best_reply(own_problem(game, actor, actions), game.endowment(actor));
    curve.x.push_back(actor == 0 ? reply : actions(other));
    curve.y.push_back(actor == 0 ? actions(other) : reply);
  }
  return curve;
}

Figure reply_map(const Parameters& p) {
  const auto game = stage_of(p);
  Figure figure{
      .kind = FigureKind::best_responses,
      .id = "best-responses",
      .title = "Best replies",
      .caption = p.concept_ == Concept::coopetitive
                     ? "What each actor does best against every action of the other; equilibria are where "
                       "the curves meet."
                     : "What each actor does best against every action of the other, while trust stands at "
                       "its initial value; equilibria are where the curves meet."};
  figure.x = axis_of(p, 0);
  figure.y = axis_of(p, 1);
  figure.curves = {reply_curve(p, game, 0), reply_curve(p, game, 1)};
  return figure;
}

/// An arrow from i to j: how much i depends on j.
Figure dependence_network(const Parameters& p) {
  Figure figure{
      .kind = FigureKind::network,
      .id = "dependence",
      .title = "Who depends on whom",
      .caption = "An arrow from A to B carries how much A depends on B (the interdependence matrix D)."};
  figure.z.title = "dependence";
  auto& network = figure.network.emplace();
  network.directed = network.links_carry_values = true;
  for (const auto& actor : p.actors) network.nodes.push_back(actor.name);
  for (int i = 0; i < p.count(); ++i)
    for (int j = 0; j < p.count(); ++j)
      if (i != j && p.dependence(i, j) > 0) network.links.push_back({i, j, p.dependence(i, j)});
  return figure;
}

}  // namespace

std::vector<Figure> figures(const Parameters& p) {
  std::vector<Figure> all;
  if (p.factorial || p.actors.empty()) return all;
  if (p.count() == 2 && p.concept_ != Concept::markov_perfect) all.push_back(reply_map(p));
  if ((p.dependence.array() > 0).any()) all.push_back(dependence_network(p));
  return all;
}

}  // namespace models::coopetition
