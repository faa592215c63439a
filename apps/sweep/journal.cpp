#include "apps/sweep/journal.hpp"

#include <limits>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "apps/common/text_files.hpp"
#include "apps/sweep/record_text.hpp"
#include "models/family.hpp"

namespace apps::sweep {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view finished_mark = R"({"finished":true})";

std::string key_text(const Identity& identity, const Plan& plan, std::size_t point) {
  return fmt::format("{:016x}", point_key(identity, plan.point(point)));
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
  return {static_cast<models::Status>(text.at(0) - '0'), text.at(1) == '+', text.substr(2)};
}

Record record_of(const Identity& identity, const Plan& plan, std::size_t place, const PointResult& result) {
  const auto point = identity.shard.point(place);
  return {result.status, result.certified, record_text(point + 1, key_text(identity, plan, point), result)};
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

bool Journal::enter(Place place, const std::string& payload) {
  if (says_finished(payload)) return finished_ = true;
  finished_ = false;
  const auto view = view_of(payload);
  if (!view) return false;
  const auto& shard = identity_.shard;
  if (view->number == 0 || view->number > identity_.points) return false;
  const auto point = view->number - 1;
  if (shard.owner(point) != shard.index || view->key != key_text(identity_, plan_, point)) return false;
  entries_[shard.place(point)] = entry_of(place, view->status, view->certified, view->columns);
  return true;
}

Journal::Entry Journal::entry_of(Place place, models::Status status, bool certified,
                                 std::string_view columns) {
  const std::lock_guard lock(mutex_);
  auto known = heads_by_text_.find(columns);
  if (known == heads_by_text_.end()) {
    if (heads_.size() > std::numeric_limits<std::uint16_t>::max())
      throw models::TooLarge("sweep: the points have more than 65,536 different lists of columns");
    known = heads_by_text_.emplace(columns, static_cast<std::uint16_t>(heads_.size())).first;
    heads_.push_back(&known->first);
  }
  return {place.offset, place.length, static_cast<std::uint8_t>(status), certified, known->second};
}

std::string_view Journal::payload(std::size_t place, LineWindow& window) const {
  const auto& entry = entries_[place];
  return file_->read({entry.offset, entry.length}, window);
}

PointResult Journal::read(std::size_t place) const {
  LineWindow window;
  return result_of(view_of(payload(place, window)).value());
}

void Journal::add(std::size_t place, const Record& record) {
  const auto written = file_->append(record.payload);
  entries_[place] =
      entry_of(written, record.status, record.certified, view_of(record.payload).value().columns);
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
