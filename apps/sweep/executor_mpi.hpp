// apps/sweep/executor_mpi.hpp
// The program on many processes that mpirun started.
#pragma once

namespace apps::sweep {

/// Runs `entente` with the words of the command line on all ranks; the exit code of rank 0 is that of the
/// interface. Without mpirun there is one rank, which does everything.
int run_on_ranks(int argc, char** argv);

}  // namespace apps::sweep
