#include "models/finite/finite_model.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "solvers/games/bimatrix.hpp"
#include "solvers/games/logit_path.hpp"
#include "solvers/games/support_system.hpp"

namespace models::finite {
namespace {

using solvers::MixedProfile;
using solvers::Rational;
using solvers::Termination;
using solvers::Vector;
using solvers::Verdict;

/// Labels made usable as names of one table: none empty, none twice.
void make_distinct(std::vector<std::string>& names, std::string_view word) {
  const std::set<std::string> distinct(names.begin(), names.end());
  if (distinct.size() == names.size() && !distinct.contains("")) return;
  for (std::size_t k = 0; k < names.size(); ++k) names[k] = fmt::format("{}{}", word, k + 1);
}

MixedProfile pure_profile(const std::vector<int>& actions, const std::vector<int>& pure) {
  MixedProfile profile;
  for (std::size_t i = 0; i < pure.size(); ++i) profile.push_back(Vector::Unit(actions[i], pure[i]));
  return profile;
}

MixedProfile nearest(const solvers::MixedProfileOf<Rational>& exact) {
  MixedProfile profile;
  for (const auto& strategy : exact) {
    auto& to = profile.emplace_back(strategy.size());
    for (Eigen::Index a = 0; a < strategy.size(); ++a) to(a) = strategy(a).nearest();
  }
  return profile;
}

/// What the methods found, each profile once.
struct Found {
  std::vector<MixedProfile> profiles;
  Candidates candidates;

  void add(MixedProfile profile) {
    for (const auto& known : profiles) {
      double distance = 0;
      for (std::size_t i = 0; i < known.size(); ++i)
        distance = std::max(distance, (known[i] - profile[i]).lpNorm<Eigen::Infinity>());
      if (distance < 1e-9) return;
    }
    profiles.push_back(std::move(profile));
  }
};

class FiniteModel final : public Model {
 public:
  explicit FiniteModel(NamedFiniteGame named) : named_(std::move(named)) {
    check_finite_game(named_.game);
    make_distinct(named_.players, "player");
    for (auto& labels : named_.actions) make_distinct(labels, "action");
    rounded_ = rounded(named_.game);
    check_finite_game(rounded_);
    for (const auto& table : named_.game.payoff) {
      const auto [low, high] = std::minmax_element(table.begin(), table.end());
      range_ = std::max(range_, (*high - *low).upper());
    }
  }

  CheckReport check() const override {
    CheckReport report;
    report.items.push_back(
        {"payoffs are exact rational numbers", true,
         fmt::format("{} pure profiles of {} players", named_.game.profiles(), named_.players.size())});
    report.notes.push_back(
        fmt::format("payoff range {:.6g}; {} pure equilibria", range_, pure_equilibria(named_.game).size()));
    return report;
  }

  Candidates solve(const RunOptions& options) const override {
    const auto& method = options.method;
    if (method != "auto" && method != "pure" && method != "extreme" && method != "lemke-howson" &&
        method != "logit-path")
      throw std::invalid_argument(fmt::format(
          "unknown method '{}'; there are auto, pure, extreme, lemke-howson, logit-path", method));
    const bool two = named_.players.size() == 2;
    if (!two && (method == "extreme" || method == "lemke-howson"))
      throw std::invalid_argument(
          fmt::format("method '{}' is for two players; this game has {}", method, named_.players.size()));
    Found found;
    auto& report = found.candidates.solver;
    report = {.method = method, .termination = Termination::converged, .starts = 1, .seed = options.seed};
    found.candidates.completeness = {Completeness::at_least,
                                     "a search for some equilibria proves nothing about others"};
    bool done = false;
    if (two && (method == "auto" || method == "extreme")) done = add_extreme(found, options);
    if (!done && method != "extreme") {
      if (method == "auto" || method == "pure") add_pure(found, method == "pure");
      if (two && (method == "auto" || method == "lemke-howson")) add_pivoting(found);
      if (method == "logit-path" || (method == "auto" && (!two || found.profiles.empty())))
        add_logit(found, options);
    }
    if (found.profiles.empty() && report.termination == Termination::converged)
      report.termination = Termination::stalled;
    report.converged = found.profiles.empty() ? 0 : 1;
    for (const auto& profile : found.profiles) found.candidates.profiles.push_back(words(profile));
    return std::move(found.candidates);
  }

  Equilibrium certify(const Profile& given, const RunOptions& options) const override {
    const MixedProfile profile = numbers(given);
    const auto evidence = certify_finite(named_.game, profile);
    Equilibrium judged{.profile = words(profile)};
    auto& certificate = judged.certificate;
    for (std::size_t i = 0; i < profile.size(); ++i) {
      judged.payoff.push_back({named_.players[i], evidence.regrets.payoff[i].nearest()});
      certificate.regret.push_back({named_.players[i], evidence.regrets.regret[i].upper()});
    }
    certificate.level = CertificateLevel::proved;
    certificate.epsilon = certificate.residual = evidence.regrets.epsilon.upper();
    certificate.relative_epsilon = range_ > 0 ? certificate.epsilon / range_ : 0;
    if (certificate.epsilon <= options.tolerance * std::min(1.0, range_ > 0 ? range_ : 1.0))
      certificate.verdict = Verdict::proved;
    else
      return refuted(judged, evidence, profile), judged;
    if (evidence.unique != Verdict::proved) {
      certificate.level = CertificateLevel::checked_global;  // never proved where it may not be alone
      certificate.claim =
          "a Nash equilibrium, its regrets exact; not shown to be the only one near it: " + evidence.detail;
      return judged;
    }
    certificate.claim = "exactly one Nash equilibrium in this box, regrets in exact arithmetic";
    std::size_t side = 0;
    for (std::size_t i = 0; i < profile.size(); ++i)
      for (const auto& label : named_.actions[i])
        certificate.box.push_back({named_.players[i] + "." + label, evidence.box[side++]});
    return judged;
  }

 private:
  void refuted(Equilibrium& judged, const solvers::FiniteCertificate& evidence,
               const MixedProfile& profile) const {
    std::size_t worst = 0;
    for (std::size_t i = 1; i < profile.size(); ++i)
      if (evidence.regrets.regret[i] > evidence.regrets.regret[worst]) worst = i;
    judged.certificate.verdict = Verdict::refuted;
    judged.certificate.claim =
        fmt::format("not a Nash equilibrium: {} gains by the deviation given", named_.players[worst]);
    const int action = evidence.regrets.best_action[worst];
    judged.certificate.deviation = Deviation{named_.players[worst],
                                             {{named_.actions[worst][static_cast<std::size_t>(action)], 1.0}},
                                             std::nextafter(evidence.regrets.regret[worst].nearest(), 0.0)};
  }

  bool add_extreme(Found& found, const RunOptions& options) const {
    const auto all = extreme_equilibria(named_.game, {.stop = options.stop});
    found.candidates.solver.evaluations += all.bases;
    if (!all.complete) {
      if (solvers::was_stopped(all.termination) || options.method == "extreme")
        found.candidates.solver.termination = all.termination;
      return solvers::was_stopped(all.termination);
    }
    found.candidates.solver.method = "extreme";
    for (const auto& e : all.equilibria) found.add(nearest(e.profile));
    const bool continuum =
        std::any_of(all.equilibria.begin(), all.equilibria.end(), [](const auto& e) { return !e.isolated; });
    found.candidates.completeness = {Completeness::all,
                                     fmt::format("vertices of both best-response polytopes in exact "
                                                 "arithmetic: {} extreme equilibria in {} components",
                                                 all.equilibria.size(), all.components)};
    if (continuum)
      found.candidates.notes.push_back(
          "degenerate: extreme equilibria of one component are joined by a continuum of equilibria");
    return true;
  }

  void add_pure(Found& found, bool alone) const {
    const auto pure = pure_equilibria(named_.game);
    for (const auto& profile : pure) found.add(pure_profile(named_.game.actions, profile));
    found.candidates.completeness.method = fmt::format(
        "every pure profile compared exactly: {} pure equilibria; mixed ones are not excluded", pure.size());
    if (alone && pure.empty()) found.candidates.solver.termination = Termination::no_solution;
  }

  void add_pivoting(Found& found) const {
    found.candidates.solver.method = "lemke-howson";
    const int labels = named_.game.actions[0] + named_.game.actions[1];
    for (int label = 0; label < labels; label += std::max(1, labels / 8))
      if (const auto profile = exact_lemke_howson(named_.game, label)) found.add(nearest(*profile));
  }

  void add_logit(Found& found, const RunOptions& options) const {
    found.candidates.solver.method = "logit-path";
    const auto path = follow_logit_path(rounded_, {.stop = options.stop});
    found.candidates.solver.iterations = static_cast<long>(path.path.size());
    found.candidates.solver.termination = path.termination;
    found.candidates.solver.detail = path.detail;
    if (!path.limit.empty()) found.add(path.limit);
  }

  Profile words(const MixedProfile& profile) const {
    Profile result;
    for (std::size_t i = 0; i < profile.size(); ++i) {
      auto& player = result.emplace_back(PlayerStrategy{named_.players[i], {}});
      for (std::size_t a = 0; a < named_.actions[i].size(); ++a)
        player.choices.push_back({named_.actions[i][a], profile[i](static_cast<Eigen::Index>(a))});
    }
    return result;
  }

  MixedProfile numbers(const Profile& profile) const {
    const auto refuse = [](const std::string& what) { throw std::invalid_argument("profile: " + what); };
    MixedProfile result;
    for (const int n : named_.game.actions) result.push_back(Vector::Zero(n));
    std::vector<char> given(named_.players.size(), 0);
    for (const auto& [player, choices] : profile) {
      const auto i = static_cast<std::size_t>(
          std::find(named_.players.begin(), named_.players.end(), player) - named_.players.begin());
      if (i == named_.players.size()) refuse(fmt::format("unknown player '{}'", player));
      given[i] = 1;
      for (const auto& choice : choices) {
        const auto& labels = named_.actions[i];
        const auto a = std::find(labels.begin(), labels.end(), choice.name) - labels.begin();
        if (a == static_cast<std::ptrdiff_t>(labels.size()))
          refuse(fmt::format("'{}' has no action '{}'", player, choice.name));
        const auto* number = std::get_if<double>(&choice.value);
        if (!number || !(*number >= 0 && *number <= 1))
          refuse(fmt::format("{}.{} is no probability; write a number from 0 to 1", player, choice.name));
        result[i](a) = *number;
      }
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (!given[i]) refuse(fmt::format("player '{}' is missing", named_.players[i]));
      if (!(std::abs(result[i].sum() - 1) <= 1e-9))
        refuse(fmt::format("the probabilities of '{}' sum to {}, not 1", named_.players[i], result[i].sum()));
    }
    return result;
  }

  NamedFiniteGame named_;
  solvers::FiniteGame rounded_;
  double range_ = 0;
};

}  // namespace

std::unique_ptr<Model> make_finite_model(NamedFiniteGame named) {
  return std::make_unique<FiniteModel>(std::move(named));
}

}  // namespace models::finite
