#include "models/user_claims/formula_check.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "models/description/text_places.hpp"

namespace models::user_claims {
namespace {

using Kind = ClaimQuantity::Kind;

/// Texts of a claim by number, so that problems find their places.
class Texts {
 public:
  explicit Texts(description::Faults& faults) : faults_(faults) {}
  int add(const description::Value& value) {
    places_.push_back(value.location());
    return static_cast<int>(places_.size()) - 1;
  }
  void report(const std::string& key, const std::vector<expressions::Problem>& problems) {
    for (const auto& problem : problems)
      faults_.add(key,
                  description::part_of(places_[static_cast<std::size_t>(problem.text)], problem.span.begin,
                                       problem.span.length),
                  problem.message, problem.note);
  }

 private:
  description::Faults& faults_;
  std::vector<description::Location> places_;
};

std::string shown(double x) { return fmt::format("{:.6g}", x == 0 ? 0.0 : x); }

}  // namespace

FormulaCheck::FormulaCheck(const LoadedModel& base, const StatedClaim& claim, const Equilibrium* example,
                           description::Faults& faults)
    : claim_(claim), quantities_(base, claim_, example) {
  const auto subject = fmt::format("claim '{}'", claim.id);
  Texts texts(faults);
  std::vector<expressions::Problem> problems;
  std::vector<int> numbers;
  for (const auto& choice : claim.profile) numbers.push_back(texts.add(choice.value));
  profile_ = ProfileFormulas(claim.profile, subject, quantities_, problems, numbers);
  if (claim.assume)
    assumed_.emplace(*claim.assume->text(), subject, quantities_, problems, texts.add(*claim.assume));
  asserted_.emplace(*claim.assertion.text(), subject, quantities_, problems, texts.add(claim.assertion));
  texts.report("claim", problems);
  if (!problems.empty()) return;
  reads_ = asserted_->reads();
  if (assumed_) reads_.insert(reads_.end(), assumed_->reads().begin(), assumed_->reads().end());
  std::sort(reads_.begin(), reads_.end());
  reads_.erase(std::unique(reads_.begin(), reads_.end()), reads_.end());
  needs_equilibria_ = claim.profile.empty() && std::any_of(reads_.begin(), reads_.end(), [&](int k) {
                        return quantities_.all()[static_cast<std::size_t>(k)].kind != Kind::parameter;
                      });
}

std::string FormulaCheck::text_of(const BallValues& values) const {
  std::string text;
  for (const int k : reads_) {
    const auto& quantity = quantities_.all()[static_cast<std::size_t>(k)];
    if (quantity.kind == Kind::parameter) continue;  // the point says them
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", quantity.text,
                        values(k).is_finite() ? shown(values(k).midpoint()) : "without value");
  }
  return text;
}

PointOutcome FormulaCheck::at(PointGame& point) const {
  PointOutcome outcome{.truth = Truth::yes, .done = true, .slack = std::numeric_limits<double>::infinity()};
  const bool parameters_only = !needs_equilibria_ && claim_.profile.empty();
  std::size_t count = 1;
  if (!parameters_only) {
    const auto& solution = point.here();
    count = solution.equilibria.size();
    outcome.complete = solution.completeness.claim == Completeness::all;
    const bool certified =
        std::all_of(solution.equilibria.begin(), solution.equilibria.end(), [&](const auto& e) {
          return !needs_equilibria_ || e.certificate.verdict == solvers::Verdict::proved;
        });
    if (count == 0 || !certified) {
      outcome.truth = Truth::unknown;
      outcome.why = count > 0                ? "an equilibrium is not certified"
                    : solution.notes.empty() ? fmt::format("no equilibrium: {}", name(solution.status))
                                             : solution.notes.back();
      if (count == 0) return outcome;
    }
  }
  for (std::size_t e = 0; e < count; ++e) {
    std::string why;
    const auto values = point.values(quantities_, reads_, e, why);
    const auto meant = assumed_ ? assumed_->at(values, Touching::equal).truth : Truth::yes;
    if (meant == Truth::no) continue;
    auto judged = asserted_->at(values, Touching::equal);
    if (meant == Truth::unknown && judged.truth == Truth::no) judged.truth = Truth::unknown;
    ++outcome.equilibria;
    double slack = judged.slack.midpoint();
    if (judged.truth == Truth::yes && slack < 0) slack = 0;  // equal to the accuracy of the numbers
    const bool weakest =
        judged.truth < outcome.truth || (judged.truth == outcome.truth && slack < outcome.slack);
    if (weakest || outcome.seen.empty()) outcome.seen = text_of(values);
    if (judged.truth == Truth::unknown && outcome.why.empty())
      outcome.why = !why.empty() ? why
                    : !judged.slack.is_finite()
                        ? "a formula has no value"
                        : fmt::format("too close to call: {:.3g} +- {:.2g}", slack, judged.slack.radius());
    if (std::isfinite(slack)) outcome.slack = std::min(outcome.slack, slack);
    outcome.truth = std::min(outcome.truth, judged.truth);
  }
  return outcome;
}

std::optional<BoxProof> FormulaCheck::on_box(const LoadedModel& base, std::size_t budget,
                                             const solvers::Stop& stop) const {
  const BoxValues values(base, claim_.forall, quantities_, profile_);
  if (needs_equilibria_ || !values.encloses(reads_)) return std::nullopt;
  return prove_on_box(values, claim_.forall, assumed_ ? &*assumed_ : nullptr, *asserted_, budget, stop);
}

}  // namespace models::user_claims
