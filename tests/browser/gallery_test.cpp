// tests/browser/gallery_test.cpp
// Every picture of docs/gallery is drawn again by the command beside it. With ENTENTE_GALLERY=1 the pictures there
// are replaced.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/browser/browser.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct Entry {
  std::string command;                ///< as the page of the gallery prints it
  std::vector<std::string> pictures;  ///< "sweep-sharing": the figure's data-id, and the name of the PNG
};

/// The commands of docs/gallery/README.md with the pictures below each.
std::vector<Entry> entries() {
  std::vector<Entry> all;
  std::ifstream page(tests::source_dir() / "docs/gallery/README.md");
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("$ ")) {
      if (all.empty() || !all.back().pictures.empty()) all.emplace_back();
      auto& command = all.back().command;
      command += (command.empty() ? "" : " && ") + line.substr(2);
    }
    if (const auto at = line.find(".png)"); at != std::string::npos && line.starts_with("!["))
      all.back().pictures.push_back(line.substr(line.rfind('(', at) + 1, at - line.rfind('(', at) - 1));
  }
  return all;
}

/// The file of -o.
std::string page_of(const std::string& command) {
  const auto at = command.rfind("-o ");
  return command.substr(at + 3);
}

}  // namespace

TEST_CASE("every kind of figure draws, offline and without an error", "[browser]") {
  if (!tests::has_browser()) return;
  const tests::TemporaryFolder folder;
  tests::RunOptions options;
  options.folder = folder.path();
  Json jobs = Json::array();
  const auto all = entries();
  REQUIRE(all.size() > 5);
  for (const auto& entry : all) {
    CAPTURE(entry.command);
    const auto run = tests::execute({"bash", "-c", "entente() { \"$ENTENTE\" \"$@\"; }; " + entry.command}, options);
    CAPTURE(run.err);
    REQUIRE(run.code == 0);
    Json steps = {{{"evaluate", "[...document.querySelectorAll('.plot')].map(p => p.dataset.kind)"}},
                  {{"evaluate", "document.querySelectorAll('.plot:not([data-drawn])').length"}}};
    for (const auto& picture : entry.pictures)
      steps.push_back({{"picture", "[data-id='" + picture + "']"}, {"file", folder / (picture + ".png")}});
    steps.push_back({{"size", {390, 800}}});
    steps.push_back({{"evaluate", "document.documentElement.scrollWidth"}});
    jobs.push_back({{"page", folder / page_of(entry.command)}, {"steps", steps}});
  }
  const auto answers = tests::browse(jobs);
  std::set<std::string> kinds;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& answer = answers[i];
    CAPTURE(all[i].command);
    INFO(answer.dump().substr(0, 2000));
    CHECK(answer["ready"] == true);
    CHECK(answer["console"].empty());
    CHECK(answer["requests"].empty());
    for (const auto& kind : answer["steps"][0]) kinds.insert(kind.get<std::string>());
    CHECK(answer["steps"][1] == 0);
    CHECK(answer["steps"].back() == 390);  // nothing of the page is wider than a phone
    for (std::size_t j = 0; j < all[i].pictures.size(); ++j) {
      CAPTURE(all[i].pictures[j]);
      CHECK(answer["steps"][2 + j]["width"] > 200);
      CHECK(answer["steps"][2 + j]["colours"] > 20);  // not blank
    }
  }
  for (const auto* kind : {"lines", "bars", "dots", "density", "best-responses", "simplex", "heat-map", "surface", "network"}) {
    CAPTURE(kind);
    CHECK(kinds.contains(kind));
  }
  if (const auto* wanted = std::getenv("ENTENTE_GALLERY"); wanted && std::string(wanted) == "1")
    for (const auto& entry : all)
      for (const auto& picture : entry.pictures)
        fs::copy_file(folder / (picture + ".png"), tests::source_dir() / "docs/gallery" / (picture + ".png"),
                      fs::copy_options::overwrite_existing);
}

TEST_CASE("the gallery holds the pictures that its page names, and no other", "[browser]") {
  std::set<std::string> named, held;
  for (const auto& entry : entries())
    for (const auto& picture : entry.pictures) named.insert(picture + ".png");
  for (const auto& file : fs::directory_iterator(tests::source_dir() / "docs/gallery"))
    if (file.path().extension() == ".png") {
      held.insert(file.path().filename().string());
      CHECK(fs::file_size(file.path()) < 150'000);
    }
  CHECK(named == held);
}
