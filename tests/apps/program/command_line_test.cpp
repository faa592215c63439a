// The program as a user meets it: words, exit codes, streams.
#include <catch2/catch.hpp>

#include "tests/support/run_program.hpp"

using Catch::Contains;
using tests::entente;

namespace {

const std::string small_game = R"(format = "entente/1"
family = "digital-twin"
title = "two players"
[players]
count = 2
reward = [2.0, 3.0]
[game]
trust = 0.0
)";

tests::RunOptions piped(const std::string& text) { return {.folder = {}, .input = text}; }

}  // namespace

TEST_CASE("without words a short help, and exit 2", "[program]") {
  const auto run = entente({});
  CHECK(run.code == 2);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains("usage: entente VERB"));
}

TEST_CASE("help and version go to standard output, and exit 0", "[program]") {
  CHECK_THAT(entente({"--version"}).out, Contains("entente "));
  CHECK_THAT(entente({"--help"}).out, Contains("exit: 0 done"));
  for (const auto* verb :
       {"check", "show", "models", "solve", "certify", "simulate", "bound", "sweep", "completion"}) {
    CAPTURE(verb);
    const auto run = entente({verb, "--help"});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    CHECK_THAT(run.out, Contains(std::string("example: entente ") + verb));
  }
}

TEST_CASE("wrong words exit 2 with the nearest right one", "[program]") {
  const auto verb = entente({"sovle", "x"});
  CHECK(verb.code == 2);
  CHECK_THAT(verb.err, Contains("did you mean 'solve'"));
  const auto flag = entente({"solve", "--tolerence", "1", "x"});
  CHECK(flag.code == 2);
  CHECK_THAT(flag.err, Contains("did you mean '--tolerance'"));
}

TEST_CASE("a misspelt case exits 3 with the nearest one", "[program]") {
  const auto run = entente({"solve", "digital-twin/five-player"});
  CHECK(run.code == 3);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains("did you mean 'digital-twin/five-players'"));
}

TEST_CASE("three faults of meaning are three located messages, and exit 3", "[program]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "bad.toml",
                    "format = \"entente/1\"\nfamily = \"digital-twin\"\n[players]\ncount = 1\nreward = -2\n"
                    "sharing_cots = 1\n");
  const auto run = entente({"solve", "bad.toml", "-o", "out.json"}, {.folder = folder.path()});
  CHECK(run.code == 3);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains("bad.toml:4:"));
  CHECK_THAT(run.err, Contains("bad.toml:5:"));
  CHECK_THAT(run.err, Contains("bad.toml:6:") && Contains("did you mean 'sharing_cost'"));
  CHECK_THAT(run.err, Contains("3 errors; nothing was solved."));
  CHECK_FALSE(std::filesystem::exists(folder / "out.json"));
}

TEST_CASE("a description comes from standard input", "[program]") {
  const auto run = entente({"solve", "-", "--format", "csv"}, piped(small_game));
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("player1") && Contains("player2"));
}

TEST_CASE("file names of any shape work", "[program]") {
  const auto name =
      GENERATE("a b.toml", "[x].toml", "{y}.toml", "-dash.toml", "käse.toml", "new\nline.toml", "\xff.toml");
  const tests::TemporaryFolder folder;
  tests::write_text(folder / name, small_game);
  const auto run = entente({"solve", "--format", "json", "--", name}, {.folder = folder.path()});
  CAPTURE(name, run.err);
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("\"certified\""));
}

TEST_CASE("several descriptions give one table, or one record a line", "[program]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "a.toml", small_game);
  tests::write_text(folder / "b.toml", small_game + "gradient = \"printed\"\n");
  const auto csv = entente({"solve", "a.toml", "b.toml", "--format", "csv"}, {.folder = folder.path()});
  CHECK(csv.code == 0);
  CHECK_THAT(csv.out, Catch::StartsWith("model,status,"));
  CHECK_THAT(csv.out, Contains("\na.toml,") && Contains("\nb.toml,"));
  const auto jsonl = entente({"solve", "a.toml", "b.toml", "--format", "jsonl"}, {.folder = folder.path()});
  CHECK(std::count(jsonl.out.begin(), jsonl.out.end(), '\n') == 2);
  CHECK(entente({"solve", "a.toml", "b.toml"}, {.folder = folder.path()}).code == 2);
}

TEST_CASE("a fault in the last of several leaves no partial output", "[program]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "a.toml", small_game);
  const auto run =
      entente({"solve", "a.toml", "missing.toml", "--format", "jsonl"}, {.folder = folder.path()});
  CHECK(run.code == 3);
  CHECK(run.out.empty());
}

TEST_CASE("an unknown method names those that exist", "[program]") {
  const auto run = entente({"solve", "-", "--method", "magic"}, piped(small_game));
  CHECK(run.code == 2);
  CHECK_THAT(run.err, Contains("magic") && Contains("semismooth-newton"));
}

TEST_CASE("colours are for terminals, unless asked for", "[program]") {
  CHECK_THAT(entente({"solve", "-"}, piped(small_game)).out, !Contains("\x1b["));
  CHECK_THAT(entente({"solve", "-", "--color", "always"}, piped(small_game)).out, Contains("\x1b["));
}

TEST_CASE("a drawn seed is printed and recorded", "[program]") {
  const auto run = entente({"solve", "-", "--seed", "random", "--format", "json"}, piped(small_game));
  CHECK(run.code == 0);
  REQUIRE_THAT(run.err, Catch::StartsWith("seed: "));
  const auto seed = run.err.substr(6, run.err.find('\n') - 6);
  CHECK_THAT(run.out, Contains("\"seed\": " + seed));
}

TEST_CASE("an output that shows is read back as the same model", "[program]") {
  const auto shown = entente({"show", "-", "--set", "players.reward=3"}, piped(small_game));
  REQUIRE(shown.code == 0);
  const auto again = entente({"show", "-"}, piped(shown.out));
  CHECK(again.code == 0);
  CHECK(again.out == shown.out);
  CHECK_THAT(shown.out, Contains("reward = 3.0"));
}

TEST_CASE("the digest names the model, not the way it was written", "[program]") {
  const auto digest = [](const tests::Run& run) {
    REQUIRE(run.code == 0);
    return run.out.substr(run.out.find("\"sha256\""), 80);
  };
  const auto original = entente({"show", "-", "--format", "json"}, piped(small_game));
  const auto resolved = entente({"show", "-"}, piped(small_game));
  const auto other =
      entente({"show", "-", "--format", "json", "--set", "players.reward=[2.0, 3.5]"}, piped(small_game));
  CHECK(digest(original) ==
        digest(entente({"show", "-", "--format", "json"}, piped("# a comment\n" + resolved.out))));
  CHECK(digest(original) != digest(other));
}

TEST_CASE("several trajectories share one header", "[program]") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "a.toml", small_game);
  tests::write_text(folder / "b.toml", small_game);
  const auto run = entente({"simulate", "a.toml", "b.toml", "--format", "csv", "--set", "simulate.rounds=2"},
                           {.folder = folder.path()});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Catch::StartsWith("model,step,entity,quantity,value\na.toml,0,"));
  CHECK(run.out.find("model,step", 1) == std::string::npos);
  CHECK_THAT(run.out, Contains("\nb.toml,1,"));
}

TEST_CASE("the template of every family reads back", "[program]") {
  const auto text = entente({"models", "digital-twin", "--template"});
  REQUIRE(text.code == 0);
  const auto run = entente({"check", "-"}, piped(text.out));
  CAPTURE(run.err);
  CHECK(run.code == 0);
}

TEST_CASE("completion scripts are accepted by their shells", "[program]") {
  const auto script = entente({"completion", "bash"});
  REQUIRE(script.code == 0);
  const auto run = tests::execute(
      {"bash", "-c",
       "source /dev/stdin; COMP_WORDS=(entente so); COMP_CWORD=1; _entente; echo ${COMPREPLY[*]}; "
       "COMP_WORDS=(entente solve x --for); COMP_CWORD=3; _entente; echo ${COMPREPLY[*]}; "
       "COMP_WORDS=(entente solve --format j); COMP_CWORD=3; _entente; echo ${COMPREPLY[*]}; "
       "COMP_WORDS=(entente solve digital-twin/five); COMP_CWORD=2; _entente; echo ${COMPREPLY[*]}"},
      piped(script.out));
  CHECK(run.out == "solve\n--format\njson jsonl\ndigital-twin/five-players\n");
  for (const auto* shell : {"zsh", "fish"}) {
    const auto other = entente({"completion", shell});
    CHECK(other.code == 0);
    CHECK_THAT(other.out, Contains("digital-twin/five-players") && Contains("solve"));
  }
}
