#include "models/user_claims/judge.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/user_claims/formula_check.hpp"
#include "models/user_claims/points.hpp"

namespace models::user_claims {
namespace {

constexpr std::size_t usual_sample = 24, thorough_sample = 400;
constexpr std::size_t usual_boxes = 20'000, thorough_boxes = 1'000'000;
constexpr int most_decimals = 6;

std::string point_text(const std::vector<ParameterRange>& box, const std::vector<double>& point) {
  std::string text;
  for (std::size_t k = 0; k < box.size(); ++k)
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", box[k].name, point[k]);
  return text.empty() ? "the description's parameters" : text;
}

std::string box_text(const std::vector<ParameterRange>& box) {
  std::vector<std::string> sides;
  for (const auto& range : box)
    sides.push_back(
        fmt::format("{} in [{}, {}]{}", range.name, range.lower, range.upper, range.whole ? ", whole" : ""));
  return sides.empty() ? "the description's parameters" : fmt::format("{}", fmt::join(sides, ", "));
}

/// How a claim is judged, once it is known what it reads.
std::string method_of(const FormulaCheck* check) {
  if (!check || check->needs_equilibria()) return "every certified equilibrium at points of the box";
  return check->profile().empty()
             ? "balls on the box, and its points"
             : "the given profile: balls on the box where payoffs are formulas, and its points";
}

ClaimEntry entry_of(const StatedClaim& claim, const std::string& document) {
  const auto file = claim.where.file_name();
  std::string hypotheses = "for all " + box_text(claim.forall);
  if (claim.assume) hypotheses += fmt::format(", if {}", *claim.assume->text());
  return {.id = claim.id,
          .place = fmt::format("{}:{}", file.empty() ? document : std::string(file), claim.where.line),
          .statement = claim.statement.empty()
                           ? *claim.assertion.text()
                           : fmt::format("{} [{}]", claim.statement, *claim.assertion.text()),
          .hypotheses = hypotheses,
          .recorded = claim.recorded.value_or(ClaimVerdict::holds),
          .has_record = claim.recorded.has_value()};
}

}  // namespace

class ClaimStudy::Study {
 public:
  Study(const Document& document, const ReadOptions& options, const std::vector<std::string>& ids,
        const VerifyOptions& verify, std::string command)
      : document_(document),
        game_{&document_, options, verify.stop},
        verify_(verify),
        command_(std::move(command)) {
    base_ = read_model(document_, options);
    base_.wishes.stop = verify.stop;
    description::Faults faults;
    for (const auto& claim : base_.claims) {
      if (!ids.empty() && std::find(ids.begin(), ids.end(), claim.id) == ids.end()) continue;
      entries_.push_back(entry_of(claim, document_.name));
      understand(claim, faults);
    }
    faults.raise(document_);
    for (std::size_t k = 0; k < judged_.size(); ++k) plan(k);
  }

  const std::vector<ClaimEntry>& entries() const { return entries_; }
  std::size_t tasks() const { return tasks_.size(); }
  const std::vector<std::size_t>& claims_of(std::size_t task) const { return groups_[tasks_[task].group]; }

  void run(std::size_t task) {
    auto& [group, point] = tasks_[task];
    const auto& first = judged_[groups_[group].front()];
    PointGame game(game_, first.check->stated().forall, first.points->all[point], &first.check->profile());
    for (const auto k : groups_[group]) {
      auto& judged = judged_[k];
      if (point == 0)
        judged.proof =
            judged.check->on_box(base_, verify_.thorough ? thorough_boxes : usual_boxes, verify_.stop);
      judged.outcomes[point] = judged.check->at(game);
    }
  }

  Finding finding(std::size_t k) const {
    const auto& judged = judged_[k];
    if (!judged.check)
      return {.coverage = "nothing",
              .evidence = "no equilibrium was found, so that no name has a meaning: " + failure_};
    if (judged.proof && judged.proof->proved) return proved(judged);
    if (const auto refuted = counterexample(judged)) return *refuted;
    return seen_at_points(judged);
  }

 private:
  struct Judged {
    std::shared_ptr<const FormulaCheck> check;  ///< none: no equilibrium showed what there is to name
    std::shared_ptr<const ClaimPoints> points;
    std::vector<PointOutcome> outcomes;
    std::optional<BoxProof> proof;
  };
  struct Task {
    std::size_t group, point;
  };

  /// First as a claim on parameters alone; where names remain, beside an equilibrium.
  void understand(const StatedClaim& claim, description::Faults& faults) {
    Judged judged;
    description::Faults without;
    auto check = std::make_shared<const FormulaCheck>(base_, claim, nullptr, without);
    if (!without.empty()) {
      check = nullptr;
      if (const auto* example = this->example(claim))
        check = std::make_shared<const FormulaCheck>(base_, claim, example, faults);
      else if (!claim.profile.empty())
        faults.add("claim.profile", claim.profile.front().value.location(),
                   fmt::format("the profile of claim '{}' does not fit the game: {}", claim.id, failure_));
    }
    judged.check = std::move(check);
    entries_.back().method = method_of(judged.check.get());
    judged_.push_back(std::move(judged));
  }

  /// An equilibrium as described, or at the first point of the claim that has one; a claim's own profile.
  const Equilibrium* example(const StatedClaim& claim) {
    if (!claim.profile.empty()) return example_of_profile(claim);
    if (example_) return &*example_;
    const auto adopt = [&](const Solution& solution) {
      for (const auto* list : {&solution.equilibria, &solution.rejected})
        if (!example_ && !list->empty()) example_ = list->front();
      if (!example_)
        failure_ = solution.notes.empty() ? std::string(name(solution.status)) : solution.notes.back();
    };
    const std::vector<ParameterRange> as_described;
    adopt(PointGame(game_, as_described, {}, nullptr).here());
    for (const auto& point : points_of(claim.forall, 0, verify_.seed).all)
      if (!example_) adopt(PointGame(game_, claim.forall, point, nullptr).here());
    return example_ ? &*example_ : nullptr;
  }

  /// What the names of a claim about a given profile are, its choices being whatever they are.
  const Equilibrium* example_of_profile(const StatedClaim& claim) {
    description::Faults faults;
    Quantities parameters(base_, claim, nullptr);
    std::vector<expressions::Problem> problems;
    const ProfileFormulas profile(claim.profile, "the profile", parameters, problems,
                                  std::vector<int>(claim.profile.size(), 0));
    if (!problems.empty()) return example_without_values(claim);
    const auto points = points_of(claim.forall, 0, verify_.seed);
    PointGame game(game_, claim.forall, points.all.back(), &profile);
    const auto& solution = game.here();
    if (solution.equilibria.empty()) {
      failure_ = solution.notes.empty() ? "" : solution.notes.back();
      return nullptr;
    }
    of_profiles_.push_back(std::make_unique<Equilibrium>(solution.equilibria.front()));
    return of_profiles_.back().get();
  }
  const Equilibrium* example_without_values(const StatedClaim& claim) {
    auto named = std::make_unique<Equilibrium>();
    for (const auto& choice : claim.profile) {
      if (named->profile.empty() || named->profile.back().player != choice.player) {
        named->profile.push_back({choice.player, {}});
        named->payoff.push_back({choice.player, 0.0});
      }
      named->profile.back().choices.push_back({choice.choice, 0.0});
    }
    of_profiles_.push_back(std::move(named));
    return of_profiles_.back().get();
  }

  /// Claims over one box share its points, and so the equilibria there.
  void plan(std::size_t k) {
    auto& judged = judged_[k];
    if (!judged.check) return;
    const auto& claim = judged.check->stated();
    for (const auto& group : groups_) {
      const auto& other = judged_[group.front()].check->stated();
      if (other.forall != claim.forall || !other.profile.empty() || !claim.profile.empty()) continue;
      judged.points = judged_[group.front()].points;
      judged.outcomes.resize(judged.points->all.size());
      groups_[static_cast<std::size_t>(&group - groups_.data())].push_back(k);
      return;
    }
    judged.points = std::make_shared<const ClaimPoints>(
        points_of(claim.forall, verify_.thorough ? thorough_sample : usual_sample, verify_.seed));
    judged.outcomes.resize(judged.points->all.size());
    groups_.push_back({k});
    for (std::size_t p = 0; p < judged.points->all.size(); ++p) tasks_.push_back({groups_.size() - 1, p});
  }

  std::string coverage(const Judged& judged) const {
    const auto& points = *judged.points;
    long equilibria = 0, complete = 0;
    for (const auto& outcome : judged.outcomes) {
      equilibria += outcome.equilibria;
      complete += outcome.complete ? 1 : 0;
    }
    auto text = fmt::format("{} point{} of {}", points.all.size(), points.all.size() == 1 ? "" : "s",
                            box_text(judged.check->stated().forall));
    if (points.all.size() > 1)
      text += fmt::format(" ({} corner{}, {} spread by seed {})", points.corners,
                          points.corners == 1 ? "" : "s", points.sample, verify_.seed);
    if (judged.check->needs_equilibria())
      text += fmt::format("; {} equilibri{}, the list known to be complete at {} of the points", equilibria,
                          equilibria == 1 ? "um" : "a", complete);
    return text;
  }

  static Finding proved(const Judged& judged) {
    const auto& proof = *judged.proof;
    return {.verdict = ClaimVerdict::proved,
            .margin = proof.margin,
            .coverage = "all of " + box_text(judged.check->stated().forall),
            .evidence = fmt::format("enclosed in balls on {} part{} of the box; the slack is at least {:.6g}",
                                    proof.boxes, proof.boxes == 1 ? "" : "s", proof.margin)};
  }

  /// The first corner, else the point that fails most, made simple: as few decimals as still refute.
  std::optional<Finding> counterexample(const Judged& judged) const {
    const auto& points = *judged.points;
    const auto& claim = judged.check->stated();
    std::optional<std::size_t> worst;
    std::size_t failing = 0;
    for (std::size_t p = 0; p < judged.outcomes.size(); ++p) {
      if (judged.outcomes[p].truth != Truth::no) continue;
      ++failing;
      const bool plain = worst && *worst <= points.corners;
      if (!worst || (!plain && judged.outcomes[p].slack < judged.outcomes[*worst].slack)) worst = p;
    }
    std::vector<double> point;
    PointOutcome outcome;
    if (worst) {
      point = points.all[*worst], outcome = judged.outcomes[*worst];
    } else if (judged.proof && !judged.proof->refuted.empty() && !has_whole(claim)) {
      point = judged.proof->refuted, outcome = look(judged, point);
      if (outcome.truth != Truth::no) return std::nullopt;
    } else {
      return std::nullopt;
    }
    if (!worst || *worst > points.corners) simplify(judged, point, outcome);
    Finding finding{
        .verdict = ClaimVerdict::refuted,
        .margin = outcome.slack,
        .coverage = coverage(judged),
        .evidence = fmt::format("fails at {}{}{}: short by {:.6g}; {} of {} points fail",
                                point_text(claim.forall, point), outcome.seen.empty() ? "" : ", where ",
                                outcome.seen, -outcome.slack, failing, points.all.size())};
    if (judged.check->needs_equilibria()) finding.again = command("solve", claim, point);
    return finding;
  }

  static bool has_whole(const StatedClaim& claim) {
    return std::any_of(claim.forall.begin(), claim.forall.end(),
                       [](const auto& range) { return range.whole; });
  }

  PointOutcome look(const Judged& judged, const std::vector<double>& point) const {
    PointGame game(game_, judged.check->stated().forall, point, &judged.check->profile());
    return judged.check->at(game);
  }

  void simplify(const Judged& judged, std::vector<double>& point, PointOutcome& outcome) const {
    for (int decimals = 0; decimals <= most_decimals; ++decimals) {
      const auto simple = rounded(judged.check->stated().forall, point, decimals);
      if (simple == point) return;
      const auto there = look(judged, simple);
      if (there.truth != Truth::no) continue;
      point = simple, outcome = there;
      return;
    }
  }

  std::string command(const char* verb, const StatedClaim& claim, const std::vector<double>& point) const {
    auto text = fmt::format("entente {} {}", verb, command_);
    for (const auto& [key, value] : overrides_at(claim.forall, point)) {
      const bool quoted = key.find_first_of("[] ") != std::string::npos;
      text += quoted ? fmt::format(" --set '{}={}'", key, value) : fmt::format(" --set {}={}", key, value);
    }
    return text;
  }

  Finding seen_at_points(const Judged& judged) const {
    const auto& claim = judged.check->stated();
    Finding finding{.coverage = coverage(judged)};
    std::size_t unknown = 0, met = 0;
    std::optional<std::size_t> least, first_unknown;
    for (std::size_t p = 0; p < judged.outcomes.size(); ++p) {
      const auto& outcome = judged.outcomes[p];
      if (outcome.truth == Truth::unknown) {
        ++unknown;
        if (!first_unknown) first_unknown = p;
        continue;
      }
      if (outcome.equilibria == 0) continue;
      ++met;
      if (!least || outcome.slack < judged.outcomes[*least].slack) least = p;
    }
    if (least) finding.margin = judged.outcomes[*least].slack;
    if (unknown > 0) {
      finding.evidence = fmt::format(
          "undecided at {} of {} points, such as {}: {}", unknown, judged.outcomes.size(),
          point_text(claim.forall, judged.points->all[*first_unknown]), judged.outcomes[*first_unknown].why);
      return finding;
    }
    if (met == 0) {
      finding.evidence = "no point meets the hypothesis, so that nothing was tested";
      return finding;
    }
    finding.verdict = ClaimVerdict::holds;
    finding.evidence =
        fmt::format("true at {} point{}{}; least slack {:.6g}, at {}{}{}", met, met == 1 ? "" : "s",
                    met < judged.outcomes.size() ? ", the hypothesis false at the others" : "",
                    finding.margin, point_text(claim.forall, judged.points->all[*least]),
                    judged.outcomes[*least].seen.empty() ? "" : ", where ", judged.outcomes[*least].seen);
    if (judged.proof)
      finding.evidence +=
          fmt::format("; not proved on all of the box: {} parts are open, such as that around {}",
                      judged.proof->open, point_text(claim.forall, judged.proof->undecided));
    return finding;
  }

  Document document_;
  VariedGame game_;
  VerifyOptions verify_;
  std::string command_;
  LoadedModel base_;
  std::optional<Equilibrium> example_;
  std::vector<std::unique_ptr<Equilibrium>> of_profiles_;
  std::string failure_;
  std::vector<ClaimEntry> entries_;
  std::vector<Judged> judged_;
  std::vector<std::vector<std::size_t>> groups_;  ///< numbers of claims
  std::vector<Task> tasks_;
};

ClaimStudy::ClaimStudy(const Document& document, const ReadOptions& options,
                       const std::vector<std::string>& ids, const VerifyOptions& verify, std::string command)
    : study_(std::make_unique<Study>(document, options, ids, verify, std::move(command))) {}
ClaimStudy::~ClaimStudy() = default;
ClaimStudy::ClaimStudy(ClaimStudy&&) noexcept = default;

const std::vector<ClaimEntry>& ClaimStudy::entries() const { return study_->entries(); }
std::size_t ClaimStudy::tasks() const { return study_->tasks(); }
void ClaimStudy::run(std::size_t task) { study_->run(task); }
const std::vector<std::size_t>& ClaimStudy::claims_of(std::size_t task) const {
  return study_->claims_of(task);
}
Finding ClaimStudy::finding(std::size_t k) const { return study_->finding(k); }

}  // namespace models::user_claims
