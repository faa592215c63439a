// What a sweep adds to the solving of its points: rows, journal, data file.
// Usage: sweep_bench FOLDER [PART]; one out of PART points along the first axis is taken, all unless given.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "apps/common/open_model.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/sweep/journal.hpp"
#include "apps/sweep/points.hpp"
#include "apps/sweep/store.hpp"
#include "bench/measure.hpp"

namespace {

struct Study {
  std::string kernel, name;
  std::vector<std::string> words;  ///< of the command line
};

/// Five values of each of seven parameters, as the source's factorial has them: 78,125 equilibria under
/// trust.
Study seven_factors() {
  return {"S7",
          "5^7 equilibria",
          {"sweep", "coopetition/samsung-sony", "--sweep", "value.scale=18:22:5", "--sweep",
           "value.complementarity=0.5:0.8:5", "--sweep", "trust.reciprocity=0.01:0.02:5", "--sweep",
           "trust.initial=0.3:0.7:5", "--sweep", "trust.sensitivity=0.8:1.2:5", "--sweep",
           "actors[1].endowment=90:110:5", "--sweep", "actors[2].endowment=90:110:5"}};
}

/// The printed symmetric system over information sensitivity and deception cost.
Study symmetric_grid() {
  return {"S1",
          "10^6 points of K1",
          {"sweep", "digital-twin/printed-symmetric", "--sweep", "players.information_sensitivity=0.1:3:1000",
           "--sweep", "players.deception_cost=0.1:5:1000"}};
}

apps::sweep::Plan plan_of(const apps::Arguments& arguments, std::size_t part) {
  std::vector<apps::sweep::Axis> axes;
  for (const auto& text : arguments.sweep) axes.push_back(apps::sweep::read_axis(text));
  auto& points = axes.front().spacing->points;
  points = std::max<std::size_t>(2, points / part);
  return apps::sweep::Plan(axes);
}

/// CPU seconds.
struct Times {
  double solving = 0, rows = 0, journal = 0, file = 0;
};

/// Block by block, since the clock is read seldom.
void fill(apps::sweep::Journal& journal, const apps::sweep::PointSolver& solver, Times& times) {
  constexpr std::size_t block = 1000;
  for (std::size_t first = 0; first < journal.places(); first += block) {
    const auto last = std::min(journal.places(), first + block);
    std::vector<apps::sweep::PointAnswer> answers;
    std::vector<apps::sweep::PointResult> results;
    times.solving += bench::seconds_of([&] {
      for (auto i = first; i < last; ++i) answers.push_back(solver.find(i, {}).value());
    });
    times.rows += bench::seconds_of([&] {
      for (auto i = first; i < last; ++i) results.push_back(solver.result(i, answers[i - first]));
    });
    times.journal += bench::seconds_of([&] {
      for (auto i = first; i < last; ++i)
        journal.add(i, record_of(journal.identity(), journal.plan(), i, results[i - first]));
    });
  }
  times.journal += bench::seconds_of([&] { journal.sync(); });
}

void report(const Study& study, std::size_t points, const Times& times) {
  const auto print = [&](const char* what, double value, const char* unit) {
    bench::print({.kernel = study.kernel,
                  .name = study.name + ", " + what,
                  .unit = unit,
                  .value = value,
                  .points = static_cast<long>(points)});
  };
  const double each = 1e6 / static_cast<double>(points);
  print("solved and judged", each * times.solving, "us/point");
  print("made into rows", each * times.rows, "us/point");
  print("into the journal", each * times.journal, "us/point");
  print("data file", each * times.file, "us/point");
  print("rows, journal and file", 100 * (times.rows + times.journal + times.file) / times.solving,
        "% of solving");
}

void measure(const Study& study, std::size_t part, const std::string& folder) {
  const auto output = (std::filesystem::path(folder) / "sweep.csv").string();
  auto words = study.words;
  words.insert(words.end(), {"-o", output});
  const auto arguments = apps::read_arguments(words);
  const auto base = apps::open_model(arguments, arguments.operands.front());
  const auto plan = plan_of(arguments, part);
  const apps::sweep::PointSolver solver(arguments, base.document, plan, {});
  const auto identity = apps::sweep::identity_of(arguments, base, plan, {}, "rows");
  apps::sweep::Journal journal(apps::sweep::JournalFile::for_writing(output + ".journal"), identity);
  Times times;
  fill(journal, solver, times);
  times.file = bench::seconds_of([&] {
    std::optional<apps::TextSink> sink;
    write_outputs(sink, arguments, apps::sweep::Results({&journal}), apps::sweep::count({&journal}));
  });
  journal.file().remove();
  report(study, plan.size(), times);
}

}  // namespace

int main(int count, char** words) {
  const std::string folder = count > 1 ? words[1] : ".";
  const std::size_t part = count > 2 ? std::stoul(words[2]) : 1;
  measure(seven_factors(), part, folder);
  measure(symmetric_grid(), part, folder);
}
