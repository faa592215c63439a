// apps/certify.cpp
// `entente certify`: the verdict on profiles from an earlier record, or from anywhere else.
#include "apps/common/per_model.hpp"
#include "apps/common/profile_file.hpp"
#include "apps/verbs.hpp"

namespace apps {

ExitCode run_certify(const Arguments& arguments) {
  if (arguments.profile.empty())
    throw UsageError("`entente certify` needs --profile FILE: a result record or a profile");
  return answer_each<models::Solution>(
      arguments, [&](const OpenModel& model, const models::RunOptions& options) {
        models::Candidates given{.profiles = read_profiles(arguments.profile, model)};
        given.solver = {
            .method = "given profile", .termination = solvers::Termination::converged, .seed = options.seed};
        return models::certified(*model.loaded.model, given, options);
      });
}

}  // namespace apps
