// Certificates of plays: every profile of small games against the definition, and profiles that are none.
#include "models/limited_trust/game_certificate.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "models/limited_trust/game_profile.hpp"
#include "solvers/core/random.hpp"

namespace {

using namespace models;
using namespace models::limited_trust;
using solvers::Verdict;

Parameters table2(TrustLevels trust) {
  Parameters p;
  p.payoffs.leader = Matrix(2, 2);
  p.payoffs.follower = Matrix(2, 2);
  *p.payoffs.leader << 4, 2, 3, 1;
  *p.payoffs.follower << 3, 4, 2, 3;
  p.trust = trust;
  return p;
}

Parameters whole_game(int m, int n, solvers::RandomStream& stream) {
  Parameters p;
  p.payoffs.leader = Matrix(m, n);
  p.payoffs.follower = Matrix(m, n);
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      (*p.payoffs.leader)(i, j) = static_cast<double>(stream.below(5));
      (*p.payoffs.follower)(i, j) = static_cast<double>(stream.below(5));
    }
  p.trust = {.leader = static_cast<double>(stream.below(4)),
             .follower = static_cast<double>(stream.below(4))};
  return p;
}

/// The definition, on whole numbers: admissible, and nothing admissible has a larger sum.
bool optimal(const std::vector<double>& own, const std::vector<double>& net, int chosen, double trust) {
  const double best = *std::max_element(own.begin(), own.end());
  const auto at = static_cast<std::size_t>(chosen);
  for (std::size_t k = 0; k < own.size(); ++k)
    if (best - own[k] <= trust && net[k] > net[at]) return false;
  return best - own[at] <= trust;
}

bool is_play(const Parameters& p, int row, const std::vector<int>& replies) {
  const auto &A = *p.payoffs.leader, &B = *p.payoffs.follower;
  std::vector<double> row_own, row_net;
  for (int i = 0; i < A.rows(); ++i) {
    const int reply = replies[static_cast<std::size_t>(i)];
    std::vector<double> own, net;
    for (int j = 0; j < A.cols(); ++j) {
      own.push_back(B(i, j));
      net.push_back(A(i, j) + B(i, j));
    }
    if (!optimal(own, net, reply, p.trust.follower)) return false;
    row_own.push_back(A(i, reply));
    row_net.push_back(A(i, reply) + B(i, reply));
  }
  return optimal(row_own, row_net, row, p.trust.leader);
}

Profile profile(double row, double reply, std::vector<double> replies = {}) {
  Profile result{{"leader", {{"action", row}}}, {"follower", {{"action", reply}}}};
  if (!replies.empty()) result[1].choices.push_back({"replies", std::move(replies)});
  return result;
}

double choice(const PlayerStrategy& strategy) { return std::get<double>(strategy.choices.front().value); }

}  // namespace

TEST_CASE("a profile is certified exactly if the definition holds",
          "[limited_trust][certificate][property]") {
  solvers::RandomStream stream(8, 1);
  int proved = 0;
  for (int k = 0; k < 60; ++k) {
    const auto p = whole_game(2, 3, stream);
    CAPTURE(k);
    for (int row = 0; row < 2; ++row)
      for (int first = 0; first < 3; ++first)
        for (int second = 0; second < 3; ++second) {
          const GivenPlay given{row, row == 0 ? first : second, {first, second}};
          const auto judged = certify_game(p, named_play(given));
          const bool holds = is_play(p, row, given.replies);
          CHECK((judged.certificate.verdict == Verdict::proved) == holds);
          CHECK((judged.certificate.epsilon == 0) == holds);
          CHECK(judged.certificate.level == CertificateLevel::proved);
          CHECK(judged.certificate.deviation.has_value() != holds);
          if (!holds) CHECK(judged.certificate.deviation->gain > 0);
          proved += holds;
        }
  }
  CHECK(proved > 60);  // ties: several plays in many games
}

TEST_CASE("what the solver plays is proved, whatever the ties and the belief",
          "[limited_trust][certificate]") {
  solvers::RandomStream stream(9, 1);
  for (int k = 0; k < 300; ++k) {
    auto p = whole_game(3, 3, stream);
    if (k % 2) p.trust.ties = ActionTies::legacy;
    if (k % 3 == 0) p.trust.believed_follower = static_cast<double>(stream.below(4));
    if (k % 5 == 0) *p.payoffs.leader *= 0.1, *p.payoffs.follower *= 0.1, p.trust.follower *= 0.1;
    if (k % 7 == 0) p.trust.tie_tolerance = 0.3;
    const auto found = play(*p.payoffs.leader, *p.payoffs.follower, p.trust);
    const auto judged = certify_game(p, named_play({found.row, found.reply, found.replies}));
    CAPTURE(k, judged.certificate.claim);
    CHECK(judged.certificate.verdict == Verdict::proved);
    CHECK(judged.certificate.epsilon <= p.trust.tie_tolerance);
    CHECK(std::get<double>(judged.payoff[0].value) == found.leader_payoff);
  }
}

TEST_CASE("Table II with another column is refuted, with the better reply", "[limited_trust][certificate]") {
  const auto judged = certify_game(table2({.follower = 2}), profile(1, 2, {2, 2}));
  CHECK(judged.certificate.verdict == Verdict::refuted);
  REQUIRE(judged.certificate.deviation);
  CHECK(judged.certificate.deviation->player == "follower");
  CHECK(std::get<double>(judged.certificate.deviation->strategy[0].value) == 1);
  CHECK(judged.certificate.deviation->gain == 1);  // net payoff 7 instead of 6
  CHECK(judged.certificate.residual == 1);
  REQUIRE(judged.certificate.nash);
  CHECK(judged.certificate.nash->verdict == Verdict::proved);  // of own payoffs (1, 2) is the equilibrium

  const auto trusting = certify_game(table2({.follower = 2}), profile(1, 1));
  CHECK(trusting.certificate.verdict == Verdict::proved);
  CHECK(trusting.certificate.nash->verdict == Verdict::refuted);
  CHECK(trusting.certificate.nash->epsilon == 1);
  CHECK(trusting.certificate.nash->deviation->player == "follower");

  const auto row = certify_game(table2({.follower = 2}), profile(2, 1, {1, 1}));
  CHECK(row.certificate.deviation->player == "leader");
  CHECK(row.certificate.deviation->gain == 1);  // gives up 1 without trust
  CHECK(choice({"", row.certificate.deviation->strategy}) == 1);
}

TEST_CASE("a loss beyond trust by less than rounding is refuted", "[limited_trust][certificate][exact]") {
  Parameters p;
  p.payoffs.leader = Matrix(1, 2);
  p.payoffs.follower = Matrix(1, 2);
  *p.payoffs.leader << 0, 5;
  *p.payoffs.follower << 1, -0x1p-60;
  p.trust.follower = 1;
  const auto judged = certify_game(p, profile(1, 2));
  CHECK(judged.certificate.verdict == Verdict::refuted);
  CHECK(judged.certificate.epsilon == 0x1p-60);
  (*p.payoffs.follower)(0, 1) = 0x1p-60;
  CHECK(certify_game(p, profile(1, 2)).certificate.verdict == Verdict::proved);
}

TEST_CASE("the leader is judged by what it believes", "[limited_trust][certificate]") {
  Parameters p;  // the leader expects reply 1 to row 2, the follower plays 2
  p.payoffs.leader = Matrix(2, 2);
  p.payoffs.follower = Matrix(2, 2);
  *p.payoffs.leader << 2, 2, 5, 0;
  *p.payoffs.follower << 1, 1, 1, 2;
  p.trust = {.leader = 0, .follower = 0, .believed_follower = 1};
  CHECK(certify_game(p, profile(2, 2, {1, 2})).certificate.verdict == Verdict::proved);
  CHECK(certify_game(p, profile(1, 1, {1, 2})).certificate.verdict == Verdict::refuted);
  p.trust.believed_follower.reset();
  CHECK(certify_game(p, profile(1, 1, {1, 2})).certificate.verdict == Verdict::proved);
}

TEST_CASE("profiles that are none are refused by name", "[limited_trust][certificate][errors]") {
  const auto p = table2({});
  const auto refuses = [&](const Profile& given, const std::string& text) {
    CHECK_THROWS_WITH(certify_game(p, given), Catch::Contains(text));
  };
  refuses(profile(3, 1), "leader.action = 3 is no action; actions are 1 to 2");
  refuses(profile(1, 1.5), "follower.action = 1.5");
  refuses(profile(1, std::nan("")), "follower.action");
  refuses(profile(1, 1, {1}), "follower.replies needs 2 actions");
  refuses(profile(1, 1, {1, 7}), "follower.replies[2] = 7");
  refuses(profile(1, 2, {1, 1}), "differs from follower.replies[1] = 1");
  refuses({{"leader", {{"action", 1.0}}}}, "follower.action is missing");
  refuses({{"follower", {{"action", 1.0}}}}, "leader.action is missing");
  refuses({{"player1", {{"action", 1.0}}}}, "unknown player 'player1'");
  refuses({{"leader", {{"replies", 1.0}}}}, "unknown entry 'replies' of leader");
  refuses({{"leader", {{"action", true}}}}, "leader.action is no number");
  refuses({{"leader", {{"action", 1.0}, {"action", 1.0}}}}, "given twice");
}
