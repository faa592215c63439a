// apps/models.cpp
// `entente models`: families and published cases; of one family its keys, or a description to start from.
#include <fmt/format.h>

#include "apps/common/arguments.hpp"
#include "apps/common/family_list.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/verbs.hpp"
#include "models/description/diagnostic.hpp"
#include "models/description/schema.hpp"
#include "models/registry.hpp"

namespace apps {
namespace {

const models::Family& family_named(const std::string& name) {
  if (const auto* family = models::find_family(name)) return *family;
  std::vector<std::string_view> known;
  for (const auto* family : models::families()) known.push_back(family->name);
  throw InputError(
      fmt::format("no family is named '{}'{}", name, models::description::suggestion(name, known)));
}

std::string text_for(const Arguments& arguments) {
  if (arguments.operands.empty()) {
    if (arguments.template_wanted)
      throw UsageError("--template needs a family: entente models FAMILY --template");
    return family_list(arguments);
  }
  const auto& family = family_named(arguments.operands.front());
  return arguments.template_wanted ? template_text(*family.schema, family.name, family.title, family.source)
                                   : key_list(arguments, family);
}

}  // namespace

ExitCode run_models(const Arguments& arguments) {
  const auto text = text_for(arguments);
  TextSink sink(arguments.output);
  sink.write(text);
  sink.commit();
  return ExitCode::done;
}

}  // namespace apps
