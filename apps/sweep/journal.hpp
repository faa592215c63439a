// apps/sweep/journal.hpp
// The finished points of a sweep, or of one shard of it: in a file, with 16 bytes a point in memory.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "apps/sweep/identity.hpp"
#include "apps/sweep/journal_file.hpp"
#include "apps/sweep/plan.hpp"
#include "apps/sweep/points.hpp"

namespace apps::sweep {

/// What reading a journal found that was not as written.
struct Damage {
  std::size_t records = 0;  ///< whole lines whose checksum or key differs
  bool torn = false;        ///< the last line has no end
};

/// The plan that an identity holds.
Plan plan_in(const Identity&);

/// A finished point as a line of the journal.
struct Record {
  models::Status status = models::Status::failed;
  bool certified = false;
  std::string payload;

  std::string to_text() const;  ///< for another process
  static Record from_text(const std::string&);
};

/// Place p of a sweep is the point `identity.shard.point(p)` of its plan.
Record record_of(const Identity&, const Plan&, std::size_t place, const PointResult&);

/// A file of one header and a record a point; of two records of a point the later one counts.
class Journal {
 public:
  /// A new one: writes the header.
  Journal(std::unique_ptr<JournalFile>, const Identity&);

  /// What stands in the file. Throws InputError where it begins with no header, or one of another version.
  explicit Journal(std::unique_ptr<JournalFile>);

  const Identity& identity() const { return identity_; }
  const Plan& plan() const { return plan_; }
  const std::string& path() const { return file_->path(); }
  const Damage& damage() const { return damage_; }

  /// Places count the points of the shard: place p is the point `identity().shard.point(p)` of the plan.
  std::size_t places() const { return entries_.size(); }
  bool has(std::size_t place) const { return entries_[place].length > 0; }
  models::Status status(std::size_t place) const {
    return static_cast<models::Status>(entries_[place].status);
  }
  bool certified(std::size_t place) const { return entries_[place].certified; }
  PointResult read(std::size_t place) const;
  /// A line of it as `record_text` made it; gone when the window is used again.
  std::string_view payload(std::size_t place, LineWindow&) const;
  /// The columns of its table, as they stand in the line; the same object for equal ones.
  const std::string& columns(std::size_t place) const { return *heads_[entries_[place].head]; }

  /// Safe to call from several threads, for different places.
  void add(std::size_t place, const Record&);
  void forget(std::size_t place) { entries_[place] = {}; }  ///< to be computed again
  void drop_torn_line();
  /// Says that the data file holds all of this: another run may begin anew.
  void mark_finished();
  bool is_finished() const { return finished_; }
  static bool says_finished(const std::string& payload);
  void sync() { file_->sync(); }
  JournalFile& file() { return *file_; }

 private:
  struct Entry {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;  ///< 0: none yet
    std::uint8_t status = 0;
    bool certified = false;
    std::uint16_t head = 0;  ///< number of the list of columns
  };
  static_assert(sizeof(Entry) == 16);

  bool enter(Place, const std::string& payload);  ///< false: no record of this sweep
  Entry entry_of(Place, models::Status, bool certified, std::string_view columns);

  std::unique_ptr<JournalFile> file_;
  Identity identity_;
  Plan plan_;
  std::vector<Entry> entries_;
  std::mutex mutex_;  ///< of the lists of columns
  std::map<std::string, std::uint16_t, std::less<>> heads_by_text_;
  std::vector<const std::string*> heads_;
  std::uint64_t torn_bytes_ = 0;
  Damage damage_;
  bool finished_ = false;
};

}  // namespace apps::sweep
