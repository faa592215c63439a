// Memory that runs out: the n-th allocation fails, for every n, and nothing is lost but the run.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <functional>
#include <new>

#include "models/catalog.hpp"
#include "models/read_model.hpp"

namespace {

long until_failure = -1;  ///< allocations that still succeed; below zero: all
long live = 0;            ///< allocations not yet given back

}  // namespace

void* operator new(std::size_t size) {
  if (until_failure >= 0 && until_failure-- == 0) throw std::bad_alloc();
  void* block = std::malloc(std::max<std::size_t>(size, 1));
  if (!block) throw std::bad_alloc();
  ++live;
  return block;
}
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete(void* block) noexcept {
  if (block) --live;
  std::free(block);
}
void operator delete[](void* block) noexcept { operator delete(block); }
void operator delete(void* block, std::size_t) noexcept { operator delete(block); }
void operator delete[](void* block, std::size_t) noexcept { operator delete(block); }

namespace {

struct Outcome {
  int failures = 0;      ///< runs that ended with std::bad_alloc
  int leaks = 0;         ///< of them, those that kept memory
  bool finished = false; ///< the last run had memory enough
};

/// Runs `work` with its first, second, third, ... allocation failing; beyond the first hundred in growing steps.
Outcome starve(const std::function<void()>& work) {
  work();  // whatever is kept for good (tables of nodes, the list of families) is made here
  Outcome outcome;
  for (long n = 0; !outcome.finished && n < 100'000'000; n += std::max(1L, n / 100)) {
    const long before = live;
    until_failure = n;
    try {
      work();
      outcome.finished = true;
    } catch (const std::bad_alloc&) {
      ++outcome.failures;
    }
    until_failure = -1;
    outcome.leaks += live != before;
  }
  return outcome;
}

std::string text_of(const char* name) { return std::string(models::find_catalog_text(name).value()); }

}  // namespace

TEST_CASE("a description is read or the memory is given back", "[faults]") {
  const auto text = text_of("digital-twin/five-players");
  const auto document = models::parse_document("five-players", text, {});
  const auto outcome = starve([&] { models::read_model(document); });
  CHECK(outcome.finished);
  CHECK(outcome.failures > 100);
  CHECK(outcome.leaks == 0);
}

TEST_CASE("a game is solved and certified or the memory is given back", "[faults]") {
  const auto text = text_of("digital-twin/no-equilibrium");
  const auto loaded = models::read_model(models::parse_document("no-equilibrium", text, {}));
  const auto outcome = starve([&] {
    const auto solution = models::certified(*loaded.model, loaded.model->solve({}), {});
    if (solution.status != models::Status::not_nash) throw std::logic_error("answered otherwise");
  });
  CHECK(outcome.finished);
  CHECK(outcome.failures > 100);
  CHECK(outcome.leaks == 0);
}

TEST_CASE("a faulty description is told of or the memory is given back", "[faults]") {
  const auto document =
      models::parse_document("wrong", "format = \"entente/1\"\nfamily = \"digital-twin\"\n[players]\nreward = -1\n", {});
  const auto outcome = starve([&] {
    try {
      models::read_model(document);
    } catch (const models::description::DescriptionError&) {
    }
  });
  CHECK(outcome.finished);
  CHECK(outcome.failures > 10);
  CHECK(outcome.leaks == 0);
}
