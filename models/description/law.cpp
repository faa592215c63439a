#include "models/description/law.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "models/description/numbers.hpp"
#include "models/description/range.hpp"
#include "models/description/utf8.hpp"

namespace models::description {
namespace {

struct Argument {
  std::string_view name;  ///< empty: the law has no such argument
  Range range;
};

/// How a law is written. `uniform` takes its two ends as an array, `samples` a file, the others a table.
struct Form {
  std::string_view name;
  Law::Kind kind;
  std::array<Argument, 2> arguments;
  std::string_view example;
  bool can_draw = false;
};

const std::array<Form, 8> forms{{
    {"uniform", Law::Kind::uniform, {}, "uniform = [0, 1]", true},
    {"exponential", Law::Kind::exponential, {{{"mean", positive}, {}}}, "exponential = { mean = 1 }", true},
    {"normal",
     Law::Kind::normal,
     {{{"mean", {}}, {"deviation", positive}}},
     "normal = { mean = 0, deviation = 1 }",
     true},
    {"lognormal",
     Law::Kind::lognormal,
     {{{"mean", positive}, {"sigma", positive}}},
     "lognormal = { mean = 1, sigma = 0.5 }",
     true},
    {"gamma",
     Law::Kind::gamma,
     {{{"shape", positive}, {"scale", positive}}},
     "gamma = { shape = 2, scale = 1 }"},
    {"pareto",
     Law::Kind::pareto,
     {{{"scale", positive}, {"shape", positive}}},
     "pareto = { scale = 1, shape = 2.5 }"},
    {"beta", Law::Kind::beta, {{{"alpha", positive}, {"beta", positive}}}, "beta = { alpha = 2, beta = 5 }"},
    {"samples", Law::Kind::samples, {}, "samples = \"file.csv\""},
}};

std::vector<std::string_view> names(bool only_drawable) {
  std::vector<std::string_view> result;
  for (const auto& form : forms)
    if (form.can_draw || !only_drawable) result.push_back(form.name);
  return result;
}

const Form* find_form(std::string_view name, bool only_drawable) {
  for (const auto& form : forms)
    if (form.name == name && (form.can_draw || !only_drawable)) return &form;
  return nullptr;
}

class LawReader {
 public:
  LawReader(std::string_view key, Faults& faults) : key_(key), faults_(faults) {}

  std::optional<Law> read(const Value& value, bool only_drawable) {
    const auto* table = value.table();
    if (!table || table->entries().size() != 1)
      return fail(value.location(),
                  fmt::format("{} needs exactly one law, such as {}", key_, forms[0].example));
    const auto& [name, arguments, where] = table->entries().front();
    const auto* form = find_form(name, only_drawable);
    if (!form)
      return fail(
          where, fmt::format("unknown law '{}' in {}{}", name, key_, suggestion(name, names(only_drawable))));
    if (form->kind == Law::Kind::uniform) return uniform(arguments);
    if (form->kind == Law::Kind::samples) return samples(arguments);
    if (form->kind == Law::Kind::gamma && arguments.table() && arguments.table()->find("mean"))
      return gamma_by_mean(arguments);
    return general(*form, arguments);
  }

 private:
  std::optional<Law> fail(const Location& where, std::string message) {
    faults_.add(key_, where, std::move(message));
    return std::nullopt;
  }

  std::optional<Law> uniform(const Value& value) {
    const auto* ends = value.array();
    if (!ends || ends->size() != 2 || !(*ends)[0].is_number() || !(*ends)[1].is_number())
      return fail(value.location(),
                  fmt::format("{}: a uniform law needs its two ends, uniform = [lower, upper]", key_));
    const double lower = (*ends)[0].number(), upper = (*ends)[1].number();
    if (!(lower < upper) || !std::isfinite(upper - lower))
      return fail(value.location(),
                  fmt::format("{}: uniform = [{}, {}] violates lower < upper", key_, lower, upper));
    return Law{Law::Kind::uniform, lower, upper, {}};
  }

  std::optional<Law> samples(const Value& value) {
    if (const auto* file = value.text(); file && !file->empty()) return Law{Law::Kind::samples, 0, 0, *file};
    return fail(value.location(), fmt::format("{}: samples names a file, as text", key_));
  }

  std::optional<Law> gamma_by_mean(const Value& value) {
    static const Form by_mean{"gamma",
                              Law::Kind::gamma,
                              {{{"shape", positive}, {"mean", positive}}},
                              "gamma = { shape = 2, mean = 1 }"};
    auto law = general(by_mean, value);
    if (law) law->second /= law->first;
    return law;
  }

  std::optional<Law> general(const Form& form, const Value& value) {
    const auto* table = value.table();
    if (!table) return fail(value.location(), fmt::format("{}: write {}", key_, form.example));
    for (const auto& entry : table->entries())
      if (entry.key != form.arguments[0].name && entry.key != form.arguments[1].name)
        return fail(entry.key_location, fmt::format("unknown argument '{}' of {} in {}; write {}", entry.key,
                                                    form.name, key_, form.example));
    double numbers[2] = {0, 0};
    for (int i = 0; i < 2; ++i) {
      const auto& [name, range] = form.arguments[static_cast<std::size_t>(i)];
      if (name.empty()) continue;
      const auto* number = table->find(name);
      if (!number || !number->is_number())
        return fail(
            number ? number->location() : value.location(),
            fmt::format("{}: {} needs the number '{}'; write {}", key_, form.name, name, form.example));
      numbers[i] = number->number();
      if (!range.contains(numbers[i]))
        return fail(number->location(),
                    fmt::format("{}: {} = {} violates {}", key_, name, numbers[i], range.text(name)));
    }
    return Law{form.kind, numbers[0], numbers[1], {}};
  }

  std::string_view key_;
  Faults& faults_;
};

/// The numbers of a text, or the number of the line that has none together with what is wrong there.
struct Numbers {
  std::vector<double> values;
  long bad_line = 0;
  std::string fault;
};

Numbers numbers_of(std::string_view text) {
  Numbers result;
  for (long line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    auto rest = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    constexpr std::string_view blank = " \t\r";
    while (true) {
      const auto begin = rest.find_first_not_of(blank);
      if (begin == std::string_view::npos || rest[begin] == '#') break;
      const auto stop = std::min(rest.find_first_of(blank, begin), rest.size());
      const auto word = rest.substr(begin, stop - begin);
      const auto number = read_number(word);
      if (number.fault != NumberFault::none) {
        result.bad_line = line;
        result.fault = explain(number.fault, printable(std::string(word), 40));
        return result;
      }
      result.values.push_back(number.value);
      rest.remove_prefix(stop);
    }
  }
  return result;
}

solvers::LawPtr law_of_samples(const std::string& file, const TextReader& read_text, std::string_view key,
                               const Location& where, Faults& faults) {
  const auto text = read_text ? read_text(file) : std::nullopt;
  if (!text) {
    faults.add(key, where, fmt::format("{}: cannot read the samples in '{}'", key, printable(file, 120)));
    return nullptr;
  }
  const auto numbers = numbers_of(*text);
  if (numbers.bad_line > 0) {
    faults.add(key, where,
               fmt::format("{}: {}:{}: {}", key, printable(file, 120), numbers.bad_line, numbers.fault));
    return nullptr;
  }
  if (numbers.values.empty()) {
    faults.add(
        key, where,
        fmt::format("{}: '{}' holds no samples; at least one number is needed", key, printable(file, 120)));
    return nullptr;
  }
  return solvers::empirical_law(Eigen::Map<const solvers::Vector>(
      numbers.values.data(), static_cast<Eigen::Index>(numbers.values.size())));
}

}  // namespace

std::optional<Law> read_law(const Value& value, std::string_view key, Faults& faults) {
  return LawReader(key, faults).read(value, false);
}

bool is_draw(const Value& value) { return value.table() && value.table()->find("draw"); }

std::optional<Law> read_draw(const Value& value, std::string_view key, Faults& faults) {
  if (value.table()->entries().size() != 1) {
    faults.add(key, value.location(), fmt::format("{}: nothing may stand beside 'draw'", key));
    return std::nullopt;
  }
  return LawReader(key, faults).read(*value.table()->find("draw"), true);
}

solvers::LawPtr make_law(const Law& law, const TextReader& read_text, std::string_view key,
                         const Location& where, Faults& faults) {
  switch (law.kind) {
    case Law::Kind::uniform:
      return solvers::uniform_law(law.first, law.second);
    case Law::Kind::exponential:
      return solvers::exponential_law(law.first);
    case Law::Kind::normal:
      return solvers::normal_law(law.first, law.second);
    case Law::Kind::lognormal:
      return solvers::lognormal_law(law.first, law.second);
    case Law::Kind::gamma:
      return solvers::gamma_law(law.first, law.second);
    case Law::Kind::pareto:
      return solvers::pareto_law(law.first, law.second);
    case Law::Kind::beta:
      return solvers::beta_law(law.first, law.second);
    case Law::Kind::samples:
      break;
  }
  return law_of_samples(law.file, read_text, key, where, faults);
}

double draw(const Law& law, solvers::RandomStream& stream) {
  switch (law.kind) {
    case Law::Kind::uniform:
      return stream.uniform(law.first, law.second);
    case Law::Kind::exponential:
      return law.first * stream.exponential();
    case Law::Kind::normal:
      return law.first + law.second * stream.normal();
    case Law::Kind::lognormal:  // the mean of exp(nu + sigma Z) is exp(nu + sigma^2 / 2)
      return law.first * std::exp(law.second * stream.normal() - law.second * law.second / 2);
    case Law::Kind::gamma:
    case Law::Kind::pareto:
    case Law::Kind::beta:
    case Law::Kind::samples:
      break;
  }
  return std::nan("");  // read_draw lets no other law through
}

}  // namespace models::description
