// NetCDF files of sweeps, opened with xarray and held against the table.
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

using Catch::Contains;
using tests::entente;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

namespace {

const std::string game = R"(format = "entente/1"
family = "digital-twin"
title = "A pair"
[players]
count = 2
reward = 2.0
information_sensitivity = [1.0, 1.5]
[game]
trust = 0.1
)";

struct Grid {
  tests::TemporaryFolder folder;

  tests::Run run(const Words& words) const {
    tests::write_text(folder / "game.toml", game);
    return entente(words, {.folder = folder.path()});
  }
  std::string text(const std::string& name) const { return tests::read_text(folder / name); }

  /// What compare_grid.py says of the two files.
  void agree(const std::string& grid, const std::string& table, const std::string& shape) const {
    if (tests::execute({"/usr/bin/python3", "-c", "import xarray, netCDF4"}).code != 0) {
      WARN("python3-xarray or python3-netcdf4 is not installed: NetCDF files are not read back");
      return;
    }
    const auto script = tests::source_dir() / "tests/apps/program/compare_grid.py";
    const auto run =
        tests::execute({"/usr/bin/python3", script.string(), grid, table, shape}, {.folder = folder.path()});
    CAPTURE(run.err, run.out);
    CHECK(run.code == 0);
    CHECK_THAT(run.out, Catch::Matches("[1-9][0-9]* cells agree\n"));
  }
};

}  // namespace

TEST_CASE("a grid as NetCDF is its table, with axes as dimensions", "[program][netcdf]") {
  const Grid grid;
  const Words words{"sweep",   "game.toml",
                    "--sweep", "players.reward=1:3:4",
                    "--sweep", "game.gradient=exact,printed",
                    "--sweep", "players.deception_cost=0.1:5:3"};
  auto both = words;
  both.insert(both.end(), {"-o", "table.csv", "--netcdf", "beside.nc"});
  REQUIRE(grid.run(both).code == 0);
  auto alone = words;
  alone.insert(alone.end(), {"--threads", "1", "-o", "grid.nc"});
  REQUIRE(grid.run(alone).code == 0);
  CHECK(grid.text("grid.nc") == grid.text("beside.nc"));  // whichever run, however many threads
  CHECK_THAT(grid.text("grid.run.json"), Contains("\"data\": \"grid.nc\""));
  grid.agree("grid.nc", "table.csv",
             "players.reward=4,game.gradient=2,players.deception_cost=3,equilibrium=1,player=2");
  const auto names =
      tests::execute({"bash", "-c",
                      "/usr/bin/python3 -c \"import xarray; d = xarray.open_dataset('grid.nc'); "
                      "print(d['players.reward'].attrs['long_name']); print(d.attrs['title'])\""},
                     {.folder = grid.folder.path()});
  if (names.code == 0) CHECK_THAT(names.out, Contains("A pair"));
}

TEST_CASE("several equilibria, failed points and designs in NetCDF", "[program][netcdf]") {
  const Grid grid;
  SECTION("several equilibria a point") {
    const Words words{"sweep", "coopetition/proposition-7-3"};
    auto csv = words, nc = words;
    csv.insert(csv.end(), {"-o", "table.csv"});
    nc.insert(nc.end(), {"-o", "grid.nc"});
    const auto code = grid.run(csv).code;
    CHECK(grid.run(nc).code == code);
    const auto shape =
        tests::execute({"bash", "-c",
                        "/usr/bin/python3 -c \"import xarray; print(','.join(f'{k}={v}' for k, v in "
                        "xarray.open_dataset('grid.nc').sizes.items()), end='')\""},
                       {.folder = grid.folder.path()});
    grid.agree("grid.nc", "table.csv", shape.out);
    if (shape.code == 0) CHECK_THAT(shape.out, !Contains("equilibrium=1,"));
  }
  SECTION("points that fail") {
    const Words words{"sweep",   "game.toml",
                      "--sweep", "game.trust=steady-state,0.1",
                      "--sweep", "game.gradient=exact,stationary"};
    auto csv = words, nc = words;
    csv.insert(csv.end(), {"-o", "table.csv"});
    nc.insert(nc.end(), {"-o", "grid.nc"});
    CHECK(grid.run(csv).code == 4);
    CHECK(grid.run(nc).code == 4);
    grid.agree("grid.nc", "table.csv", "game.trust=2,game.gradient=2,equilibrium=1,player=2");
  }
  SECTION("designs have a dimension `point`") {
    const std::string kind = GENERATE("zip", "sobol");
    const Words words{"sweep",   "game.toml",
                      "--plan",  kind,
                      "--sweep", "players.reward=1:3:6",
                      "--sweep", "players.deception_cost=0.1:5:6"};
    for (const auto* i : {"0", "1"}) {
      auto shard = words;
      shard.insert(shard.end(),
                   {"--shard", std::string(i) + "/2", "--format", "csv", "-o", std::string("part") + i});
      CHECK(grid.run(shard).code == 0);
    }
    CHECK(grid.run({"merge", "part0", "part1", "-o", "table.csv"}).code == 0);
    CHECK(grid.run({"merge", "part0", "part1", "-o", "merged.nc"}).code == 0);
    auto whole = words;
    whole.insert(whole.end(), {"-o", "grid.nc"});
    CHECK(grid.run(whole).code == 0);
    CHECK(grid.text("merged.nc") == grid.text("grid.nc"));
    grid.agree("grid.nc", "table.csv", "point=6,equilibrium=1,player=2");
  }
}

TEST_CASE("NetCDF where it cannot be", "[program][netcdf]") {
  const Grid grid;
  CHECK(grid.run({"solve", "game.toml", "-o", "x.nc"}).code == 2);
  CHECK(grid.run({"sweep", "game.toml", "--sweep", "players.reward=1,2", "--format", "csv", "-o", "x.nc"})
            .code == 2);
  CHECK(grid.run({"sweep", "game.toml", "--sweep", "players.reward=1,2", "--netcdf", "x.txt"}).code == 2);
  CHECK(grid.run({"sweep", "game.toml", "--sweep", "players.reward=1,2", "--format", "json", "--netcdf",
                  "x.nc"})
            .code == 2);
  CHECK(grid.run({"sweep", "game.toml", "--sweep", "players.reward=1,2", "--shard", "0/2", "-o", "x.nc"})
            .code == 2);
  const auto missing =
      grid.run({"sweep", "game.toml", "--sweep", "players.reward=1,2", "-o", "missing/x.nc"});
  CHECK(missing.code == 7);
  CHECK_THAT(missing.err, Contains("missing/x.nc"));
  tests::write_text(grid.folder / "old.nc", "old");
  // The limit on the size of files (KiB) stands in for a disk that fills up.
  const auto full = tests::execute({"bash", "-c",
                                    "trap '' XFSZ; ulimit -f 16; \"$ENTENTE\" sweep game.toml --sweep "
                                    "players.reward=1,2 -o old.nc"},
                                   {.folder = grid.folder.path()});
  CHECK(full.code == 7);
  CHECK(grid.text("old.nc") == "old");
}
