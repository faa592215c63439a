#include "apps/common/provenance.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "apps/common/arguments.hpp"
#include "apps/sweep/executor.hpp"

namespace apps {

using Json = nlohmann::ordered_json;

std::string_view version() { return ENTENTE_VERSION; }

double Stopwatch::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

Json lasting_provenance() {
  Json libraries = Json::object();
  std::string_view rest = ENTENTE_LIBRARIES;  // "Eigen 3.4.0, Ceres 2.1.0, ...", from the build
  while (!rest.empty()) {
    const auto item = rest.substr(0, rest.find(", "));
    const auto space = item.find(' ');
    libraries[std::string(item.substr(0, space))] = item.substr(space + 1);
    rest.remove_prefix(std::min(rest.size(), item.size() + 2));
  }
  return {{"version", version()}, {"libraries", libraries}};
}

Json provenance(const Arguments& arguments, const Stopwatch& stopwatch) {
  auto record = lasting_provenance();
  Json command = Json::array({"entente"});
  for (const auto& word : arguments.words) command.push_back(word);
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  record["command"] = command;
  record["threads"] = arguments.threads;
  if (const int processes = sweep::executor().processes(); processes > 1) record["ranks"] = processes;
  record["host"] = host;
  record["seconds"] = stopwatch.seconds();
  return record;
}

}  // namespace apps
