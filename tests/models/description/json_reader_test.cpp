// JSON data files: values with their places, and the first fault of syntax.
#include "models/description/json_reader.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "models/description/diagnostic.hpp"

namespace {

using models::description::read_json;

std::string fault(const std::string& text) {
  try {
    read_json("f.json", text);
  } catch (const models::description::DescriptionError& error) {
    const std::string report = error.what();
    return report.substr(0, report.find('\n'));
  }
  return "none";
}

}  // namespace

TEST_CASE("JSON values know their place", "[description][json]") {
  const auto root = read_json(
      "f.json",
      "{\n  \"a\": [1, 2.5, true],\n  \"b\": {\"c\": \"x\\n\\u00e9\\ud83d\\ude00\"}, \"n\": null\n}\n");
  REQUIRE(root.table());
  const auto* a = root.table()->find("a");
  REQUIRE((a && a->array()));
  CHECK(a->location().line == 2);
  CHECK(a->location().column == 8);
  CHECK(std::get<std::int64_t>((*a->array())[0].data()) == 1);
  CHECK((*a->array())[1].number() == 2.5);
  CHECK(std::get<bool>((*a->array())[2].data()));
  CHECK(*root.table()->find_path("b.c")->text() == "x\n\xC3\xA9\xF0\x9F\x98\x80");
  CHECK(root.table()->find_path("b.c")->location().column == 14);
  CHECK(root.table()->find_entry("b")->key_location.line == 3);
  CHECK(root.table()->find("n") == nullptr);
}

TEST_CASE("faults of JSON are located", "[description][json][faults]") {
  CHECK(fault("{\"a\": 1,\n \"a\": 2}") == "f.json:2:2: error: JSON 'a' comes twice in one object");
  CHECK(fault("{\"a\" 1}") == "f.json:1:6: error: JSON needs ':' after the name of a member");
  CHECK(fault("[1, 2") == "f.json:1:6: error: JSON needs ',' or ']' after an entry of an array");
  CHECK(fault("[1, null]") == "f.json:1:5: error: JSON null stands within an array");
  CHECK(fault("[nan]").find("f.json:1:2: error: JSON needs a value") == 0);
  CHECK(fault("[1e400]").find("beyond the largest double") != std::string::npos);
  CHECK(fault("[1e-400]").find("f.json:1:2") == 0);
  CHECK(fault("{} x") == "f.json:1:4: error: JSON something follows the end of the value");
  CHECK(fault("") == "f.json:1:1: error: JSON ends where a value is needed");
  CHECK(fault("[\"\\q\"]").find("unknown escape") != std::string::npos);
  CHECK(fault("[\"\\ud83d\"]").find("surrogate") != std::string::npos);
  CHECK(fault("[\"\\u12g4\"]").find("hexadecimal") != std::string::npos);
  CHECK(fault("[\"\xC3\"]").find("UTF-8") != std::string::npos);
  CHECK(fault("[\"a\nb\"]").find("control character") != std::string::npos);
  CHECK(fault(std::string(100, '[')).find("nested deeper than 64") != std::string::npos);
  CHECK(fault(std::string((std::size_t{16} << 20) + 1, ' ')).find("over 16 MiB") != std::string::npos);
}
