// apps/entente.cpp
// The program `entente`.
#include "apps/program.hpp"

int main(int argc, char** argv) { return apps::run_program(argc, argv); }
