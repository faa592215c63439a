// Where a network of a given name is: shipped, a file of the user's, or in the folder of data files.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>

#include <fmt/format.h>

#include "models/networks/read_network.hpp"
#include "models/networks/shipped.hpp"

namespace models::networks {
namespace {

/// Networks of the sources that may not travel with the program, and where they come from.
struct Elsewhere {
  std::string_view name, origin;
};
constexpr std::array elsewhere = {
    Elsewhere{"highland-tribes", "KONECT 'ucidata-gama' (http://konect.cc), the positive links only"},
    Elsewhere{"taro", "KONECT 'moreno_taro' (http://konect.cc)"},
    Elsewhere{"highschool-boys", "KONECT 'moreno_highschool' (http://konect.cc)"},
    Elsewhere{"residence-hall", "KONECT 'moreno_oz' (http://konect.cc)"},
    Elsewhere{"ego-facebook-0",
              "SNAP 'ego-Facebook' (https://snap.stanford.edu/data), file facebook/0.edges"},
};

std::string advice(const std::string& name, const std::string& data_file) {
  const auto known =
      std::find_if(elsewhere.begin(), elsewhere.end(), [&](const auto& e) { return e.name == name; });
  std::vector<std::string_view> names;
  std::string shipped_names;
  for (const auto& network : shipped()) {
    names.push_back(network.name);
    shipped_names += (shipped_names.empty() ? "" : ", ") + std::string(network.name);
  }
  for (const auto& network : elsewhere) names.push_back(network.name);
  if (known != elsewhere.end())
    return fmt::format("is not shipped; get it from {} and save it as {} or name its file", known->origin,
                       data_file);
  const auto near = description::did_you_mean(name, names);
  return fmt::format("is neither shipped ({}) nor a file; put it at {} or name its file{}", shipped_names,
                     data_file, near.empty() ? "" : fmt::format("; did you mean '{}'?", near));
}

}  // namespace

std::optional<std::string_view> find_shipped(std::string_view name) {
  for (const auto& network : shipped())
    if (network.name == name) return network.text;
  return std::nullopt;
}

NetworkText find_network(const std::string& name, const description::TextReader& read_text, bool directed) {
  if (const auto text = find_shipped(name)) return read_network(name, *text, directed);
  if (read_text)
    if (const auto text = read_text(name)) return read_network(name, *text, directed);
  std::string stem = name;
  std::replace(stem.begin(), stem.end(), '-', '_');
  const char* folder = std::getenv("ENTENTE_DATA");
  const bool plain = stem.find('/') == std::string::npos;  // a path names its own folder
  const auto data_file =
      fmt::format("{}/networks/{}.txt", folder ? folder : "$ENTENTE_DATA", plain ? stem : "NAME");
  if (folder && plain && read_text)
    if (const auto text = read_text(data_file)) return read_network(data_file, *text, directed);
  throw std::invalid_argument(fmt::format("network '{}' {}", name, advice(name, data_file)));
}

}  // namespace models::networks
