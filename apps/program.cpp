#include "apps/program.hpp"

#include <string>
#include <vector>

#include "apps/common/interrupt.hpp"
#include "apps/common/run.hpp"

namespace apps {

int run_program(int argc, char** argv) {
  handle_signals();
  return static_cast<int>(run_guarded(std::vector<std::string>(argv + 1, argv + argc)));
}

}  // namespace apps
