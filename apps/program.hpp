// apps/program.hpp
// The whole program as a function, so that tests can call it.
#pragma once

namespace apps {

/// Runs `entente` with the words of the command line; returns the exit code of the interface.
int run_program(int argc, char** argv);

}  // namespace apps
