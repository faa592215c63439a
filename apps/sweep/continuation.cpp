#include "apps/sweep/continuation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "apps/sweep/branches.hpp"
#include "models/description/diagnostic.hpp"
#include "solvers/core/random.hpp"

namespace apps::sweep {
namespace {

using models::Equilibrium;
using Equilibria = std::vector<Equilibrium>;

constexpr double same_within = 1e-6;  // as where searches join what they found

bool holds(const Equilibria& list, const Equilibrium& one) {
  const auto point = numbers_of(one.profile);
  return std::any_of(list.begin(), list.end(), [&](const Equilibrium& other) {
    return distance(numbers_of(other.profile), point) <= same_within;
  });
}

/// One row of the grid, in the order of the axis.
class Row {
 public:
  Row(const Identity& identity, const Plan& plan, const PointSolver& solver, const Continuation& wishes,
      std::size_t first_place, const EmitPoint& emit)
      : identity_(identity),
        plan_(plan),
        solver_(solver),
        wishes_(wishes),
        first_place_(first_place),
        length_(identity.shard.row),
        emit_(emit) {
    if (wishes.cold_check > 0) stride_ = static_cast<std::size_t>(std::lround(100 / wishes.cold_check));
    if (stride_ > 0) offset_ = hash_of_first() % stride_;
  }

  /// Until the end of the row, or a stop: then what is not yet sure of its neighbours is left out.
  void run() {
    for (std::size_t j = 0; j < length_; ++j) {
      auto step = next(j);
      if (!step) return;
      const bool searched = step->start != Start::neighbor;
      waiting_.push_back(std::move(*step));
      if (j > 0 && !(searched ? look_back_if_more() : check(j))) return;
      if (is_sure_) hand_over_all_but_last();
    }
    hand_over_all_but_last();
    hand_over(waiting_.front(), nullptr);
  }

 private:
  struct Step {
    std::size_t position = 0;
    Start start = Start::anchor;
    PointAnswer answer;
    bool sure = false;  ///< a search from scratch agrees, or completeness is proved
  };

  const Equilibria& equilibria(const Step& step) const { return step.answer.equilibria(); }
  std::size_t point(const Step& step) const { return identity_.shard.point(first_place_ + step.position); }

  std::uint64_t hash_of_first() const {
    std::string text;
    for (const auto& [key, value] : plan_.point(identity_.shard.point(first_place_)))
      text += fmt::format("{}={}\n", key, value);
    return solvers::hash_of(text.data(), text.size());
  }

  bool is_checked(std::size_t j) const {
    return stride_ > 0 && ((j + offset_) % stride_ == 0 || j + 1 == length_);
  }

  std::optional<Step> solved(std::size_t j, Start start, const std::vector<models::Profile>& near) const {
    auto answer = solver_.find(identity_.shard.point(first_place_ + j), near);
    if (!answer) return std::nullopt;
    const bool sure = near.empty() || answer->is_complete();
    return Step{j, start, *std::move(answer), sure};
  }

  /// From the neighbour where that is certified, and from scratch where following lost something.
  std::optional<Step> next(std::size_t j) {
    std::vector<models::Profile> near;
    if (j > 0 && waiting_.back().answer.is_certified())
      for (const auto& one : equilibria(waiting_.back())) near.push_back(one.profile);
    if (near.empty()) return solved(j, Start::anchor, {});
    auto step = solved(j, Start::neighbor, near);
    if (!step || (step->answer.is_certified() && equilibria(*step).size() >= near.size())) return step;
    return solved(j, Start::scratch, {});
  }

  /// The last one waiting was solved from scratch: more equilibria than before may have begun earlier.
  bool look_back_if_more() {
    const auto& last = waiting_.back();
    is_sure_ = true;
    if (last.start == Start::anchor || waiting_.size() < 2) return true;
    const auto& before = waiting_[waiting_.size() - 2];
    return equilibria(last).size() <= equilibria(before).size() || look_back();
  }

  /// Whether to go on: false after a stop.
  bool check(std::size_t j) {
    auto& last = waiting_.back();
    is_sure_ = last.sure || stride_ == 0;
    if (is_sure_ || !is_checked(j)) return true;
    is_sure_ = true;
    const auto missed = miss(last);
    return missed && (!*missed || look_back());
  }

  /// Solves the point from scratch. Whether following had missed something, which it then has no longer;
  /// nothing after a stop.
  std::optional<bool> miss(Step& step) const {
    auto cold = solved(step.position, Start::scratch, {});
    if (!cold) return std::nullopt;
    const auto& known = equilibria(step);
    const bool missed = std::any_of(equilibria(*cold).begin(), equilibria(*cold).end(),
                                    [&](const Equilibrium& one) { return !holds(known, one); });
    step.sure = true;
    step.start = missed ? Start::corrected : Start::checked;
    if (missed) {
      for (const auto& one : known)
        if (!holds(equilibria(*cold), one)) cold->answer.add(one);
      step.answer = std::move(cold->answer);
    }
    return missed;
  }

  /// From the last but one backwards, until a point had missed nothing.
  bool look_back() {
    for (auto step = waiting_.rbegin() + 1; step != waiting_.rend() && !step->sure; ++step) {
      const auto missed = miss(*step);
      if (!missed) return false;
      if (!*missed) return true;
    }
    return true;
  }

  void hand_over_all_but_last() {
    while (waiting_.size() > 1) {
      hand_over(waiting_[0], &waiting_[1]);
      waiting_.pop_front();
    }
  }

  /// Branches that the next point does not have end here.
  void hand_over(const Step& step, const Step* following) {
    if (!marked_) marks_ = branches_.step(place_on_axis(step), equilibria(step));
    Continued how{.start = step.start, .branches = {}};
    for (const auto& mark : marks_) how.branches.push_back({mark.branch, mark.begins, false});
    marked_ = following != nullptr;
    if (following) {
      auto next_marks = branches_.step(place_on_axis(*following), equilibria(*following));
      for (auto& branch : how.branches)
        branch.ends = std::none_of(next_marks.begin(), next_marks.end(),
                                   [&](const auto& mark) { return mark.branch == branch.number; });
      marks_ = std::move(next_marks);
    }
    emit_(first_place_ + step.position, solver_.result(point(step), step.answer, &how));
  }

  double place_on_axis(const Step& step) const {
    const auto value = plan_.value(wishes_.axis, step.position);
    char* end = nullptr;
    const double t = std::strtod(value.c_str(), &end);
    return *end == '\0' && std::isfinite(t) ? t : static_cast<double>(step.position);
  }

  const Identity& identity_;
  const Plan& plan_;
  const PointSolver& solver_;
  const Continuation& wishes_;
  std::size_t first_place_, length_;
  const EmitPoint& emit_;
  std::size_t stride_ = 0, offset_ = 0;  ///< of the points that are solved from scratch as well
  std::deque<Step> waiting_;             ///< not handed over: the last, and what may still be corrected
  bool is_sure_ = true;                  ///< nothing that waits can still be corrected
  Branches branches_;
  std::vector<Branches::Mark> marks_;  ///< of the first that waits
  bool marked_ = false;
};

}  // namespace

std::optional<Continuation> read_continuation(const Arguments& arguments, const Plan& plan) {
  if (arguments.continue_axis.empty()) {
    if (arguments.cold_check) throw UsageError("--cold-check needs --continue AXIS");
    return std::nullopt;
  }
  const auto& key = arguments.continue_axis;
  if (!plan.is_grid())
    throw UsageError("--continue needs --plan grid: points of other plans have no neighbours");
  if (key == "seed") throw UsageError("--continue seed: models under two seeds are no neighbours");
  std::vector<std::string_view> names;
  Continuation result;
  result.cold_check = arguments.cold_check.value_or(cold_check_unless_asked);
  for (std::size_t i = 0; i < plan.axes().size(); ++i) {
    if (plan.axes()[i].key == key) {
      result.axis = i;
      return result;
    }
    names.push_back(plan.axes()[i].key);
  }
  throw UsageError(fmt::format("--continue '{}' is no axis of the sweep{}", key,
                               models::description::suggestion(key, names)));
}

Shard along(const Shard& shard, const Plan& plan, std::size_t axis) {
  auto rows = shard;
  rows.row = plan.length(axis);
  rows.stride = 1;
  for (std::size_t i = axis + 1; i < plan.axes().size(); ++i) rows.stride *= plan.length(i);
  return rows;
}

std::string summary_of_starts(const Journal& journal) {
  std::map<std::string, std::size_t> by_start;
  for (std::size_t place = 0; place < journal.places(); ++place)
    if (journal.has(place))
      if (const auto start = start_of(journal.read(place))) ++by_start[*start];
  const auto of = [&](Start start) { return by_start[std::string(name(start))]; };
  auto text = fmt::format("continuation: {} points from their neighbors, {} anchors",
                          of(Start::neighbor) + of(Start::checked), of(Start::anchor));
  if (of(Start::scratch) > 0)
    text += fmt::format(", {} solved from scratch where an equilibrium was lost", of(Start::scratch));
  if (of(Start::checked) > 0) text += fmt::format("; {} checked from scratch agree", of(Start::checked));
  if (of(Start::corrected) > 0)
    text += fmt::format(", {} were corrected: following had missed an equilibrium", of(Start::corrected));
  return text + "\n";
}

Work each_row(const Identity& identity, const Plan& plan, const PointSolver& solver,
              const Continuation& wishes) {
  const auto length = identity.shard.row;
  return {identity, plan, identity.shard.size(identity.points) / length,
          [&, length, wishes](std::size_t row, const EmitPoint& emit) {
            Row(identity, plan, solver, wishes, row * length, emit).run();
          },
          [length](const Journal& journal, std::size_t row) {
            for (std::size_t place = row * length; place < (row + 1) * length; ++place)
              if (!journal.has(place)) return false;
            return true;
          }};
}

}  // namespace apps::sweep
