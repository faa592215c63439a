// apps/check.cpp
// `entente check`: descriptions validated, gradients tested, domains analysed; nothing is solved.
#include "apps/common/per_model.hpp"
#include "apps/verbs.hpp"

namespace apps {

ExitCode run_check(const Arguments& arguments) {
  return answer_each<models::CheckReport>(arguments, [](const OpenModel& model, const models::RunOptions&) {
    return model.loaded.model->check();
  });
}

}  // namespace apps
