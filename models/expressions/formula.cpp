#include "models/expressions/formula.hpp"

#include <algorithm>

#include "models/expressions/arithmetic.hpp"
#include "models/expressions/derivative.hpp"

namespace models::expressions {
namespace {

using solvers::Ball;
using solvers::BallVector;
using solvers::DerivativeRequest;
using solvers::Derivatives;
using solvers::Vector;

/// Where an output of a derivative program goes.
struct Destination {
  int row = -1;  ///< of the Hessian; -1: the gradient
  int column = 0;
};

}  // namespace

/// Which side of each kink and jump of the formula holds, as truths. No derivative is known where one is
/// undecided: those of both sides may well agree, as they do about a jump between constants.
std::vector<int> sides_of(Graph& graph, int output) {
  std::vector<int> truths;
  const auto keep = [&](int truth) {
    if (!graph.is_literal(truth)) truths.push_back(truth);
  };
  for (const int node : graph.needed({output})) {
    const GraphNode n = graph.at(node);  // a copy: the graph grows
    if (n.constant || n.drawn != 0 || !has_kink(n.op)) continue;
    if (n.op == Operation::abs) keep(graph.binary(Operation::less, n.a, graph.literal(0)));
    if (n.op == Operation::max) keep(graph.binary(Operation::less, n.a, n.b));
    if (n.op == Operation::min) keep(graph.binary(Operation::less, n.b, n.a));
    if (n.op == Operation::select) keep(n.a);
  }
  return truths;
}

bool is_decided(double) { return true; }  // the side is taken
bool is_decided(const Ball& truth) { return decided(truth).has_value(); }

/// The value, then every derivative that is not 0 throughout, then which sides of kinks hold.
struct Formula::Compiled {
  DerivativeRequest request;
  bool by_parameter = false;
  std::vector<Destination> destinations;
  Program program;
};

Formula::Formula(std::shared_ptr<FormulaStore> store, int output)
    : store_(std::move(store)), output_(output) {}
Formula::~Formula() = default;

const Program& Formula::program() const {
  if (const auto* known = ready_.load(std::memory_order_acquire)) return *known;
  const std::lock_guard lock(store_->mutex);
  if (!value_) value_ = std::make_unique<const Program>(store_->graph, std::vector<int>{output_});
  ready_.store(value_.get(), std::memory_order_release);
  return *value_;
}

bool Formula::depends_on(int k) const {
  const auto& inputs = program().inputs();
  if (k < store_->variables) return std::binary_search(inputs.begin(), inputs.end(), k);
  const std::lock_guard lock(store_->mutex);
  for (const int node : store_->graph.needed({output_})) {
    const auto& n = store_->graph.at(node);
    if (n.op == Operation::parameter && n.number == k - store_->variables) return true;
  }
  return false;
}

const Formula::Compiled& Formula::compiled(const DerivativeRequest& request, bool by_parameter) const {
  const bool kinked = has_kinks();
  const std::lock_guard lock(store_->mutex);
  for (const auto& known : compiled_)
    if (known->by_parameter == by_parameter && known->request.columns == request.columns &&
        known->request.first_row == request.first_row && known->request.rows == request.rows)
      return *known;
  auto& graph = store_->graph;
  const auto leaf = [&](int k) {
    return k < store_->variables
               ? graph.input(k)
               : graph.parameter(k - store_->variables,
                                 store_->parameters[static_cast<std::size_t>(k - store_->variables)]);
  };
  const auto leaves = [&](int first, int count) {
    std::vector<int> nodes;
    for (int k = first; k < first + count; ++k) nodes.push_back(leaf(k));
    return nodes;
  };
  std::vector<int> outputs = {output_};
  std::vector<Destination> destinations;
  const auto keep = [&](const std::vector<int>& row, int number) {
    for (int c = 0; c < static_cast<int>(row.size()); ++c) {
      const int node = row[static_cast<std::size_t>(c)];
      if (graph.is_literal(node, 0)) continue;
      outputs.push_back(node);
      destinations.push_back({number, c});
    }
  };
  const auto columns = leaves(0, request.columns);
  keep(gradient(graph, output_, columns), -1);
  const auto slopes = gradient(graph, output_, leaves(request.first_row, request.rows));
  for (int r = 0; r < request.rows; ++r)
    keep(gradient(graph, slopes[static_cast<std::size_t>(r)], columns), r);
  if (kinked && request.columns > 0)
    for (const int truth : sides_of(graph, output_)) outputs.push_back(truth);
  compiled_.push_back(std::make_unique<const Compiled>(
      Compiled{request, by_parameter, std::move(destinations),
               Program(graph, outputs, by_parameter ? store_->variables : -1)}));
  return *compiled_.back();
}

template <typename T>
void Formula::evaluate(const solvers::VectorOf<T>& z, const DerivativeRequest& request,
                       Derivatives<T>& out) const {
  const auto& own = compiled(request, z.size() > store_->variables);
  thread_local std::vector<T> values;
  values.resize(static_cast<std::size_t>(own.program.outputs()));
  own.program.evaluate(z, values.data());
  out.value = values[0];
  out.gradient.setConstant(request.columns, T(0.0));
  out.hessian.setConstant(request.rows, request.columns, T(0.0));
  for (std::size_t k = 0; k < own.destinations.size(); ++k) {
    const auto [row, column] = own.destinations[k];
    (row < 0 ? out.gradient(column) : out.hessian(row, column)) = values[k + 1];
  }
  for (std::size_t k = own.destinations.size() + 1; k < values.size(); ++k) {
    if (!is_decided(values[k])) return forget_derivatives(request, out);
  }
}

/// All but those by variables that the formula does not read, which are 0.
template <typename T>
void Formula::forget_derivatives(const DerivativeRequest& request, Derivatives<T>& out) const {
  const auto& inputs = program().inputs();
  const auto reads = [&](int k) {
    return k >= store_->variables || std::binary_search(inputs.begin(), inputs.end(), k);
  };
  for (int c = 0; c < request.columns; ++c) {
    if (!reads(c)) continue;
    out.gradient(c) = unknown<T>();
    for (int r = 0; r < request.rows; ++r)
      if (reads(request.first_row + r)) out.hessian(r, c) = unknown<T>();
  }
}

template <typename T>
T Formula::value_at(const solvers::VectorOf<T>& z) const {
  if (z.size() <= store_->variables) return program().value(z);
  T result;
  compiled({}, true).program.evaluate(z, &result);
  return result;
}

double Formula::value(const Vector& z) const { return value_at(z); }

Ball Formula::value(const BallVector& z) const {
  const PartialDomain partial;
  return value_at(z);
}

void Formula::differentiate(const Vector& z, const DerivativeRequest& request,
                            Derivatives<double>& out) const {
  evaluate(z, request, out);
}

void Formula::differentiate(const BallVector& z, const DerivativeRequest& request,
                            Derivatives<Ball>& out) const {
  evaluate(z, request, out);
}

}  // namespace models::expressions
