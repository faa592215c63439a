// apps/entente_mpi.cpp
// The program `entente-mpi`: `entente` on many processes.
#include "apps/sweep/executor_mpi.hpp"

int main(int argc, char** argv) { return apps::sweep::run_on_ranks(argc, argv); }
