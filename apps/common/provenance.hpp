// apps/common/provenance.hpp
// What made a record: version and libraries; and what varies from run to run: command, threads, host,
// seconds.
#pragma once

#include <chrono>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace apps {

struct Arguments;

std::string_view version();

/// A clock that no change of the system's time disturbs, from its making.
class Stopwatch {
 public:
  double seconds() const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The same for every run of this program: version, libraries.
nlohmann::ordered_json lasting_provenance();

/// Also the command, the number of threads, the host and the time spent.
nlohmann::ordered_json provenance(const Arguments&, const Stopwatch&);

}  // namespace apps
