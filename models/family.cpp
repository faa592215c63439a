#include "models/family.hpp"

#include <algorithm>
#include <cmath>

#include "models/figures.hpp"
#include "models/pooling.hpp"

namespace models {
namespace {

using solvers::Verdict;

/// The status that the judged profiles and the method's own end allow.
Status status_of(const Solution& solution) {
  for (const auto& equilibrium : solution.equilibria)
    if (equilibrium.certificate.verdict == Verdict::proved) return Status::certified;
  if (was_stopped(solution.solver.termination)) return Status::stopped;
  if (!solution.equilibria.empty()) return Status::candidate;
  return solution.rejected.empty() ? Status::failed : Status::not_nash;
}

/// Nothing was left undecided, so a stop that came meanwhile cut nothing short.
bool all_decided(const Solution& solution) {
  for (const auto& equilibrium : solution.equilibria)
    if (equilibrium.certificate.verdict == Verdict::undecided) return false;
  return true;
}

bool all_finite(const Quantities& quantities) {
  return std::all_of(quantities.begin(), quantities.end(), [](const Quantity& quantity) {
    if (const auto* number = std::get_if<double>(&quantity.value)) return std::isfinite(*number);
    const auto* numbers = std::get_if<std::vector<double>>(&quantity.value);
    return !numbers ||
           std::all_of(numbers->begin(), numbers->end(), [](double x) { return std::isfinite(x); });
  });
}

/// Nothing that is called certified holds a NaN or an infinity, whatever a family's certificate says.
void withhold_unless_finite(Equilibrium& equilibrium) {
  auto& certificate = equilibrium.certificate;
  if (certificate.verdict != Verdict::proved) return;
  bool finite = all_finite(equilibrium.payoff) && all_finite(certificate.regret) &&
                std::isfinite(certificate.epsilon) && std::isfinite(certificate.relative_epsilon) &&
                std::isfinite(certificate.residual);
  for (const auto& strategy : equilibrium.profile) finite = finite && all_finite(strategy.choices);
  if (finite) return;
  certificate.verdict = Verdict::undecided;
  certificate.level = CertificateLevel::residual_only;
  equilibrium.notes.push_back("not certified: a number of the answer is not finite");
}

}  // namespace

Candidates Model::solve(const RunOptions&) const { throw NotOffered("this model offers no `solve`"); }
Equilibrium Model::certify(const Profile&, const RunOptions&) const {
  throw NotOffered("this model offers no `certify`");
}
Trajectory Model::simulate(const RunOptions&) const { throw NotOffered("this model offers no `simulate`"); }
std::vector<Figure> Model::figures(const RunOptions&) const { return {}; }
int Model::seeds() const { return 1; }
std::vector<std::string> Model::tables() const { return {}; }
Pooled Model::pool(const std::vector<const Trajectory*>& runs) const {
  return {.estimates = summary_estimates(runs)};
}
Bounds Model::bound(const RunOptions&) const { throw NotOffered("this model offers no `bound`"); }

Solution certified(const Model& model, const Candidates& candidates, const RunOptions& options) {
  Solution solution{
      .solver = candidates.solver, .completeness = candidates.completeness, .notes = candidates.notes};
  for (const auto& profile : candidates.profiles) {
    auto judgement = model.certify(profile, options);
    withhold_unless_finite(judgement);
    auto& list = judgement.certificate.verdict == Verdict::refuted ? solution.rejected : solution.equilibria;
    list.push_back(std::move(judgement));
  }
  if (const auto why = options.stop.requested(); why && !all_decided(solution))
    solution.solver.termination = *why;
  solution.status = status_of(solution);
  return solution;
}

Solution judged(const Model& model, const Profile& profile, const RunOptions& options) {
  Candidates one{.profiles = {profile}};
  one.solver.method = "given profile";
  one.solver.termination = solvers::Termination::converged;
  one.solver.seed = options.seed;
  return certified(model, one, options);
}

std::string_view name(Status status) {
  switch (status) {
    case Status::certified:
      return "certified";
    case Status::candidate:
      return "candidate";
    case Status::not_nash:
      return "not-nash";
    case Status::stopped:
      return "stopped";
    case Status::failed:
      break;
  }
  return "failed";
}

std::string_view name(CertificateLevel level) {
  switch (level) {
    case CertificateLevel::proved:
      return "proved";
    case CertificateLevel::checked_global:
      return "checked-global";
    case CertificateLevel::checked_local:
      return "checked-local";
    case CertificateLevel::residual_only:
      break;
  }
  return "residual-only";
}

std::string_view name(Completeness completeness) {
  switch (completeness) {
    case Completeness::all:
      return "all";
    case Completeness::at_least:
      return "at-least";
    case Completeness::unknown:
      break;
  }
  return "unknown";
}

}  // namespace models
