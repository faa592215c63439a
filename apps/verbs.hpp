// apps/verbs.hpp
// One function a verb, each in a file of its own.
#pragma once

#include "apps/common/exit_code.hpp"

namespace apps {

struct Arguments;

ExitCode run_check(const Arguments&);
ExitCode run_show(const Arguments&);
ExitCode run_models(const Arguments&);
ExitCode run_solve(const Arguments&);
ExitCode run_certify(const Arguments&);
ExitCode run_simulate(const Arguments&);
ExitCode run_bound(const Arguments&);
ExitCode run_sweep(const Arguments&);
ExitCode run_merge(const Arguments&);
ExitCode run_verify(const Arguments&);
ExitCode run_reproduce(const Arguments&);
ExitCode run_report(const Arguments&);
ExitCode run_completion(const Arguments&);

}  // namespace apps
