// apps/bound.cpp
// `entente bound`: thresholds and bounds of described models, each with its bracket.
#include "apps/common/per_model.hpp"
#include "apps/verbs.hpp"

namespace apps {

ExitCode run_bound(const Arguments& arguments) {
  return answer_each<models::Bounds>(arguments,
                                     [](const OpenModel& model, const models::RunOptions& options) {
                                       return model.loaded.model->bound(options);
                                     });
}

}  // namespace apps
