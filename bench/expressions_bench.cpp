// Value and gradient of formulas: compiled programs against C++ written by hand and against muParser (values
// only: it has no derivatives), one at a time and 64 at a time. usage: expressions_bench
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <muParser.h>

#include "bench/measure.hpp"
#include "models/declared/declared.hpp"
#include "models/expressions/derivative.hpp"
#include "models/read_model.hpp"
#include "solvers/core/random.hpp"

namespace {

using models::expressions::Program;
using solvers::Vector;

constexpr int profiles = 64;
constexpr int repeats = 200;
constexpr int runs = 11;

/// One formula in three spellings; `by_hand` fills value and gradient.
struct Work {
  std::string name, description, for_muparser;
  int variables;
  void (*by_hand)(const double* x, double* result);
  double low, high;
};

void cournot(const double* x, double* r) {
  const double Q = x[0] + x[1] + x[2] + x[3] + x[4], p = std::pow(5000 / Q, 1 / 1.1),
               slope = -x[0] * p / (1.1 * Q);
  const double K = std::pow(5.0, -1 / 1.2), root = std::pow(x[0], 1 / 1.2);
  r[0] = x[0] * p - 10 * x[0] - 1.2 / 2.2 * K * root * x[0];
  r[1] = p + slope - 10 - K * root;
  r[2] = r[3] = r[4] = r[5] = slope;
}

void partners(const double* x, double* r) {
  const double joint = 0.65 * std::sqrt(x[0] * x[1]);
  r[0] = 100 - x[0] + 20 * std::log1p(x[0]) + 0.55 * joint +
         0.64 * (100 - x[1] + 20 * std::log1p(x[1]) + 0.45 * joint);
  const double weight = 0.55 + 0.64 * 0.45;
  r[1] = -1 + 20 / (1 + x[0]) + weight * joint / (2 * x[0]);
  r[2] = weight * joint / (2 * x[1]) + 0.64 * (-1 + 20 / (1 + x[1]));
}

void shares(const double* x, double* r) {
  double e[5], sum = 0;
  for (int j = 0; j < 5; ++j) sum += e[j] = std::exp(1.5 * x[j]);
  const double share = e[0] / sum;
  r[0] = 4 * share - x[0] * x[0];
  r[1] = 4 * 1.5 * share * (1 - share) - 2 * x[0];
  for (int j = 1; j < 5; ++j) r[1 + j] = -4 * 1.5 * share * e[j] / sum;
}

const std::string head = "format = \"entente/1\"\nfamily = \"declared\"\n";

const Work works[] = {
    {"Cournot",
     head +
         "[parameters]\nD = 5000\ng = 1.1\nK = 5\nc = 10\nb = 1.2\n[[players]]\nname = \"firm\"\ncount = 5\n"
         "variables = [{ name = \"q\", lower = 0, upper = 150 }]\n"
         "maximize = \"q * (D / total)^(1 / g) - c * q - b / (b + 1) * K^(-1 / b) * q^((b + 1) / b)\"\n",
     "x0 * (5000 / (x0+x1+x2+x3+x4))^(1 / 1.1) - 10 * x0 - 1.2 / (1.2 + 1) * 5^(-1 / 1.2) * x0^((1.2 + 1) / "
     "1.2)",
     5, cournot, 1, 100},
    {"Samsung-Sony",
     head +
         "[parameters]\nendowment = 100\nscale = 20\ngamma = 0.65\nshare = [0.55, 0.45]\ndependence = 0.64\n"
         "[functions]\nown = \"i -> endowment - a[i] + scale * log1p(a[i]) + share[i] * gamma * sqrt(a * "
         "other.a)\"\n"
         "[[players]]\nname = \"samsung\"\nvariables = [{ name = \"a\", lower = 0, upper = 100 }]\n"
         "maximize = \"own(self) + dependence * own(other)\"\n"
         "[[players]]\nname = \"sony\"\nvariables = [{ name = \"a\", lower = 0, upper = 100 }]\n"
         "maximize = \"own(self) + dependence * own(other)\"\n",
     "100 - x0 + 20 * ln(1 + x0) + 0.55 * 0.65 * sqrt(x0 * x1) + 0.64 * (100 - x1 + 20 * ln(1 + x1) + 0.45 * "
     "0.65 * sqrt(x0 * x1))",
     2, partners, 1, 100},
    {"softmax share",
     head + "[parameters]\nR = 4\nk = 1.5\n[[players]]\ncount = 5\nvariables = [{ name = \"x\", lower = 0, "
            "upper = 2 }]\n"
            "maximize = \"R * exp(k * x) / sum(j, players, exp(k * x[j])) - x^2\"\n",
     "4 * exp(1.5*x0) / (exp(1.5*x0)+exp(1.5*x1)+exp(1.5*x2)+exp(1.5*x3)+exp(1.5*x4)) - x0^2", 5, shares, 0,
     2},
};

template <typename Call>
double nanoseconds(Call&& call, int items) {
  std::vector<double> times;
  for (int run = 0; run < runs; ++run)
    times.push_back(1e9 * bench::seconds_of([&] {
                      for (int k = 0; k < repeats; ++k) call();
                    }) /
                    (static_cast<double>(repeats) * items));
  std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
  return times[runs / 2];
}

/// Profiles by row, and the same by column.
struct Points {
  std::vector<Vector> rows;
  std::vector<std::vector<double>> columns;
};

Points points_of(const Work& work) {
  Points points{{},
                std::vector<std::vector<double>>(static_cast<std::size_t>(work.variables),
                                                 std::vector<double>(profiles))};
  solvers::RandomStream stream(1, 1);
  for (int p = 0; p < profiles; ++p) {
    Vector x(work.variables);
    for (int k = 0; k < work.variables; ++k)
      x(k) = points.columns[static_cast<std::size_t>(k)][static_cast<std::size_t>(p)] =
          stream.uniform(work.low, work.high);
    points.rows.push_back(x);
  }
  return points;
}

/// Largest difference from C++ written by hand, over the largest entry.
double error_of(const double* ours, const double* theirs, int outputs) {
  double scale = 0, worst = 0;
  for (int k = 0; k < outputs; ++k) scale = std::max(scale, std::abs(theirs[k]));
  for (int k = 0; k < outputs; ++k) worst = std::max(worst, std::abs(ours[k] - theirs[k]) / scale);
  return worst;
}

void report(const Work& work, const std::string& method, double value, double error) {
  bench::print({"formulas", work.name + ": " + method, "ns", value, error, -1, profiles});
}

void measure(const Work& work) {
  const auto loaded = models::read_model(models::parse_document(work.name, work.description, {}));
  const auto& game = dynamic_cast<const models::declared::Declared&>(*loaded.model).parameters();
  const auto& payoff = *game.players[0].payoff;
  auto& graph = game.store->graph;
  std::vector<int> leaves, outputs = {payoff.output()};
  for (int k = 0; k < work.variables; ++k) leaves.push_back(graph.input(k));
  for (const int node : gradient(graph, payoff.output(), leaves)) outputs.push_back(node);
  const Program program(graph, outputs);
  const int count = work.variables + 1;
  const auto points = points_of(work);

  std::vector<double> hand(static_cast<std::size_t>(count)), ours(hand), sink(profiles);
  double value_error = 0, error = 0, checksum = 0;
  for (const auto& x : points.rows) {
    work.by_hand(x.data(), hand.data());
    program.evaluate(x, ours.data());
    error = std::max(error, error_of(ours.data(), hand.data(), count));
    value_error = std::max(value_error, std::abs(payoff.value(x) - hand[0]) / std::abs(hand[0]));
  }
  int at = 0;
  const auto next = [&]() -> const Vector& {
    return points.rows[static_cast<std::size_t>(at = (at + 1) % profiles)];
  };
  report(work, "by hand, value and gradient",
         nanoseconds([&] { work.by_hand(next().data(), hand.data()), checksum += hand[0]; }, 1), 0);
  report(work, "compiled, value and gradient",
         nanoseconds([&] { program.evaluate(next(), ours.data()), checksum += ours[0]; }, 1), error);
  report(work, "compiled, value", nanoseconds([&] { checksum += payoff.program().value(next()); }, 1),
         value_error);

  mu::Parser parser;
  std::vector<double> x(static_cast<std::size_t>(work.variables));
  for (int k = 0; k < work.variables; ++k)
    parser.DefineVar("x" + std::to_string(k), &x[static_cast<std::size_t>(k)]);
  parser.SetExpr(work.for_muparser);
  report(work, "muParser, value",
         nanoseconds([&] { std::copy_n(next().data(), work.variables, x.data()), checksum += parser.Eval(); },
                     1),
         0);

  std::vector<std::vector<double>> results(static_cast<std::size_t>(count), std::vector<double>(profiles));
  std::vector<const double*> in;
  std::vector<double*> out;
  for (const int k : program.inputs()) in.push_back(points.columns[static_cast<std::size_t>(k)].data());
  for (auto& column : results) out.push_back(column.data());
  program.evaluate_batch(in.data(), out.data(), profiles);
  double batch_error = 0;
  for (int p = 0; p < profiles; ++p) {
    work.by_hand(points.rows[static_cast<std::size_t>(p)].data(), hand.data());
    for (int k = 0; k < count; ++k)
      ours[static_cast<std::size_t>(k)] = results[static_cast<std::size_t>(k)][static_cast<std::size_t>(p)];
    batch_error = std::max(batch_error, error_of(ours.data(), hand.data(), count));
  }
  report(work, "by hand, 64 values and gradients",
         nanoseconds(
             [&] {
               for (const auto& row : points.rows) work.by_hand(row.data(), hand.data()), checksum += hand[0];
             },
             profiles),
         0);
  report(
      work, "compiled, 64 values and gradients",
      nanoseconds([&] { program.evaluate_batch(in.data(), out.data(), profiles), checksum += results[0][0]; },
                  profiles),
      batch_error);
  mu::Parser bulk;
  auto columns = points.columns;
  for (int k = 0; k < work.variables; ++k)
    bulk.DefineVar("x" + std::to_string(k), columns[static_cast<std::size_t>(k)].data());
  bulk.SetExpr(work.for_muparser);
  report(work, "muParser, 64 values",
         nanoseconds([&] { bulk.Eval(sink.data(), profiles), checksum += sink[0]; }, profiles), 0);
  if (!std::isfinite(checksum)) std::puts("not finite");
}

}  // namespace

int main() {
  for (const auto& work : works) measure(work);
}
