// models/favor/law_keys.hpp
// The laws of [costs] and [values] as descriptions write them, one key a law.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/description/faults.hpp"
#include "models/description/schema_of.hpp"

namespace models::favor {

/// What was written under the names of laws; exactly one is meant.
struct LawKeys {
  std::vector<std::pair<std::string, description::Value>> written;
};

/// Adds a key a law to the section opened last; `field` gives the LawKeys of the parameters.
template <typename P, typename Field>
void add_law_keys(description::SchemaOf<P>& schema, Field field, const std::string& what) {
  using namespace description;
  const auto add = [&](std::string name, unsigned form, const std::string& meaning, std::string example,
                       bool in_template = false) {
    Key key{.meaning = what + meaning, .example = std::move(example)};
    key.in_template = in_template;
    schema.custom(
        name, form,
        [field, name](P& p, const Value& value, long) { field(p).written.emplace_back(name, value); },
        std::move(key));
  };
  add("uniform", form_numbers, " uniform between two ends", "[0, 200]", true);
  add("exponential", form_table, " exponential", "{ mean = 100 }");
  add("lognormal", form_table, " lognormal: mean of the variable itself, sigma of its logarithm",
      "{ mean = 100, sigma = 0.5 }");
  add("gamma", form_table, " gamma: shape and mean, or shape and scale", "{ shape = 2, mean = 100 }");
  add("pareto", form_table, " Pareto with a shape above 1", "{ scale = 50, shape = 2.5 }");
  add("samples", form_text, " as likely as each number of a data file", "\"costs.txt\"");
}

/// The law that is written in [section], the first if several are; none, and a fault, where it is wrong.
solvers::LawPtr make_law(const LawKeys&, std::string_view section, const description::TextReader&,
                         description::Faults&);

}  // namespace models::favor
