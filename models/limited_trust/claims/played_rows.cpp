#include "models/limited_trust/claims/played_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/limited_trust/equations.hpp"

namespace models::limited_trust {
namespace {

double net(const Reply& reply) { return net_payoff(reply.leader, reply.follower); }

bool near_below(const Shows& shows, const LearningQuestion& q) {
  return shows.lower > std::max(q.trust - q.error, 0.0);
}
bool near_above(const Shows& shows, const LearningQuestion& q) { return shows.upper <= q.trust + q.error; }

}  // namespace

std::vector<Reply> draw_row(const ReplyLaws& laws, solvers::RandomStream& stream) {
  std::vector<Reply> row(static_cast<std::size_t>(laws.replies));
  for (auto& reply : row) reply = {laws.leader->sample(stream), laws.follower->sample(stream)};
  return row;
}

int greedy_reply(const std::vector<Reply>& row) {
  const auto best = std::max_element(row.begin(), row.end(),
                                     [](const auto& a, const auto& b) { return a.follower < b.follower; });
  return static_cast<int>(best - row.begin());
}

int taken_reply(const std::vector<Reply>& row, double trust) {
  std::size_t taken = static_cast<std::size_t>(greedy_reply(row));
  const double best = row[taken].follower;
  for (std::size_t j = 0; j < row.size(); ++j)
    if (loss(best, row[j].follower) <= trust && net(row[j]) > net(row[taken])) taken = j;
  return static_cast<int>(taken);
}

Shows play_row(const std::vector<Reply>& row, double trust) {
  const double best = row[static_cast<std::size_t>(greedy_reply(row))].follower;
  const auto& taken = row[static_cast<std::size_t>(taken_reply(row, trust))];
  Shows shows{loss(best, taken.follower), std::numeric_limits<double>::infinity()};
  for (const auto& reply : row)
    if (net(reply) > net(taken)) shows.upper = std::min(shows.upper, loss(best, reply.follower));
  return shows;
}

BoundCounts count_bounds(const LearningQuestion& q, long games, std::uint64_t seed) {
  solvers::RandomStream stream(seed);
  BoundCounts counts{.games = games};
  for (long g = 0; g < games; ++g) {
    const auto shows = play_row(draw_row(q.laws, stream), q.trust);
    const bool below = near_below(shows, q), above = near_above(shows, q);
    counts.lower += below, counts.upper += above, counts.both += below && above;
  }
  return counts;
}

PlayedTime time_to_both_bounds(const LearningQuestion& q, int runs, std::uint64_t seed) {
  solvers::RandomStream stream(seed);
  double sum = 0, squares = 0;
  for (int run = 0; run < runs; ++run) {
    bool below = false, above = false;
    double games = 0;
    for (; !(below && above) && games < 1e6; ++games) {
      const auto shows = play_row(draw_row(q.laws, stream), q.trust);
      below = below || near_below(shows, q);
      above = above || near_above(shows, q);
    }
    sum += games, squares += games * games;
  }
  const double mean = sum / runs;
  return {mean, std::sqrt((squares / runs - mean * mean) / runs)};
}

}  // namespace models::limited_trust
