// apps/sweep/store.hpp
// The finished points of a sweep in plan order, written in the format asked for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/common/arguments.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/journal.hpp"
#include "apps/sweep/record_text.hpp"

namespace apps::sweep {

/// The points of one journal, or of all shards of a sweep, by their number in the plan. Nothing is held in
/// memory but where they stand.
class Results {
 public:
  /// The journals by the number of their shard, all of one sweep; they outlive this object.
  explicit Results(std::vector<const Journal*> shards)
      : shards_(std::move(shards)), windows_(shards_.size()) {}

  const Identity& identity() const { return shards_.front()->identity(); }
  const Plan& plan() const { return shards_.front()->plan(); }
  std::size_t size() const { return identity().points; }
  bool has(std::size_t point) const { return journal(point).has(identity().shard.place(point)); }
  const std::string& columns(std::size_t point) const {
    return journal(point).columns(identity().shard.place(point));
  }
  /// What the journal keeps of it; gone at the next call, which no other thread may make meanwhile.
  RecordView view(std::size_t point) const;
  PointResult read(std::size_t point) const { return result_of(view(point)); }

 private:
  const Journal& journal(std::size_t point) const { return *shards_[identity().shard.owner(point)]; }

  std::vector<const Journal*> shards_;
  mutable std::vector<LineWindow> windows_;
};

struct Count {
  std::size_t points = 0, done = 0, not_certified = 0;
  std::map<std::string, std::size_t> by_status;
};
/// Of all places of the journals.
Count count(const std::vector<const Journal*>&);

/// "4096 points: 4000 certified, 96 not-nash; 96 not certified"
std::string summary(const Count&);

void write_results(TextSink&, const Arguments&, const Results&, const Count&);

/// Everything that the command line asks for: -o in its format, and the file of --netcdf. A sink that is
/// there is taken for -o.
void write_outputs(std::optional<TextSink>&, const Arguments&, const Results&, const Count&);

}  // namespace apps::sweep
