// models/description/law.hpp
// Probability laws as descriptions write them: uniform = [0, 200], exponential = { mean = 100 }.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/description/document.hpp"
#include "models/description/faults.hpp"
#include "models/description/value.hpp"
#include "solvers/core/random.hpp"
#include "solvers/laws/law.hpp"

namespace models::description {

/// A law and its two numbers.
struct Law {
  enum class Kind {
    uniform,      ///< first, second: the ends, first < second
    exponential,  ///< first: the mean, > 0
    normal,       ///< first: the mean; second: the standard deviation, > 0
    lognormal,    ///< first: the mean of the variable itself, > 0; second: sigma of its logarithm, > 0
    gamma,        ///< first: the shape, > 0; second: the scale, > 0
    pareto,       ///< first: the scale, > 0; second: the shape, > 0
    beta,         ///< first: alpha, > 0; second: beta, > 0
    samples,      ///< the empirical law of a data file
  };
  Kind kind = Kind::uniform;
  double first = 0, second = 0;
  std::string file;  ///< of `samples`
};

/// Reads a table with exactly one law; `key` names it in messages. Nothing, and a fault, where it is not one.
std::optional<Law> read_law(const Value&, std::string_view key, Faults&);

/// The law of `{ draw = { uniform = [0, 1] } }`: one that `draw` can sample. Nothing, and a fault, otherwise.
std::optional<Law> read_draw(const Value&, std::string_view key, Faults&);

/// Whether the value is a table of the form { draw = ... }.
bool is_draw(const Value&);

/// The law as solvers use it, null where a fault is found. Samples are the numbers of their file, which stand
/// on lines of their own or with white space between; lines that begin with '#' are skipped. Faults stand at
/// `where`, under `key`.
solvers::LawPtr make_law(const Law&, const TextReader&, std::string_view key, const Location& where, Faults&);

/// One number of a uniform, exponential, normal or lognormal law.
double draw(const Law&, solvers::RandomStream&);

}  // namespace models::description
