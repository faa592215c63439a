// apps/common/exit_code.hpp
// What the exit code of the program says.
#pragma once

namespace apps {

enum class ExitCode {
  done = 0,  ///< every equilibrium certified; every verdict as recorded
  internal_error = 1,
  usage = 2,          ///< wrong words on the command line
  input = 3,          ///< description, data file, profile; a request that cannot fit
  not_certified = 4,  ///< not solved, or not certified to the tolerance; results are written
  differs = 5,        ///< a claim or a reproduced number differs from what is recorded
  stopped = 6,        ///< time limit or interrupt; partial results are written
  not_written = 7,    ///< output could not be written; an existing file is as it was
};

}  // namespace apps
