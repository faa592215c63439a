#include "apps/common/sidecar.hpp"

#include <filesystem>
#include <limits>

#include <nlohmann/json.hpp>

#include "apps/common/arguments.hpp"
#include "apps/common/json_text.hpp"
#include "apps/common/open_model.hpp"
#include "apps/common/provenance.hpp"
#include "apps/common/sha256.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"

namespace apps {

using Json = nlohmann::ordered_json;

std::string sidecar_path(const std::string& output) {
  return std::filesystem::path(output).replace_extension(".run.json").string();
}

void write_sidecar(const Arguments& arguments, const Stopwatch& stopwatch, const OpenModel& model) {
  write_sidecar(arguments, stopwatch, model.sha256, model.loaded.seed, Json::object());
}

void write_sidecar(const Arguments& arguments, const Stopwatch& stopwatch, const std::string& model_sha256,
                   std::uint64_t seed, const Json& more) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(arguments.output, ignored)) return;
  Json json{{"schema", "entente-run/1"},
            {"data", std::filesystem::path(arguments.output).filename().string()},
            {"data_sha256", sha256_of_file(arguments.output)},
            {"model_sha256", model_sha256},
            {"seed", seed}};
  json.update(more);
  json["provenance"] = provenance(arguments, stopwatch);
  TextSink sink(sidecar_path(arguments.output));
  sink.write(to_pretty(json));
  sink.commit();
}

Json read_sidecar(const std::string& output) {
  constexpr std::size_t largest = 1 << 20;  // bytes
  std::error_code ignored;
  const auto path = sidecar_path(output);
  if (!std::filesystem::is_regular_file(path, ignored) || !std::filesystem::is_regular_file(output, ignored))
    return nullptr;
  auto json = Json::parse(read_file(path, largest), nullptr, false);
  if (!json.is_object() || json.value("data_sha256", Json()) != sha256_of_file(output)) return nullptr;
  return json;
}

}  // namespace apps
