#include "solvers/certificates/all_solutions.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include "solvers/core/require.hpp"
#include "solvers/games/complementarity_search.hpp"

namespace solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

enum class State : char { open, zero, lower, upper };  ///< of an entry: G_j = 0, or at which bound

struct Region {
  IntervalBox box;
  std::vector<State> states;
};

Interval meet(const Interval& a, const Interval& b) {
  return {std::max(a.lower, b.lower), std::min(a.upper, b.upper)};
}
bool empty(const Interval& x) { return !(x.lower <= x.upper); }
double size_of(const Interval& x) { return std::max({1.0, std::abs(x.lower), std::abs(x.upper)}); }

/// The middle, or the middle of the exponents for sides over many magnitudes.
double split_point(const Interval& side) {
  const double low = std::abs(side.lower), high = std::abs(side.upper);
  if (side.lower < -16 && side.upper > 16) return 0;
  const double largest = std::max(low, high), smallest = std::max(1.0, std::min(low, high));
  if (largest <= 16 * smallest) return side.lower + (side.upper - side.lower) / 2;
  const double middle = std::exp2(std::round((std::log2(smallest) + std::log2(largest)) / 2));
  return high >= low ? middle : -middle;
}

/// How much a side is worth splitting: width over size, magnitudes counted by their logarithm.
double spread(const Interval& side) { return side.width() / size_of(side) + std::log2(size_of(side)) / 64; }

class BranchAndPrune {
 public:
  BranchAndPrune(const ComplementarityProblem& problem, const AllSolutionsOptions& options)
      : problem_(problem), options_(options), n_(problem.size()) {}

  AllSolutionsResult run() {
    find_first();
    Region whole{{}, std::vector<State>(static_cast<std::size_t>(n_), State::open)};
    for (int j = 0; j < n_; ++j) {
      const Interval side{std::max(problem_.lower()(j), -options_.far),
                          std::min(problem_.upper()(j), options_.far)};
      whole.box.push_back(side);
      const bool free = !std::isfinite(problem_.lower()(j)) && !std::isfinite(problem_.upper()(j));
      if (free) whole.states[static_cast<std::size_t>(j)] = State::zero;
    }
    todo_.push_back(std::move(whole));
    while (!todo_.empty() && result_.termination == Termination::not_started) {
      if (const auto asked = options_.stop.requested())
        result_.termination = *asked;
      else if (result_.boxes >= options_.max_boxes)
        result_.termination = Termination::evaluation_limit;
      if (result_.termination != Termination::not_started) break;
      Region region = std::move(todo_.back());
      todo_.pop_back();
      ++result_.boxes;
      examine(std::move(region));
    }
    return finish();
  }

 private:
  void find_first() {
    if (options_.starts == 0) return;
    const auto search = find_complementarity_solutions(
        problem_, {.starts = options_.starts, .seed = options_.seed, .newton = {.stop = options_.stop}});
    for (const auto& found : search.found) add_proof(found.best.solution);
  }

  /// Proves a solution at w in as large a box as it can; true where that works.
  bool add_proof(const Vector& w) {
    KktProofOptions options;
    options.krawczyk = {.growth = 10, .max_radius = 1, .inflate_to = 1};
    auto proof = prove_kkt(problem_, w, options);
    if (proof.verdict != Verdict::proved) proof = prove_kkt(problem_, w);  // signs may only hold nearby
    if (proof.verdict != Verdict::proved) return false;
    for (const auto& known : result_.solutions)
      if (holds(known.proof.box, proof.box) || holds(known.proof.box, w)) return true;
    result_.solutions.push_back({w, std::move(proof)});
    return true;
  }

  static bool holds(const IntervalBox& outer, const IntervalBox& inner) {
    for (std::size_t k = 0; k < outer.size(); ++k)
      if (!(outer[k].lower <= inner[k].lower && inner[k].upper <= outer[k].upper)) return false;
    return true;
  }
  static bool holds(const IntervalBox& outer, const Vector& w) {
    for (std::size_t k = 0; k < outer.size(); ++k)
      if (!outer[k].contains(w(static_cast<Eigen::Index>(k)))) return false;
    return true;
  }

  bool known(const Region& region) const {
    return std::any_of(result_.solutions.begin(), result_.solutions.end(),
                       [&](const ProvedSolution& s) { return holds(s.proof.box, region.box); });
  }

  bool touches_lower(const Region& r, int j) const {
    return r.box[static_cast<std::size_t>(j)].lower <= problem_.lower()(j);
  }
  bool touches_upper(const Region& r, int j) const {
    return r.box[static_cast<std::size_t>(j)].upper >= problem_.upper()(j);
  }

  /// Moves entry j to a face; false where the region has none there.
  bool to_face(Region& r, int j, State face) const {
    const auto k = static_cast<std::size_t>(j);
    if (face == State::lower ? !touches_lower(r, j) : !touches_upper(r, j)) return false;
    if (r.states[k] == State::zero) return false;  // G_j is certainly not 0
    if (r.states[k] != State::open && r.states[k] != face) return false;
    const double bound = face == State::lower ? problem_.lower()(j) : problem_.upper()(j);
    r.box[k] = {bound, bound};
    r.states[k] = face;
    return true;
  }

  /// Certain signs of G; false: no solution.
  bool apply_signs(Region& r, const BallVector& G) const {
    for (int j = 0; j < n_; ++j) {
      const auto k = static_cast<std::size_t>(j);
      if (problem_.lower()(j) == problem_.upper()(j)) continue;
      if (r.states[k] == State::lower) {
        if (certainly_negative(G(j))) return false;
      } else if (r.states[k] == State::upper) {
        if (certainly_positive(G(j))) return false;
      } else {
        if (certainly_positive(G(j)) && !to_face(r, j, State::lower)) return false;
        if (certainly_negative(G(j)) && !to_face(r, j, State::upper)) return false;
        if (r.states[k] == State::open && !touches_lower(r, j) && !touches_upper(r, j))
          r.states[k] = State::zero;
      }
    }
    return true;
  }

  /// G over the region by its mean value form, met with the plain enclosure. False: no solution.
  bool sharpen(Region& r, BallVector& G, const BallMatrix& J) const {
    const BallVector W = to_balls(r.box);
    BallVector at = to_balls(middle(r.box)), center;
    for (int k = 0; k < n_;
         ++k)  // around the small end of a side that spans magnitudes: no cancellation there
      if (r.box[static_cast<std::size_t>(k)].width() > 1e6)
        at(k) = Ball(std::clamp(0.0, r.box[static_cast<std::size_t>(k)].lower,
                                r.box[static_cast<std::size_t>(k)].upper));
    problem_.evaluate(at, center, nullptr);
    for (int j = 0; j < n_; ++j) {
      Ball mean = center(j);
      for (int k = 0; k < n_; ++k) mean += J(j, k) * (W(k) - at(k));
      if (!mean.is_finite()) continue;
      if (!G(j).is_finite()) {
        G(j) = mean;
        continue;
      }
      const auto both = intersection(G(j), mean);
      if (!both) return false;
      G(j) = *both;
    }
    return row_steps(r, center, J, at, W) && apply_signs(r, G);
  }

  /// Gauss-Seidel steps on rows whose sign is known: G_j = 0, or G_j >= 0 where w_j cannot be at its upper
  /// bound, or G_j <= 0 likewise.
  bool row_steps(Region& r, const BallVector& center, const BallMatrix& J, const BallVector& at,
                 const BallVector& W) const {
    for (int j = 0; j < n_; ++j) {
      const State state = r.states[static_cast<std::size_t>(j)];
      const bool zero = state == State::zero;
      const bool least = zero || state == State::lower || (state == State::open && !touches_upper(r, j));
      const bool most = zero || state == State::upper || (state == State::open && !touches_lower(r, j));
      if (!least && !most) continue;
      Ball sum = center(j);
      for (int k = 0; k < n_; ++k) sum += J(j, k) * (W(k) - at(k));
      if (!sum.is_finite()) continue;
      for (int k = 0; k < n_; ++k) {
        const Ball& slope = J(j, k);
        auto& side = r.box[static_cast<std::size_t>(k)];
        if (!certainly_nonzero(slope) || side.width() == 0) continue;
        Ball rest = center(j);
        for (int l = 0; l < n_; ++l)
          if (l != k) rest += J(j, l) * (W(l) - at(l));
        // slope (w_k - at_k) + rest in [0 or -inf, 0 or inf]
        const Ball root = at(k) - rest / slope;
        Interval allowed = root.interval();
        const bool rising = certainly_positive(slope);
        if (!most) (rising ? allowed.upper : allowed.lower) = rising ? infinity : -infinity;
        if (!least) (rising ? allowed.lower : allowed.upper) = rising ? -infinity : infinity;
        side = meet(side, allowed);
        if (empty(side)) return false;
      }
    }
    return true;
  }

  /// Krawczyk's operator on the entries with G_j = 0, the others ranging over their sides. False: no
  /// solution.
  bool krawczyk_step(Region& r) {
    std::vector<int> zero;
    for (int j = 0; j < n_; ++j)
      if (r.states[static_cast<std::size_t>(j)] == State::zero) zero.push_back(j);
    if (zero.empty()) return true;
    const BallVector faces = to_balls(r.box);
    const auto insert = [&](const BallVector& z) {
      BallVector w = faces;
      for (std::size_t k = 0; k < zero.size(); ++k) w(zero[k]) = z(static_cast<Eigen::Index>(k));
      return w;
    };
    const BallSystem system{[&](const BallVector& z) {
                              BallVector G, F(z.size());
                              problem_.evaluate(insert(z), G, nullptr);
                              for (std::size_t k = 0; k < zero.size(); ++k)
                                F(static_cast<Eigen::Index>(k)) = G(zero[k]);
                              return F;
                            },
                            [&](const BallVector& z) {
                              BallVector G;
                              BallMatrix J, F(z.size(), z.size());
                              problem_.evaluate(insert(z), G, &J);
                              for (std::size_t a = 0; a < zero.size(); ++a)
                                for (std::size_t b = 0; b < zero.size(); ++b)
                                  F(static_cast<Eigen::Index>(a), static_cast<Eigen::Index>(b)) =
                                      J(zero[a], zero[b]);
                              return F;
                            }};
    IntervalBox box;
    for (const int j : zero) box.push_back(r.box[static_cast<std::size_t>(j)]);
    const auto image = krawczyk_image(system, box);
    if (!image) return true;
    unique_on_face_ = true;
    for (std::size_t k = 0; k < zero.size(); ++k) {
      if (!std::isfinite((*image)[k].lower) || !std::isfinite((*image)[k].upper)) {
        unique_on_face_ = false;
        continue;
      }
      unique_on_face_ = unique_on_face_ && (*image)[k].width() < box[k].width();
      auto& side = r.box[static_cast<std::size_t>(zero[k])];
      side = meet(side, (*image)[k]);
      if (empty(side)) return false;
    }
    return true;
  }

  static double total_spread(const Region& r) {
    double total = 0;
    for (const auto& side : r.box) total += spread(side);
    return total;
  }

  /// Cuts as long as that helps; false: no solution.
  bool contract(Region& r) {
    for (int round = 0; round < 10; ++round) {
      const double before = total_spread(r);
      BallVector G;
      BallMatrix J;
      problem_.evaluate(to_balls(r.box), G, nullptr);
      if (!apply_signs(r, G)) return false;
      problem_.evaluate(to_balls(r.box), G, &J);
      if (!sharpen(r, G, J)) return false;
      unique_on_face_ = false;
      if (!krawczyk_step(r)) return false;
      if (!(total_spread(r) < 0.7 * before)) return true;
    }
    return true;
  }

  bool is_small(const Region& r) const {
    return std::all_of(r.box.begin(), r.box.end(), [&](const Interval& side) {
      return side.width() <= options_.smallest * size_of(side);
    });
  }

  void examine(Region region) {
    if (known(region) || !contract(region) || known(region)) return;
    if (is_small(region)) {
      if (branch_on_state(region)) return;
      if (!add_proof(problem_.project(middle(region.box))) || !known(region))
        undecided_.push_back({region.box, unique_on_face_});
      return;
    }
    split(region);
  }

  /// At the bound, or G_j = 0: two regions for an entry of which neither is known.
  bool branch_on_state(const Region& region) {
    for (int j = 0; j < n_; ++j) {
      if (region.states[static_cast<std::size_t>(j)] != State::open) continue;
      branch(region, j);
      return true;
    }
    return false;
  }

  void branch(const Region& region, int j) {
    for (const State face : {State::lower, State::upper}) {
      Region at = region;
      if (to_face(at, j, face)) todo_.push_back(std::move(at));
    }
    Region zero = region;
    zero.states[static_cast<std::size_t>(j)] = State::zero;
    todo_.push_back(std::move(zero));
  }

  void split(const Region& region) {
    std::size_t widest = 0;
    for (std::size_t k = 1; k < region.box.size(); ++k)
      if (spread_of(region, k) > spread_of(region, widest)) widest = k;
    const Interval side = region.box[widest];
    const double range = problem_.upper()(static_cast<Eigen::Index>(widest)) -
                         problem_.lower()(static_cast<Eigen::Index>(widest));
    if (region.states[widest] == State::open && side.width() <= std::min(1.0, range / 4))
      return branch(region, static_cast<int>(widest));
    const double at = split_point(side);
    for (const Interval& half : {Interval{at, side.upper}, Interval{side.lower, at}}) {
      Region part = region;
      part.box[widest] = half;
      todo_.push_back(std::move(part));
    }
  }

  double spread_of(const Region& r, std::size_t k) const {
    const auto& side = r.box[k];
    return side.width() <= options_.smallest * size_of(side) ? 0 : spread(side);
  }

  /// Undecided boxes that touch become one.
  void join() {
    std::vector<UndecidedBox> joined;
    for (auto& next : undecided_) {
      for (std::size_t k = 0; k < joined.size();) {
        bool touch = true;
        for (std::size_t s = 0; s < next.box.size() && touch; ++s) {
          const double slack = options_.smallest * size_of(next.box[s]);
          touch = next.box[s].lower <= joined[k].box[s].upper + slack &&
                  joined[k].box[s].lower <= next.box[s].upper + slack;
        }
        if (!touch) {
          ++k;
          continue;
        }
        for (std::size_t s = 0; s < next.box.size(); ++s)
          next.box[s] = {std::min(next.box[s].lower, joined[k].box[s].lower),
                         std::max(next.box[s].upper, joined[k].box[s].upper)};
        next.at_most_one = next.at_most_one && joined[k].at_most_one;
        joined.erase(joined.begin() + static_cast<std::ptrdiff_t>(k));
        k = 0;
      }
      joined.push_back(std::move(next));
    }
    result_.undecided = std::move(joined);
  }

  AllSolutionsResult finish() {
    const bool done = todo_.empty();
    join();
    result_.covered = done;
    for (const auto& region : todo_) result_.undecided.push_back({region.box, false});
    result_.complete = result_.undecided.empty();
    if (result_.termination == Termination::not_started)
      result_.termination =
          result_.complete ? result_.solutions.empty() ? Termination::no_solution : Termination::converged
                           : Termination::stalled;
    return result_;
  }

  const ComplementarityProblem& problem_;
  const AllSolutionsOptions& options_;
  int n_;
  std::deque<Region> todo_;
  std::vector<UndecidedBox> undecided_;
  bool unique_on_face_ = false;
  AllSolutionsResult result_;
};

}  // namespace

AllSolutionsResult find_all_solutions(const ComplementarityProblem& problem,
                                      const AllSolutionsOptions& options) {
  constexpr auto who = "find_all_solutions";
  require::at_least(who, "max_boxes", options.max_boxes, 1);
  require::inside(who, "smallest", options.smallest, 0, 1);
  require::at_least(who, "starts", options.starts, 0);
  require::positive(who, "far", options.far);
  return BranchAndPrune(problem, options).run();
}

}  // namespace solvers
