// apps/solve.cpp
// `entente solve`: equilibria of described models, each judged by code that did not find it.
#include "apps/common/per_model.hpp"
#include "apps/verbs.hpp"

namespace apps {
namespace {

/// A method that the command line names and the model does not know is a wrong word, not a wrong description.
models::Candidates candidates(const Arguments& arguments, const OpenModel& model,
                              const models::RunOptions& options) {
  try {
    return model.loaded.model->solve(options);
  } catch (const std::invalid_argument& error) {
    if (arguments.method) throw UsageError(error.what());
    throw;
  }
}

}  // namespace

ExitCode run_solve(const Arguments& arguments) {
  return answer_each<models::Solution>(
      arguments, [&](const OpenModel& model, const models::RunOptions& options) {
        return models::certified(*model.loaded.model, candidates(arguments, model, options), options);
      });
}

}  // namespace apps
