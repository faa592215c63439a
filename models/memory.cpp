#include "models/memory.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "models/family.hpp"

namespace models {
namespace {

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

}  // namespace

double memory_cap() {
  const long pages = sysconf(_SC_PHYS_PAGES), page_size = sysconf(_SC_PAGE_SIZE);
  if (pages <= 0 || page_size <= 0) return 8 * gibibyte;
  return 0.5 * static_cast<double>(pages) * static_cast<double>(page_size);
}

double bytes_of_matrix(double rows, double columns) { return rows * columns * sizeof(double); }

void require_memory(std::string_view who, std::string_view what, double bytes, std::string_view remedy) {
  if (const double cap = memory_cap(); !(bytes <= cap))
    throw TooLarge(
        fmt::format("{}: {} takes {:.3g} GiB, more than the {:.3g} GiB (half of the memory) allowed; {}", who,
                    what, bytes / gibibyte, cap / gibibyte, remedy));
}

}  // namespace models
