#include "models/claims.hpp"

#include <algorithm>
#include <map>

#include "models/description/resolve.hpp"
#include "models/description/schema_of.hpp"
#include "models/embedded_ledgers.hpp"
#include "models/family.hpp"

namespace models {
namespace {

using description::Key;
using description::SchemaOf;

struct Ledger {
  std::vector<ClaimEntry> claims;
};

std::vector<std::pair<std::string, ClaimVerdict>> verdict_words() {
  std::vector<std::pair<std::string, ClaimVerdict>> words;
  using enum ClaimVerdict;
  for (const auto verdict :
       {proved, proved_by_argument, holds, holds_with_provisos, refuted, undecided, not_reproducible})
    words.emplace_back(name(verdict), verdict);
  return words;
}

const SchemaOf<Ledger>& ledger_schema() {
  static const auto schema = [] {
    const auto required = [](std::string meaning) {
      return Key{.meaning = std::move(meaning), .required = true};
    };
    SchemaOf<ClaimEntry> entry;
    entry
        .text(
            "id", [](ClaimEntry & c) -> auto& { return c.id; }, required("its name within the family"))
        .text(
            "place", [](ClaimEntry & c) -> auto& { return c.place; }, required("in the source"))
        .texts("errata", [](ClaimEntry & c) -> auto& { return c.errata; },
               {.meaning = "rows of the family's errata table"})
        .text(
            "statement", [](ClaimEntry & c) -> auto& { return c.statement; }, required("in own words"))
        .text(
            "hypotheses", [](ClaimEntry & c) -> auto& { return c.hypotheses; }, required("what is assumed"))
        .text(
            "method", [](ClaimEntry & c) -> auto& { return c.method; }, required("how it is checked"))
        .choice(
            "recorded", [](ClaimEntry & c) -> auto& { return c.recorded; }, verdict_words(),
            required("the verdict found when the check was written"));
    SchemaOf<Ledger> ledger;
    ledger.list(
        "claim", [](Ledger & l) -> auto& { return l.claims; }, std::move(entry), 1, "one assertion");
    return ledger;
  }();
  return schema;
}

std::vector<ClaimEntry> read_ledger(const std::string& family, std::string_view text) {
  const auto document = description::parse_document("ledger of " + family, text, {});
  description::Faults faults(document.faults);
  const auto resolved = description::resolve(ledger_schema(), document.root, 1, {}, faults);
  faults.raise(document);
  auto claims = ledger_schema().parameters(resolved).claims;
  for (auto& claim : claims) claim.id = family + '/' + claim.id;
  return claims;
}

}  // namespace

const std::vector<ClaimEntry>& ledger(const Family& family) {
  static const auto all = [] {
    std::map<std::string, std::vector<ClaimEntry>, std::less<>> by_family;
    for (const auto& [name, text] : embedded_ledgers()) {
      const std::string owner(name.substr(0, name.find('/')));
      by_family.emplace(owner, read_ledger(owner, text));
    }
    return by_family;
  }();
  static const std::vector<ClaimEntry> none;
  const auto found = all.find(family.name);
  return found == all.end() ? none : found->second;
}

const ClaimCheck* find_check(const std::vector<ClaimCheck>& checks, const ClaimEntry& entry) {
  const auto id = std::string_view(entry.id).substr(entry.id.find('/') + 1);
  const auto found = std::find_if(checks.begin(), checks.end(), [&](const auto& c) { return c.id == id; });
  return found == checks.end() ? nullptr : &*found;
}

std::string_view name(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::proved:
      return "proved";
    case ClaimVerdict::proved_by_argument:
      return "proved-by-argument";
    case ClaimVerdict::holds:
      return "holds";
    case ClaimVerdict::holds_with_provisos:
      return "holds-with-provisos";
    case ClaimVerdict::refuted:
      return "refuted";
    case ClaimVerdict::undecided:
      return "undecided";
    case ClaimVerdict::not_reproducible:
      return "not-reproducible";
  }
  return "undecided";
}

std::optional<ClaimVerdict> verdict_named(std::string_view word) {
  for (const auto& [name, verdict] : verdict_words())
    if (name == word) return verdict;
  return std::nullopt;
}

}  // namespace models
