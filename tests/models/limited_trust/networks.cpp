#include "tests/models/limited_trust/networks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "models/networks/read_network.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

namespace tests {
namespace {

using namespace models::limited_trust;

/// c s^p d^q e^(-r s - u d)
struct Term {
  double c, p, q, r, u;
};

std::vector<Term> terms(const nlohmann::json& list) {
  std::vector<Term> result;
  for (const auto& term : list) {
    const auto text = term.at(0).get<std::string>();
    const auto slash = text.find('/');
    const double c = slash == std::string::npos
                         ? std::stod(text)
                         : std::stod(text.substr(0, slash)) / std::stod(text.substr(slash + 1));
    const auto number = [&](int k) { return term.at(static_cast<std::size_t>(k)).get<double>(); };
    result.push_back({c, number(1), number(2), number(3), number(4)});
  }
  return result;
}

double sum(const std::vector<Term>& list, double s, double d) {
  double total = 0;
  for (const auto& t : list)
    total += t.c * std::pow(s, t.p) * std::pow(d, t.q) * std::exp(-t.r * s - t.u * d);
  return total;
}

struct ClosedForm {
  std::vector<Term> leader_le, leader_gt, follower_le, follower_gt;
};

const ClosedForm& closed_form() {
  static const ClosedForm form = [] {
    std::ifstream in(reference("limited_trust_closed_form_2x2_exp.json"));
    const auto json = nlohmann::json::parse(in);
    return ClosedForm{terms(json.at("UL").at("le")), terms(json.at("UL").at("gt")),
                      terms(json.at("UF").at("le")), terms(json.at("UF").at("gt"))};
  }();
  return form;
}

}  // namespace

PayoffSource exponential_payoffs(double mean) {
  PayoffSource source;
  source.leader_prefers_trust = true;
  source.evidence = "exact";
  source.table = [mean](const Vector& trust) {
    const auto& form = closed_form();
    PairPayoffs payoffs{Matrix(trust.size(), trust.size()), Matrix(trust.size(), trust.size()), 0};
    for (Eigen::Index i = 0; i < trust.size(); ++i)
      for (Eigen::Index j = 0; j < trust.size(); ++j) {
        const double s = trust(i) / mean, d = trust(j) / mean;
        payoffs.leader(i, j) = mean * sum(s <= d ? form.leader_le : form.leader_gt, s, d);
        payoffs.follower(i, j) = mean * sum(s <= d ? form.follower_le : form.follower_gt, s, d);
      }
    return payoffs;
  };
  return source;
}

Vector trust_grid(double max_trust, int points) {
  Vector grid(points);
  for (int i = 0; i < points; ++i) grid(i) = max_trust * i / (points - 1);
  return grid;
}

Network network_of(solvers::Graph graph, int invitations, NeighborTies ties) {
  Network network;
  const auto agents = static_cast<std::size_t>(graph.nodes());
  network.graph = std::move(graph);
  network.invitations.assign(agents, invitations);
  network.ties = ties;
  network.initial_trust = Vector::Zero(static_cast<Eigen::Index>(agents));
  return network;
}

solvers::Graph figure1() {
  return solvers::Graph(
      7, {{0, 1}, {0, 4}, {0, 6}, {1, 2}, {1, 3}, {1, 4}, {2, 4}, {2, 6}, {3, 4}, {3, 5}, {3, 6}, {5, 6}});
}

std::optional<solvers::Graph> reference_network(const std::string& name) {
  const auto reader = [](const std::string& path) -> std::optional<std::string> {
    if (!std::filesystem::is_regular_file(path)) return std::nullopt;
    return read_text(path);
  };
  std::string known = name == "southern_women_3events" ? "southern-women" : name;
  std::replace(known.begin(), known.end(), '_', '-');
  try {
    return models::networks::find_network(known, reader).graph;
  } catch (const std::invalid_argument& missing) {
    WARN("skipped: " << missing.what());
    return std::nullopt;
  }
}

TrustGame game_of(const Network& network, const RankedPayoffs& payoffs) {
  TrustGame game{&network, &payoffs, std::vector<int>(static_cast<std::size_t>(payoffs.levels())),
                 std::vector<bool>(static_cast<std::size_t>(network.graph.nodes()), false)};
  std::iota(game.choices.begin(), game.choices.end(), 0);
  for (const int agent : network.fixed_agents) game.fixed[static_cast<std::size_t>(agent)] = true;
  return game;
}

}  // namespace tests
