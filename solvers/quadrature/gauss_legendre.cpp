#include "solvers/quadrature/gauss_legendre.hpp"

#include <map>
#include <mutex>
#include <utility>

#include <arb_hypgeom.h>

#include "solvers/core/require.hpp"

namespace solvers {
namespace {

QuadratureRule<Ball> computed(int n) {
  QuadratureRule<Ball> rule{std::vector<Ball>(static_cast<std::size_t>(n)),
                            std::vector<Ball>(static_cast<std::size_t>(n))};
  for (int k = 0; k < n; ++k) {  // Arb numbers the roots from 1 downwards
    const auto at = static_cast<std::size_t>(n - 1 - k);
    arb_hypgeom_legendre_p_ui_root(rule.nodes[at].arb(), rule.weights[at].arb(), static_cast<ulong>(n),
                                   static_cast<ulong>(k), ScopedPrecision::bits());
  }
  return rule;
}

// Rules stay where they are once made, so that references last.
template <typename T, typename Key, typename Make>
const QuadratureRule<T>& kept(const Key& key, Make make) {
  static std::mutex mutex;
  static std::map<Key, QuadratureRule<T>> rules;
  const std::scoped_lock lock(mutex);
  const auto found = rules.find(key);
  return found != rules.end() ? found->second : rules.emplace(key, make()).first->second;
}

void check(int n) { require::within("gauss_legendre", "n", n, 1, 1000); }

}  // namespace

const QuadratureRule<double>& gauss_legendre(int n) {
  check(n);
  return kept<double>(n, [n] {
    const ScopedPrecision fine(128);  // so that each midpoint rounds to the nearest double
    QuadratureRule<double> rule;
    const auto exact = computed(n);
    for (const Ball& node : exact.nodes) rule.nodes.push_back(node.midpoint());
    for (const Ball& weight : exact.weights) rule.weights.push_back(weight.midpoint());
    return rule;
  });
}

const QuadratureRule<Ball>& gauss_legendre_balls(int n) {
  check(n);
  return kept<Ball>(std::pair(n, ScopedPrecision::bits()), [n] { return computed(n); });
}

}  // namespace solvers
