#include "solvers/core/termination.hpp"

#include <array>
#include <cstddef>

namespace solvers {
namespace {

struct Words {
  std::string_view name, explanation;
};

constexpr std::array<Words, 12> words{{
    {"not_started", "no method has run; this is a defect of the caller"},
    {"converged", "the stopping rule was met"},
    {"floating_point_limit", "no better answer exists in double precision"},
    {"stalled", "the iterates stopped moving before the rule was met; try another start or another --method"},
    {"cycling", "the iterates repeat with a period above one; damp the step or choose another --method"},
    {"iteration_limit", "the budget of iterations is spent; raise --max-iterations or choose another --method"},
    {"evaluation_limit", "the budget of evaluations is spent; raise it, or narrow the bracket"},
    {"time_limit", "the time limit was reached; raise --time-limit"},
    {"interrupted", "stopped on request; what was finished is kept"},
    {"singular", "a linear system had no unique solution; solutions may form a continuum"},
    {"not_finite", "a function returned NaN or infinity; check the parameters near the point printed"},
    {"no_solution", "it is proved that no solution exists"},
}};

}  // namespace

bool reached_goal(Termination t) {
  return t == Termination::converged || t == Termination::floating_point_limit;
}

bool was_stopped(Termination t) { return t == Termination::time_limit || t == Termination::interrupted; }

std::string_view name(Termination t) { return words[static_cast<std::size_t>(t)].name; }

std::string_view explain(Termination t) { return words[static_cast<std::size_t>(t)].explanation; }

}  // namespace solvers
