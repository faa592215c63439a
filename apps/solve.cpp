// apps/solve.cpp
// `entente solve`: equilibria of described models, each judged by code that did not find it.
#include "apps/common/per_model.hpp"
#include "apps/verbs.hpp"

namespace apps {

ExitCode run_solve(const Arguments& arguments) {
  return answer_each<models::Solution>(
      arguments, [](const OpenModel& model, const models::RunOptions& options) {
        return models::certified(*model.loaded.model, model.loaded.model->solve(options), options);
      });
}

}  // namespace apps
