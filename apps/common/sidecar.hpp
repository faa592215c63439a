// apps/common/sidecar.hpp
// NAME.run.json beside NAME.csv: what varies from run to run, so that the data file does not.
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace apps {

struct Arguments;
struct OpenModel;
class Stopwatch;

/// Where the sidecar of an output stands.
std::string sidecar_path(const std::string& output);

/// Command, threads, host, seconds, seed and the SHA-256 of the data file and of the model.
/// Writes nothing where data go to standard output or to what is no regular file.
void write_sidecar(const Arguments&, const Stopwatch&, const OpenModel&);
void write_sidecar(const Arguments&, const Stopwatch&, const std::string& model_sha256, std::uint64_t seed,
                   const nlohmann::ordered_json& more);  ///< whose entries are added

/// The sidecar of a data file that is still as the sidecar says; null where there is none.
nlohmann::ordered_json read_sidecar(const std::string& output);

}  // namespace apps
