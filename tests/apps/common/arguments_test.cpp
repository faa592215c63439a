#include "apps/common/arguments.hpp"

#include <catch2/catch.hpp>

#include "apps/common/help.hpp"

using apps::Arguments;
using apps::Format;
using apps::read_arguments;
using Catch::Contains;

namespace {

std::string fault_of(const std::vector<std::string>& words) {
  try {
    read_arguments(words);
  } catch (const apps::UsageError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("numbers of the command line are read exactly or refused", "[arguments]") {
  struct Bad {
    const char* option;
    const char* text;
  };
  const auto bad = GENERATE(values<Bad>({{"--tolerance", "nan"},
                                         {"--tolerance", "NaN"},
                                         {"--tolerance", "inf"},
                                         {"--tolerance", "1e-400"},
                                         {"--tolerance", "1e400"},
                                         {"--tolerance", "0"},
                                         {"--tolerance", "-1e-9"},
                                         {"--tolerance", "1e-320"},
                                         {"--tolerance", "1,5"},
                                         {"--tolerance", "1e-9x"},
                                         {"--tolerance", "0x1p-9"},
                                         {"--tolerance", "tiny"},
                                         {"--residual-tolerance", "0"},
                                         {"--time-limit", "-5"},
                                         {"--time-limit", "soon"},
                                         {"--starts", "0"},
                                         {"--starts", "1.5"},
                                         {"--starts", "99999999999999999999"},
                                         {"--max-iterations", "1e3"},
                                         {"--threads", "0"},
                                         {"--threads", "-2"},
                                         {"--digits", "0"},
                                         {"--digits", "18"},
                                         {"--seed", "-1"},
                                         {"--seed", "18446744073709551616"},
                                         {"--seed", "1.0"},
                                         {"--seed", "randon"}}));
  CAPTURE(bad.option, bad.text);
  const auto fault = fault_of({"solve", "m.toml", bad.option, bad.text});
  CHECK_THAT(fault, Contains(bad.option));
  CHECK_THAT(fault, Contains(bad.text));
  CHECK(fault_of({"solve", "m.toml", std::string(bad.option) + "=" + bad.text}) == fault);
}

TEST_CASE("a slip is answered with the nearest word", "[arguments]") {
  CHECK_THAT(fault_of({"sovle", "m.toml"}), Contains("did you mean 'solve'"));
  CHECK_THAT(fault_of({"solve", "--tolerence", "1e-9", "m.toml"}), Contains("did you mean '--tolerance'"));
  CHECK_THAT(fault_of({"solve", "--format", "jsn", "m.toml"}), Contains("did you mean 'json'"));
  CHECK_THAT(fault_of({"completion", "bsh"}), Contains("did you mean 'bash'"));
}

TEST_CASE("wrong words are refused", "[arguments]") {
  const auto words = GENERATE(values<std::vector<std::string>>({
      {"solve"},
      {"solve", "a.toml", "b.toml"},
      {"solve", "a.toml", "b.toml", "--format", "json"},
      {"certify", "a.toml", "b.toml", "--format", "csv"},
      {"solve", "a.toml", "--format", "csv", "-o", "x.json"},
      {"solve", "a.toml", "--format", "human", "-o", "x.json"},
      {"solve", "a.toml", "--set", "players.reward"},
      {"solve", "a.toml", "--set", "=2"},
      {"solve", "a.toml", "--set"},
      {"solve", "a.toml", "-o", "--format", "json"},
      {"solve", "a.toml", "-o", ""},
      {"solve", "a.toml", "--tolerance", "1e-9", "--tolerance", "1e-6"},
      {"solve", "a.toml", "--quiet=yes"},
      {"solve", "a.toml", "--sweep", "a=1:2:3"},
      {"solve", "a.toml", "-z"},
      {"models", "a", "b"},
      {"completion"},
      {"completion", "tcsh"},
  }));
  CAPTURE(words);
  CHECK(fault_of(words) != "accepted");
}

TEST_CASE("options stand anywhere, attached or apart", "[arguments]") {
  const auto a = read_arguments(
      {"-q", "--color", "never", "solve", "--set", "a.b=1", "m.toml", "--set=c=x=y", "-or.csv"});
  CHECK(a.verb->name == "solve");
  CHECK(a.operands == std::vector<std::string>{"m.toml"});
  REQUIRE(a.overrides.size() == 2);
  CHECK((a.overrides[1].key == "c" && a.overrides[1].value == "x=y"));
  CHECK(a.format == Format::csv);
  CHECK(a.output == "r.csv");
  CHECK(a.verbosity == -1);
  CHECK(a.color == apps::When::never);
}

TEST_CASE("file names of any shape are operands", "[arguments]") {
  const auto a =
      read_arguments({"solve", "--format", "jsonl", "--", "-odd", "--set", "[x]", "a b", "{}", ""});
  CHECK(a.operands == std::vector<std::string>{"-odd", "--set", "[x]", "a b", "{}", ""});
  CHECK(read_arguments({"solve", "-"}).operands == std::vector<std::string>{"-"});
}

TEST_CASE("the suffix of -o chooses the format unless it says nothing", "[arguments]") {
  CHECK(read_arguments({"solve", "m", "-o", "x.jsonl"}).format == Format::jsonl);
  CHECK(read_arguments({"solve", "m", "-o", "x.txt", "--format", "json"}).format == Format::json);
  CHECK(read_arguments({"solve", "m", "-o", "x.csv", "--format", "csv"}).format == Format::csv);
  CHECK(read_arguments({"solve", "m", "-o", "x.txt"}).format == Format::human);
}

TEST_CASE("a drawn seed is known to the run", "[arguments]") {
  const auto a = read_arguments({"solve", "m", "--seed", "random"}),
             b = read_arguments({"solve", "m", "--seed", "random"});
  REQUIRE((a.seed && b.seed));
  CHECK(a.seed_was_drawn);
  CHECK(*a.seed != *b.seed);  // fails once in 2^53 runs
  CHECK(*a.seed < (std::uint64_t{1} << 53));
  CHECK(*read_arguments({"solve", "m", "--seed", "7"}).seed == 7);
}

TEST_CASE("every verb has help with an example and only options that exist", "[arguments][help]") {
  for (const auto& verb : apps::verb_specs()) {
    CAPTURE(verb.name);
    CHECK_THAT(apps::help(verb), Contains("example: entente " + std::string(verb.name)));
    for (const auto name : verb.options) {
      CAPTURE(name);
      CHECK(apps::find_option(name) != nullptr);
    }
    CHECK_THAT(apps::short_help(), Contains(std::string(verb.name)));
  }
}
