#include "apps/common/records_claims.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/human_parts.hpp"
#include "apps/common/json_text.hpp"
#include "apps/common/table.hpp"

namespace apps {
namespace {

using models::ClaimVerdict;

Tone tone_of(const JudgedClaim& claim) {
  if (!claim.done || claim.finding.verdict == ClaimVerdict::undecided) return Tone::warning;
  return claim.drifted() ? Tone::bad : Tone::good;
}

std::string verdict_text(const JudgedClaim& claim) {
  if (!claim.done) return "stopped";
  const std::string verdict(name(claim.finding.verdict));
  return claim.drifted() && claim.entry->has_record
             ? fmt::format("{} (recorded: {})", verdict, name(claim.entry->recorded))
             : verdict;
}

std::string counts_text(const std::vector<JudgedClaim>& claims) {
  std::map<std::string, int> counts;
  int drifted = 0;
  for (const auto& claim : claims) {
    ++counts[claim.done ? std::string(name(claim.finding.verdict)) : "stopped"];
    drifted += claim.drifted() ? 1 : 0;
  }
  std::string text = fmt::format("{} claim{}:", claims.size(), claims.size() == 1 ? "" : "s");
  const char* gap = " ";
  for (const auto& [verdict, count] : counts) {
    text += fmt::format("{}{} {}", gap, count, verdict);
    gap = ", ";
  }
  const auto any = [&](auto what) { return std::any_of(claims.begin(), claims.end(), what); };
  if (drifted > 0) {
    const bool by_record = any([](const auto& c) { return c.drifted() && c.entry->has_record; });
    return text + fmt::format("; {} not as {}\n", drifted, by_record ? "recorded" : "claimed");
  }
  return text + (any([](const auto& c) { return c.entry->has_record; }) ? "; all as recorded\n" : "\n");
}

nlohmann::ordered_json recorded_json(const models::ClaimEntry& entry) {
  if (!entry.has_record) return nullptr;
  return name(entry.recorded);
}

nlohmann::ordered_json claim_json(const JudgedClaim& claim) {
  const auto& entry = *claim.entry;
  const auto& finding = claim.finding;
  nlohmann::ordered_json json{{"id", entry.id},
                              {"place", entry.place},
                              {"errata", entry.errata},
                              {"statement", entry.statement},
                              {"hypotheses", entry.hypotheses},
                              {"method", entry.method},
                              {"verdict", name(finding.verdict)},
                              {"recorded", recorded_json(entry)},
                              {"drifted", claim.drifted()},
                              {"margin", finding.margin},
                              {"coverage", finding.coverage},
                              {"evidence", finding.evidence},
                              {"seconds", claim.seconds}};
  if (!finding.again.empty()) json["again"] = finding.again;
  return json;
}

std::string_view status_of(const std::vector<JudgedClaim>& claims) {
  if (std::any_of(claims.begin(), claims.end(), [](const auto& c) { return !c.done; })) return "stopped";
  return std::any_of(claims.begin(), claims.end(), [](const auto& c) { return c.drifted(); }) ? "drifted"
                                                                                              : "as-recorded";
}

}  // namespace

bool JudgedClaim::drifted() const {
  if (!done || finding.verdict == ClaimVerdict::not_reproducible) return false;
  if (!entry->has_record) return finding.verdict == ClaimVerdict::refuted;
  return finding.verdict != entry->recorded;
}

bool JudgedClaim::is_open() const {
  return done && !entry->has_record && finding.verdict == ClaimVerdict::undecided;
}

std::string to_human(const std::vector<JudgedClaim>& claims, const HumanOptions& options) {
  std::vector<std::vector<std::string>> rows{{"claim", "place", "verdict"}};
  for (const auto& claim : claims)
    rows.push_back({claim.entry->id, claim.entry->place, options.style(tone_of(claim), verdict_text(claim))});
  return aligned(rows, 0) + counts_text(claims);
}

std::string explanation(const JudgedClaim& claim, const HumanOptions& options) {
  const auto& entry = *claim.entry;
  const auto& finding = claim.finding;
  std::string text = fmt::format("{}\n", options.style(Tone::heading, entry.id));
  text += fmt::format("  {}: \"{}\"\n", entry.place, entry.statement);
  text += fmt::format("  Assumed: {}.\n  Checked by: {}.\n", entry.hypotheses, entry.method);
  text += fmt::format("  Verdict: {}.\n", options.style(tone_of(claim), verdict_text(claim)));
  if (!finding.coverage.empty()) text += fmt::format("  Looked at: {}.\n", finding.coverage);
  if (!finding.evidence.empty()) text += fmt::format("  Seen: {}.\n", finding.evidence);
  text += fmt::format("  Margin: {}.\n", number_text(finding.margin, options.digits));
  if (!finding.again.empty()) text += fmt::format("  See it again: {}\n", finding.again);
  if (!entry.errata.empty())
    text += fmt::format("  Errata of the page: {}.\n", fmt::join(entry.errata, ", "));
  return text;
}

std::string claims_json(const std::vector<JudgedClaim>& claims, const Arguments& arguments,
                        const Stopwatch& stopwatch, bool one_line) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& claim : claims) list.push_back(claim_json(claim));
  const nlohmann::ordered_json json{{"schema", "entente-claims/1"},
                                    {"status", status_of(claims)},
                                    {"claims", list},
                                    {"provenance", provenance(arguments, stopwatch)}};
  return one_line ? to_one_line(json) : to_pretty(json);
}

TidyTable tidy(const std::vector<JudgedClaim>& claims) {
  TidyTable table;
  for (const auto& claim : claims) {
    const auto& entry = *claim.entry;
    const auto& finding = claim.finding;
    TidyRow row;
    row.set("id", entry.id);
    row.set("verdict", claim.done ? std::string(name(finding.verdict)) : "stopped");
    row.set("recorded", entry.has_record ? std::string(name(entry.recorded)) : "");
    row.set("drifted", claim.drifted() ? "true" : "false");
    row.set("margin", finding.margin);
    row.set("place", entry.place);
    row.set("statement", entry.statement);
    row.set("coverage", finding.coverage);
    row.set("evidence", finding.evidence);
    append(table, row);
  }
  return table;
}

}  // namespace apps
