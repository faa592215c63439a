#include "apps/sweep/journal.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/json_text.hpp"
#include "apps/common/text_files.hpp"

namespace apps::sweep {
namespace {

using Json = nlohmann::ordered_json;
using models::Status;

constexpr std::string_view finished_mark = R"({"finished":true})";

std::optional<Status> status_named(const std::string& text) {
  for (const auto status :
       {Status::certified, Status::candidate, Status::not_nash, Status::failed, Status::stopped})
    if (models::name(status) == text) return status;
  return std::nullopt;
}

std::string key_text(const Identity& identity, const Plan& plan, std::size_t point) {
  return fmt::format("{:016x}", point_key(identity, plan.point(point)));
}

std::string payload_of(std::size_t point, const std::string& key, const PointResult& result) {
  Json json{{"point", point + 1},
            {"key", key},
            {"status", models::name(result.status)},
            {"certified", result.certified}};
  if (result.line.empty()) {
    json["columns"] = result.rows.columns;
    json["rows"] = result.rows.rows;
  } else {
    json["record"] = result.line;
  }
  auto text = to_one_line(json);
  text.pop_back();
  return text;
}

PointResult result_of(const Json& json) {
  PointResult result{.status = status_named(json.at("status")).value(), .certified = json.at("certified")};
  if (json.contains("record")) {
    result.line = json["record"];
  } else {
    result.rows.columns = json.at("columns").get<std::vector<std::string>>();
    result.rows.rows = json.at("rows").get<std::vector<std::vector<std::string>>>();
  }
  return result;
}

Identity header_of(const JournalFile& file) {
  std::optional<std::string> header;
  file.scan([&](Place, const std::string* payload) {
    if (payload) header = *payload;
    return false;
  });
  if (!header)
    throw InputError(
        fmt::format("'{}' is no journal of a sweep, or its first line was changed; remove it, "
                    "or name another file",
                    file.path()));
  return Identity::read(*header, fmt::format("'{}'", file.path()));
}

}  // namespace

Plan plan_in(const Identity& identity) {
  return Plan::from_json(Json::parse(identity.text).at("plan").dump());
}

std::string Record::to_text() const {
  return fmt::format("{}{}{}", static_cast<int>(status), certified ? '+' : '-', payload);
}

Record Record::from_text(const std::string& text) {
  return {static_cast<Status>(text.at(0) - '0'), text.at(1) == '+', text.substr(2)};
}

Record record_of(const Identity& identity, const Plan& plan, std::size_t place, const PointResult& result) {
  const auto point = identity.shard.point(place);
  return {result.status, result.certified, payload_of(point, key_text(identity, plan, point), result)};
}

Journal::Journal(std::unique_ptr<JournalFile> file, const Identity& identity)
    : file_(std::move(file)),
      identity_(identity),
      plan_(plan_in(identity)),
      entries_(identity.shard.size(identity.points)) {
  file_->append(identity_.text);
}

Journal::Journal(std::unique_ptr<JournalFile> file)
    : file_(std::move(file)),
      identity_(header_of(*file_)),
      plan_(plan_in(identity_)),
      entries_(identity_.shard.size(identity_.points)) {
  torn_bytes_ = file_->scan([this](Place place, const std::string* payload) {
    if (place.offset > 0 && !(payload && enter(place, *payload))) ++damage_.records;
    return true;
  });
  damage_.torn = torn_bytes_ > 0;
}

bool Journal::enter(Place place, const std::string& payload) try {
  if (says_finished(payload)) return finished_ = true;
  finished_ = false;
  const auto json = Json::parse(payload);
  const std::size_t number = json.at("point");
  const auto& shard = identity_.shard;
  if (number == 0 || number > identity_.points || shard.owner(number - 1) != shard.index) return false;
  const auto status = status_named(json.at("status"));
  if (!status || json.at("key") != key_text(identity_, plan_, number - 1)) return false;
  entries_[shard.place(number - 1)] = {place.offset, place.length, static_cast<std::uint8_t>(*status),
                                       json.at("certified").get<bool>()};
  return true;
} catch (const Json::exception&) {
  return false;
}

PointResult Journal::read(std::size_t place) const {
  const auto& entry = entries_[place];
  return result_of(Json::parse(file_->read({entry.offset, entry.length})));
}

void Journal::add(std::size_t place, const Record& record) {
  const auto written = file_->append(record.payload);
  entries_[place] = {written.offset, written.length, static_cast<std::uint8_t>(record.status),
                     record.certified};
}

bool Journal::says_finished(const std::string& payload) { return payload == finished_mark; }

void Journal::mark_finished() {
  file_->append(finished_mark);
  file_->sync();
  finished_ = true;
}

void Journal::drop_torn_line() {
  file_->cut(torn_bytes_);
  torn_bytes_ = 0;
}

}  // namespace apps::sweep
