#include "apps/common/records_human.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "apps/common/human_parts.hpp"
#include "apps/common/table.hpp"

namespace apps {
namespace {

using models::Certificate;
using models::Equilibrium;
using solvers::Verdict;

constexpr std::size_t most_equilibria = 12;  // listed in full for people

std::string entry(const models::Quantities& by_player, const std::string& player, int digits) {
  for (const auto& quantity : by_player)
    if (quantity.name == player) return quantity_text(quantity, digits);
  return "";
}

/// The words of all players' choices, in their order: players may have words of their own.
std::vector<std::string> words_of(const models::Profile& profile) {
  std::vector<std::string> words;
  for (const auto& strategy : profile)
    for (const auto& choice : strategy.choices)
      if (std::find(words.begin(), words.end(), choice.name) == words.end()) words.push_back(choice.name);
  return words;
}

/// A line a player: choices, payoff, regret. A symmetric profile is one line.
std::string profile_table(const Equilibrium& equilibrium, const HumanOptions& options) {
  std::vector<std::vector<std::string>> rows{{"player"}};
  if (equilibrium.profile.empty()) return "";
  const auto words = words_of(equilibrium.profile);
  rows[0].insert(rows[0].end(), words.begin(), words.end());
  rows[0].insert(rows[0].end(), {"payoff", "regret"});
  const auto count = equilibrium.symmetric ? 1 : std::min(most_rows, equilibrium.profile.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto& [player, choices] = equilibrium.profile[i];
    auto& row = rows.emplace_back(std::vector<std::string>{equilibrium.symmetric ? "each" : player});
    for (const auto& word : words) row.push_back(entry(choices, word, options.digits));
    row.push_back(entry(equilibrium.payoff, player, options.digits));
    row.push_back(entry(equilibrium.certificate.regret, player, 2));
  }
  return aligned(rows, 4) +
         (equilibrium.symmetric ? "" : more_text(equilibrium.profile.size(), "players", 4));
}

std::string verdict_text(const Certificate& certificate, const Style& style) {
  if (certificate.verdict == Verdict::proved)
    return style(Tone::good, fmt::format("[{}]", name(certificate.level)));
  if (certificate.verdict == Verdict::refuted) return style(Tone::bad, "[refuted]");
  return style(Tone::warning, fmt::format("[not certified; {}]", name(certificate.level)));
}

std::string deviation_text(const models::Deviation& deviation, int digits) {
  return fmt::format("{} gains {} by {}", deviation.player, number_text(deviation.gain, digits),
                     listed(deviation.strategy, digits));
}

std::string certificate_text(const Certificate& certificate, const HumanOptions& options) {
  std::string text = fmt::format("    {} {}\n", verdict_text(certificate, options.style), certificate.claim);
  text += fmt::format("    epsilon {}, relative {}, residual {}\n", number_text(certificate.epsilon, 2),
                      number_text(certificate.relative_epsilon, 2), number_text(certificate.residual, 2));
  if (certificate.deviation) text += "    " + deviation_text(*certificate.deviation, options.digits) + "\n";
  if (const auto& nash = certificate.nash) {
    text += fmt::format("    as a Nash equilibrium: {}, epsilon {}", name(nash->verdict),
                        number_text(nash->epsilon, 3));
    if (nash->deviation) text += "; " + deviation_text(*nash->deviation, options.digits);
    text += "\n";
  }
  return text;
}

/// The strongest of the derivatives; there are too many for people.
std::string sensitivity_text(const Equilibrium& equilibrium, int digits) {
  double largest = 0;
  std::string strongest;
  for (const auto& [parameter, derivatives] : equilibrium.sensitivity)
    for (const auto& derivative : derivatives) {
      const auto* number = std::get_if<double>(&derivative.value);
      if (!number || !(std::abs(*number) > largest)) continue;
      largest = std::abs(*number);
      strongest = fmt::format("d {} / d {} = {}", derivative.name, parameter, number_text(*number, digits));
    }
  return strongest.empty()
             ? ""
             : fmt::format("    strongest sensitivity: {}; --format json prints all\n", strongest);
}

std::string equilibrium_text(const Equilibrium& equilibrium, const HumanOptions& options) {
  std::string text = profile_table(equilibrium, options) + certificate_text(equilibrium.certificate, options);
  if (!equilibrium.quantities.empty())
    text += fmt::format("    {}\n", listed(equilibrium.quantities, options.digits));
  if (const auto& stability = equilibrium.stability)
    text += fmt::format("    {}: spectral radius {} of {}\n", stability->stable ? "stable" : "unstable",
                        number_text(stability->spectral_radius, options.digits), stability->map);
  text += sensitivity_text(equilibrium, options.digits);
  return text + notes_text(equilibrium.notes, 4);
}

std::string list_text(const std::vector<Equilibrium>& list, std::string_view what,
                      const HumanOptions& options) {
  std::string text;
  for (std::size_t i = 0; i < list.size() && i < most_equilibria; ++i)
    text += fmt::format("\n  {} {} of {}\n", what, i + 1, list.size()) + equilibrium_text(list[i], options);
  if (list.size() > most_equilibria)
    text += fmt::format("\n  ... {} more; --format json prints all\n", list.size() - most_equilibria);
  return text;
}

std::string completeness_text(const models::Solution& solution) {
  const auto& [claim, method] = solution.completeness;
  const auto count = solution.equilibria.size();
  const auto words = claim == models::Completeness::all && count == 0 ? std::string("there is none")
                     : claim == models::Completeness::all ? fmt::format("these are all ({})", count)
                     : claim == models::Completeness::at_least
                         ? fmt::format("at least {}", count)
                         : std::string("unknown whether there are others");
  return fmt::format("completeness: {}{}\n", words, method.empty() ? "" : "; " + method);
}

std::string solver_text(const models::SolverReport& solver) {
  std::string text = fmt::format("solver: {}, {}", solver.method, name(solver.termination));
  if (solver.starts > 0) text += fmt::format(", {} of {} starts converged", solver.converged, solver.starts);
  if (solver.iterations > 0) text += fmt::format(", {} iterations", solver.iterations);
  return text + (solver.detail.empty() ? "\n" : "; " + solver.detail + "\n");
}

/// What the reader can do where an answer is missing. A profile that was given needs no advice on solving.
std::string advice(const models::Solution& solution) {
  using models::Status;
  const bool proved_absent = solution.solver.termination == solvers::Termination::no_solution;
  if (solution.status == Status::certified || (solution.solver.starts == 0 && !proved_absent)) return "";
  if (solution.status == Status::not_nash && !proved_absent)
    return "every candidate is refuted; try more --starts or another --method\n";
  if (solution.status == Status::candidate)
    return "found, but not certified to the tolerance; another --method or a larger --tolerance may do\n";
  return fmt::format("{}\n", explain(solution.solver.termination));
}

}  // namespace

std::string badge(models::Status status, const Style& style) {
  using models::Status;
  const auto tone = status == Status::certified  ? Tone::good
                    : status == Status::not_nash ? Tone::bad
                    : status == Status::failed   ? Tone::bad
                                                 : Tone::warning;
  return style(tone, name(status));
}

std::string to_human(const OpenModel& model, const models::Solution& solution, const HumanOptions& options) {
  return heading(model, options.style) + "status: " + badge(solution.status, options.style) + "\n" +
         list_text(solution.equilibria, "equilibrium", options) +
         list_text(solution.rejected, "refuted", options) + "\n" + completeness_text(solution) +
         solver_text(solution.solver) + notes_text(solution.notes, 0) + advice(solution);
}

}  // namespace apps
