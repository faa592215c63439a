// What a sweep adds to the solving of its points: rows, journal, data file. Usage: sweep_bench FOLDER
// [--quick]
#include <algorithm>
#include <filesystem>
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
          {"sweep", "coopetition/samsung-sony", "--threads", "1", "--sweep", "value.scale=18:22:5", "--sweep",
           "value.complementarity=0.5:0.8:5", "--sweep", "trust.reciprocity=0.01:0.02:5", "--sweep",
           "trust.initial=0.3:0.7:5", "--sweep", "trust.sensitivity=0.8:1.2:5", "--sweep",
           "actors[1].endowment=90:110:5", "--sweep", "actors[2].endowment=90:110:5"}};
}

/// The printed symmetric system over deception cost and information sensitivity.
Study symmetric_grid() {
  return {"S1",
          "10^6 points of K1",
          {"sweep", "digital-twin/printed-symmetric", "--threads", "1", "--sweep",
           "players.information_sensitivity=0.1:3:1000", "--sweep", "players.deception_cost=0.1:5:1000"}};
}

/// Every `step`-th point is solved; what one point costs is printed for each part of the work.
void measure(const Study& study, std::size_t step, const std::string& folder) {
  const auto output = (std::filesystem::path(folder) / "sweep.csv").string();
  auto words = study.words;
  words.insert(words.end(), {"-o", output});
  const auto arguments = apps::read_arguments(words);
  const auto base = apps::open_model(arguments, arguments.operands.front());
  std::vector<apps::sweep::Axis> axes;
  for (const auto& text : arguments.sweep) axes.push_back(apps::sweep::read_axis(text));
  const apps::sweep::Plan whole(axes);
  // A plan of its own for the points that are solved: the first axis with a part of its values.
  axes.front().spacing->points = std::max<std::size_t>(1, axes.front().size() / step);
  const apps::sweep::Plan plan(axes);
  const apps::sweep::PointSolver solver(arguments, base.document, plan, {});
  const auto identity = apps::sweep::identity_of(arguments, base, plan, {}, "rows");
  apps::sweep::Journal journal(apps::sweep::JournalFile::for_writing(output + ".journal"), identity);
  double solving = 0, rows = 0, writing = 0;
  constexpr std::size_t block = 1000;  // the clock is read seldom
  for (std::size_t first = 0; first < plan.size(); first += block) {
    const auto last = std::min(plan.size(), first + block);
    std::vector<apps::sweep::PointAnswer> answers;
    solving += bench::seconds_of([&] {
      for (auto i = first; i < last; ++i) answers.push_back(solver.find(i, {}).value());
    });
    std::vector<apps::sweep::PointResult> results;
    rows += bench::seconds_of([&] {
      for (auto i = first; i < last; ++i) results.push_back(solver.result(i, answers[i - first]));
    });
    writing += bench::seconds_of([&] {
      for (auto i = first; i < last; ++i)
        journal.add(i, apps::sweep::record_of(identity, plan, i, results[i - first]));
    });
  }
  writing += bench::seconds_of([&] { journal.sync(); });
  const double file = bench::seconds_of([&] {
    apps::TextSink sink(output);
    write_results(sink, arguments, apps::sweep::Results({&journal}), apps::sweep::count({&journal}));
    sink.commit();
  });
  journal.file().remove();
  const auto report = [&](const char* what, double seconds, const char* unit) {
    bench::print({.kernel = study.kernel,
                  .name = study.name + ", " + what,
                  .unit = unit,
                  .value = seconds,
                  .points = static_cast<long>(plan.size())});
  };
  const double points = static_cast<double>(plan.size());
  report("solved and judged", 1e6 * solving / points, "us/point");
  report("made into rows", 1e6 * rows / points, "us/point");
  report("into the journal", 1e6 * writing / points, "us/point");
  report("data file", 1e6 * file / points, "us/point");
  report("overhead", 100 * (rows + writing + file) / solving, "% of solving");
}

}  // namespace

int main(int count, char** words) {
  const std::string folder = count > 1 ? words[1] : ".";
  const bool quick = count > 2 && std::string(words[2]) == "--quick";
  measure(seven_factors(), quick ? 5 : 1, folder);
  measure(symmetric_grid(), quick ? 50 : 1, folder);
}
