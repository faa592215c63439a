#include "apps/sweep/fill.hpp"

#include <utility>

#include "apps/common/progress.hpp"
#include "apps/common/terminal.hpp"
#include "apps/sweep/executor.hpp"

namespace apps::sweep {
namespace {

Tasks tasks_of(const Work& work) {
  return {work.pieces, [&work](std::size_t piece, const Emit& emit) {
            work.run(piece, [&](std::size_t place, const PointResult& result) {
              emit(place, record_of(work.identity, work.plan, place, result).to_text());
            });
          }};
}

std::size_t missing_in(const Journal& journal) {
  std::size_t missing = 0;
  for (std::size_t place = 0; place < journal.places(); ++place) missing += journal.has(place) ? 0 : 1;
  return missing;
}

}  // namespace

Work each_point(const Identity& identity, const Plan& plan,
                std::function<std::optional<PointResult>(std::size_t point)> solve) {
  return {identity, plan, identity.shard.size(identity.points),
          [&identity, solve = std::move(solve)](std::size_t place, const EmitPoint& emit) {
            if (const auto result = solve(identity.shard.point(place))) emit(place, *result);
          },
          [](const Journal& journal, std::size_t place) { return journal.has(place); }};
}

void fill(Journal& journal, const Work& work, const Arguments& arguments, const solvers::Stop& stop) {
  Progress progress(missing_in(journal), progress_wanted(arguments));
  const Keeper keeper{[&](std::size_t piece) { return !work.is_done(journal, piece); },
                      [&](std::size_t place, const std::string& text) {
                        if (journal.has(place)) return;
                        journal.add(place, Record::from_text(text));
                        progress.step();
                      }};
  executor().run(tasks_of(work), keeper, arguments.threads, stop);
  journal.sync();
}

ExitCode help(const Work& work, const Arguments& arguments, const solvers::Stop& stop) {
  executor().serve(tasks_of(work), arguments.threads, stop);
  return ExitCode::done;
}

}  // namespace apps::sweep
