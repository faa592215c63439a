#include "models/description/document.hpp"

#include <cfenv>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "tests/models/description/reading.hpp"

namespace {

using namespace models;
using tests::faults;
using tests::first_line;
using tests::head;
using tests::read;

ReadOptions with_files(std::map<std::string, std::string> files) {
  ReadOptions options;
  options.read_text = [files](const std::string& path) -> std::optional<std::string> {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional<std::string>(found->second);
  };
  return options;
}

double reward(const LoadedModel& loaded) { return loaded.resolved.find_path("players.reward")->number(); }

}  // namespace

TEST_CASE("keys stay in the order of the text, each with its place", "[description][document]") {
  const auto document =
      parse_document("d.toml", "z = 1\na.b = [1, {x = 2}]\n\n[m]\n\tk = \"\xC3\xA9\"  # note\n", {});
  const auto& entries = document.root.entries();
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].key == "z");
  CHECK(entries[1].key == "a");
  CHECK(entries[2].key == "m");
  const auto* inner = document.root.find_path("a.b[2].x");
  REQUIRE(inner);
  CHECK(inner->location().line == 2);
  CHECK(inner->location().column == 16);
  CHECK(inner->location().file_name() == "d.toml");
  const auto* m = document.root.find("m")->table();
  CHECK(m->entries()[0].key_location.line == 5);
  CHECK(m->entries()[0].key_location.column == 2);
  CHECK(*m->find("k")->text() == "\xC3\xA9");
}

TEST_CASE("a byte order mark and CRLF change nothing, not even the carets", "[description][document]") {
  const std::string text = head + "reward = -1\n";
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(faults(windows) == faults(text));
  const auto good = read(
      "\xEF\xBB\xBF"
      "format = \"entente/1\"\r\nfamily = \"digital-twin\"\r\nplayers.count = 3\r\n");
  CHECK(good.resolved.find_path("players.count")->number() == 3);
  CHECK(first_line(faults("\xEF\xBB\xBF"
                          "x = 1\nformat = \"entente/1\"\n[players]\ncount = 2")) ==
        "t.toml:1:1: error: family is missing: kind of game");
}

TEST_CASE("UTF-16 is named as such", "[description][document]") {
  CHECK(first_line(faults(std::string("\xFF\xFE"
                                      "f\0o\0",
                                      6))) ==
        "t.toml:1:1: error: this is UTF-16; save the description as UTF-8");
}

TEST_CASE("an empty description says how to begin", "[description][document]") {
  for (const char* text : {"", "\n\n", "# only a comment\n", "\xEF\xBB\xBF"}) {
    try {
      read_model(parse_document("t.toml", text, {}));
      FAIL("an empty description was read");
    } catch (const DescriptionError& error) {
      CHECK(first_line(error.what()) ==
            "t.toml:1:1: error: the description is empty; `entente models FAMILY --template` prints one to "
            "edit");
    }
  }
}

TEST_CASE("sizes are limited before parsing", "[description][document]") {
  const std::string large(17 << 20, '#');
  CHECK(first_line(faults(large)) ==
        "t.toml:1:1: error: the description has 17825792 bytes; more than 16 MiB are refused");
  const std::string just = head + std::string((16 << 20) - head.size(), '#');
  CHECK(faults(just).empty());
  std::string keys;
  for (int i = 0; i < 60'000; ++i) keys += "k" + std::to_string(i) + "=1\n";
  CHECK(first_line(faults(keys)) == "t.toml:50001:7: error: more than 50000 keys");
  CHECK(first_line(faults("x = [" + std::string(3'000'000, ','))).find("more than 2000000 values") !=
        std::string::npos);
}

TEST_CASE("depth is limited before parsing, wherever it hides", "[description][document]") {
  const std::string deep(50'000, '[');
  std::string dotted = "a", tables, headers = "[a";
  for (int i = 0; i < 50'000; ++i) dotted += ".a";
  for (int i = 0; i < 50'000; ++i) tables += "{a=";
  for (int i = 0; i < 50'000; ++i) headers += ". \"b\" ";
  for (const auto& text :
       {"x=" + deep, "x=\"\"\"a\"\"\"\"\"\ny=" + deep, "x='''a'''''\ny=" + deep, "x='\\'\ny=" + deep,
        "x=\"\\\"\"\ny=" + deep, "# \"\ny=" + deep, "x=" + tables, dotted + "=1", headers + "]"}) {
    const auto report = first_line(faults(text));
    CAPTURE(report, text.substr(0, 40));
    CHECK((report.find("nested more than 32 deep") != std::string::npos ||
           report.find("a dotted key of more than 32 parts") != std::string::npos));
  }
}

TEST_CASE("brackets and dots in strings and comments are no structure", "[description][document]") {
  const auto document = parse_document("t.toml",
                                       "a = \"" + std::string(100, '[') + "\" # " + std::string(100, '{') +
                                           "\nb = '''\n" + std::string(100, '.') + "'''\n",
                                       {});
  CHECK(document.root.entries().size() == 2);
}

TEST_CASE("reading does not depend on rounding direction or flushing", "[description][document]") {
  std::fenv_t before;
  std::fegetenv(&before);
  const auto plain = read(head + "reward = 0.1\nsharing_cost = 123456789.123456789e-11\n");
  for (const int direction : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    std::fesetround(direction);
#ifdef __SSE2__
    __builtin_ia32_ldmxcsr(__builtin_ia32_stmxcsr() | 0x8040U);  // flush to zero, denormals are zero
#endif
    const auto loaded = read(head + "reward = 0.1\nsharing_cost = 123456789.123456789e-11\n");
    const auto subnormal = first_line(faults(head + "reward = 1e-310\n"));
    const int after = std::fegetround();
    std::fesetenv(&before);
    CHECK(after == direction);  // the caller's setting is back
    CHECK(reward(loaded) == reward(plain));
    CHECK(loaded.resolved.find_path("players.sharing_cost")->number() ==
          plain.resolved.find_path("players.sharing_cost")->number());
    CHECK(subnormal.starts_with("t.toml:5:10: error: players.reward: 1e-310 is nearer to 0"));
  }
}

TEST_CASE("extends: sections merge, arrays and values are replaced", "[description][extends]") {
  const auto options =
      with_files({{"base.toml", head + "reward = [1, 2, 3]\nsharing_cost = 2\n[game]\ntrust = 0.5\n"},
                  {"sub/base.toml", head + "reward = 9\n"}});
  const auto loaded = read("extends = \"base.toml\"\ntitle = \"T\"\n[players]\nreward = 7\n", options);
  CHECK(reward(loaded) == 7);
  CHECK(loaded.resolved.find_path("players.sharing_cost")->number() == 2);
  CHECK(loaded.resolved.find_path("game.trust")->number() == 0.5);
  CHECK(loaded.resolved.find("extends") == nullptr);
  CHECK(loaded.title == "T");
  CHECK(reward(read("extends = \"base.toml\"\n", options, "sub/t.toml")) ==
        9);  // beside the one that extends
}

TEST_CASE("extends: the value of a key is replaced whole, be it a table", "[description][extends]") {
  const auto options = with_files({{"base.toml", head + "reward = { draw = { uniform = [1, 2] } }\n"}});
  const auto drawn = read(
      "extends = \"base.toml\"\n[players]\nreward = { draw = { exponential = { mean = 4 } } }\n", options);
  CHECK(drawn.resolved.find_path("players.reward")->array()->size() == 3);
  CHECK(reward(read("extends = \"base.toml\"\n[players]\nreward = 7\n", options)) == 7);
}

TEST_CASE("extends: what a source prints is of the description that says so", "[description][extends]") {
  const auto options = with_files({{"base.toml", "published = { price = 3 }\n" + head + "reward = 2\n"}});
  CHECK_FALSE(read("extends = \"base.toml\"\n", options).published);
  const auto own = read("extends = \"base.toml\"\n[published]\ncost = 4\n", options).published;
  REQUIRE(own);
  CHECK(own->entries().size() == 1);
}

TEST_CASE("extends: faults stand in the file that has them", "[description][extends]") {
  const auto options = with_files({{"base.toml", head + "reward = -1\n"}, {"broken.toml", "x = [1 2]\n"}});
  const auto report = faults("extends = \"base.toml\"\n[players]\nsharing_cost = -2\n", options);
  CHECK(report ==
        "t.toml:3:16: error: players.sharing_cost = -2 violates c1 > 0\n"
        "    3 | sharing_cost = -2\n"
        "      |                ^~\n"
        "base.toml:5:10: error: players.reward = -1 violates R > 0\n"
        "    5 | reward = -1\n"
        "      |          ^~\n"
        "2 errors; nothing was solved.");
  CHECK(first_line(faults("extends = \"broken.toml\"\n", options)) ==
        "broken.toml:1:8: error: in this array: expected comma or closing ']', found '2'");
}

TEST_CASE("extends: what cannot be followed is refused", "[description][extends]") {
  const auto options = with_files({{"a.toml", "extends = \"b.toml\"\n"},
                                   {"b.toml", "\nextends = \"a.toml\"\n"},
                                   {"self.toml", "extends = \"./self.toml\"\n"}});
  const auto report = [&](const std::string& target) {
    return first_line(faults("extends = " + target + "\n", options));
  };
  CHECK(report("\"a.toml\"") == "b.toml:2:11: error: 'a.toml' extends itself, through b.toml");
  CHECK(report("\"self.toml\"") == "self.toml:1:11: error: 'self.toml' extends itself, through self.toml");
  CHECK(report("\"none.toml\"") ==
        "t.toml:1:11: error: cannot read 'none.toml', and the catalog has no case of that name");
  CHECK(report("\"../a.toml\"") ==
        "t.toml:1:11: error: extends = \"../a.toml\" leaves the folder of the description; put the file "
        "beside or below it");
  CHECK(report("\"/etc/passwd\"").find("leaves the folder") != std::string::npos);
  CHECK(report("5") ==
        "t.toml:1:11: error: extends names one description, as text: a file beside this one, or a catalog "
        "case");
}

TEST_CASE("extends: a chain has an end", "[description][extends]") {
  std::map<std::string, std::string> files;
  for (int i = 0; i < 40; ++i)
    files["f" + std::to_string(i)] = "extends = \"f" + std::to_string(i + 1) + "\"\n";
  CHECK(
      first_line(faults("extends = \"f0\"\n", with_files(files))).find("more than 16 descriptions extend") !=
      std::string::npos);
}

TEST_CASE("format and family come first", "[description][format]") {
  const auto report = [](const std::string& text) {
    try {
      read_model(parse_document("t.toml", text, {}));
    } catch (const DescriptionError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(first_line(report("format = \"entente/2\"\nfamily = 5\n")) ==
        "t.toml:1:10: error: format = \"entente/2\" is newer than this program understands, entente/1; "
        "update the program");
  CHECK(report("format = \"entente/2\"\nfamily = 5\n").ends_with("\n1 error; nothing was solved."));
  CHECK(first_line(report("format = \"toml\"\n")) ==
        "t.toml:1:10: error: format = \"toml\" is unknown; write format = \"entente/1\"");
  CHECK(first_line(report("format = \"entente/99999999999\"\n")).find("is unknown") != std::string::npos);
  CHECK(report("title = \"x\"\n").find("t.toml:1:1: error: family is missing") == 0);
  CHECK(report("title = \"x\"\n")
            .find("t.toml:1:1: error: format is missing; begin with format = \"entente/1\"") !=
        std::string::npos);
  CHECK(first_line(report("format = \"entente/1\"\nfamily = \"digital-twn\"\n"))
            .starts_with("t.toml:2:10: error: unknown family 'digital-twn'"));
}
