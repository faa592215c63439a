// Fuzz target for descriptions: any bytes give a checked model or a located report, never anything else.
#include "tests/fuzz/description_fuzz.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "models/description/schema.hpp"
#include "models/read_model.hpp"

namespace {

using namespace models;
using description::Value;

void require(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "violated: %s\n", claim);
  std::abort();
}

/// An input is a description; a first line that begins with '!' is KEY=VALUE of --set; what follows a line
/// "---" is the text of every file that the description extends.
struct Input {
  std::string text, file;
  ReadOptions options;
};

Input split(std::string_view bytes) {
  Input input;
  if (bytes.starts_with('!')) {
    const auto line = bytes.substr(1, bytes.find('\n') - 1);
    const auto equals = std::min(line.find('='), line.size());
    input.options.overrides.push_back(
        {std::string(line.substr(0, equals)), std::string(line.substr(std::min(equals + 1, line.size())))});
    bytes.remove_prefix(std::min(line.size() + 2, bytes.size()));
  }
  const auto cut = bytes.find("\n---\n");
  input.text = bytes.substr(0, cut);
  if (cut != std::string_view::npos) input.file = bytes.substr(cut + 5);
  return input;
}

void require_finite(const Value& value) {
  if (const auto* number = std::get_if<double>(&value.data()))
    require(std::isfinite(*number), "every number is finite");
  if (const auto* array = value.array())
    for (const auto& entry : *array) require_finite(entry);
  if (const auto* table = value.table())
    for (const auto& entry : table->entries()) require_finite(entry.value);
}

/// The resolved description, written out, must read back as itself: nothing is drawn or defaulted a second
/// time.
void require_fixed_point(const LoadedModel& loaded) {
  std::string text;
  for (const auto& [key, value, where] : loaded.resolved.entries())
    text += key + " = " + to_toml(value) + '\n';
  const auto again = read_model(parse_document("again.toml", text, {}));
  require(to_toml(Value(again.resolved)) == to_toml(Value(loaded.resolved)),
          "a resolved description is a fixed point");
}

void require_report(const DescriptionError& error) {
  const std::string_view report = error.what();
  require(!error.diagnostics().empty(), "a report lists a fault");
  require(report.ends_with("; nothing was solved."), "a report says that nothing was solved");
  require(report.size() < 1'000'000, "a report is short");
  for (const auto& diagnostic : error.diagnostics())
    require(!diagnostic.where.file_name().empty() && !diagnostic.message.empty(),
            "each fault has a place and a message");
  for (const char c : report)
    require(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t',
            "a report cannot command a terminal");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr double most_written_out = 1000;  // players; more would only make the fuzzing slow
  auto input = split({reinterpret_cast<const char*>(data), size});
  const description::TextReader reader = [&](const std::string& path) -> std::optional<std::string> {
    return path.size() < 20 ? std::optional<std::string>(input.file) : std::nullopt;
  };
  try {
    const auto loaded = read_model(parse_document("fuzz.toml", input.text, reader), input.options);
    require_finite(Value(loaded.resolved));
    if (loaded.resolved.find_path("players.count")->number() <= most_written_out) require_fixed_point(loaded);
  } catch (const DescriptionError& error) {
    require_report(error);
  }
  return 0;
}
