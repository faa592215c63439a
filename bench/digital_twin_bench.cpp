// bench/digital_twin_bench.cpp
// One round of the digital-twin kernels and their C++ peers: digital_twin_bench FOLDER [--judge].
// FOLDER receives the players and profiles of K2, for the peer in numpy. --judge: errors beside times.
#include <cstring>

#include "bench/measure.hpp"

int main(int count, char** words) {
  if (count < 2) {
    std::fprintf(stderr, "usage: digital_twin_bench FOLDER [--judge]\n");
    return 2;
  }
  bench::printed_symmetric(count > 2 && std::strcmp(words[2], "--judge") == 0);
  bench::aggregate(words[1]);
}
