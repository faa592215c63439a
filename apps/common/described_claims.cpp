#include "apps/common/described_claims.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "apps/common/open_model.hpp"
#include "apps/common/progress.hpp"
#include "apps/common/terminal.hpp"
#include "apps/common/text_files.hpp"
#include "apps/sweep/executor.hpp"
#include "models/catalog.hpp"

namespace apps {
namespace {

/// As the shell takes it.
std::string quoted(const std::string& word) {
  if (word.find_first_of(" \t'\"[]{}()*?!&;|<>$`\\") == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

/// How the command line names the model and what it changes of it.
std::string command_of(const Arguments& arguments, const std::string& model) {
  auto text = quoted(model);
  if (arguments.seed) text += fmt::format(" --seed {}", *arguments.seed);
  for (const auto& [key, value] : arguments.overrides) text += " --set " + quoted(key + '=' + value);
  return text;
}

void require_known(const std::vector<std::string>& ids, const std::vector<OpenModel>& models) {
  std::vector<std::string_view> known;
  for (const auto& model : models)
    for (const auto& claim : model.loaded.claims) known.push_back(claim.id);
  for (const auto& id : ids)
    if (std::find(known.begin(), known.end(), id) == known.end())
      throw InputError(
          fmt::format("no claim is named '{}'{}", id, models::description::suggestion(id, known)));
}

}  // namespace

bool names_model(const std::string& word) {
  std::error_code ignored;
  return word == "-" || models::find_catalog_text(word) || word.ends_with(".toml") ||
         word.ends_with(".nfg") || std::filesystem::is_regular_file(word, ignored);
}

std::vector<models::user_claims::ClaimStudy> described_claims(const Arguments& arguments,
                                                              const std::vector<std::string>& names,
                                                              const std::vector<std::string>& ids,
                                                              const solvers::Stop& stop) {
  std::vector<OpenModel> opened;
  for (const auto& name : names) {
    opened.push_back(open_model(arguments, name));
    if (opened.back().loaded.claims.empty())
      throw InputError(fmt::format("{} claims nothing: write [[claim]] with id, forall and assert", name));
  }
  require_known(ids, opened);
  std::vector<models::user_claims::ClaimStudy> studies;
  for (std::size_t k = 0; k < opened.size(); ++k)
    studies.emplace_back(opened[k].document, read_options(arguments), ids,
                         models::VerifyOptions{arguments.thorough, arguments.seed.value_or(1), stop},
                         command_of(arguments, names[k]));
  return studies;
}

std::vector<JudgedClaim> judged_claims(std::vector<models::user_claims::ClaimStudy>& studies,
                                       const Arguments& arguments, const solvers::Stop& stop) {
  std::vector<std::pair<std::size_t, std::size_t>> work;  // description, task
  for (std::size_t s = 0; s < studies.size(); ++s)
    for (std::size_t i = 0; i < studies[s].tasks(); ++i) work.emplace_back(s, i);
  std::vector<double> seconds(work.size(), 0);
  {
    Progress progress(work.size(), progress_wanted(arguments));
    sweep::run_points(work.size(), arguments.threads, stop, [&](std::size_t w) {
      const Stopwatch own;
      studies[work[w].first].run(work[w].second);
      seconds[w] = own.seconds();
      progress.step();
    });
  }
  std::vector<JudgedClaim> claims;
  std::vector<std::size_t> first;  // of each description among the claims
  for (const auto& study : studies) {
    first.push_back(claims.size());
    for (std::size_t k = 0; k < study.entries().size(); ++k) {
      const Stopwatch own;
      JudgedClaim claim{.entry = &study.entries()[k], .done = !stop.requested()};
      if (claim.done) claim.finding = study.finding(k);
      claim.seconds = own.seconds();
      claims.push_back(std::move(claim));
    }
  }
  for (std::size_t w = 0; w < work.size(); ++w) {
    const auto& sharing = studies[work[w].first].claims_of(work[w].second);
    for (const auto k : sharing)
      claims[first[work[w].first] + k].seconds += seconds[w] / static_cast<double>(sharing.size());
  }
  return claims;
}

}  // namespace apps
