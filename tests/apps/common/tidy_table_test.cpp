#include "apps/common/tidy_table.hpp"

#include <cstdlib>
#include <limits>

#include <catch2/catch.hpp>

#include "apps/common/text_sink.hpp"
#include "tests/support/run_program.hpp"

using apps::TidyRow;
using apps::TidyTable;

TEST_CASE("tables with different columns share one header", "[csv]") {
  TidyTable first, second;
  TidyRow row;
  row.set("player", "player1");
  row.set("x", 0.1);
  append(first, row);
  TidyRow other;
  other.set("player", "a,\"b\"\n");
  other.set("y", std::numeric_limits<double>::quiet_NaN());
  other.set("z", std::string("1"));
  append(second, other);
  const tests::TemporaryFolder folder;
  apps::TextSink sink(folder / "t.csv");
  write_csv(sink, {&first, &second});
  sink.commit();
  CHECK(tests::read_text(folder / "t.csv") == "player,x,y,z\nplayer1,0.1,,\n\"a,\"\"b\"\"\n\",,,1\n");
}

TEST_CASE("rows may lack cells and bring new ones", "[csv]") {
  TidyTable table;
  for (const auto& name : {"a", "b", "c"}) {
    TidyRow row;
    row.set("point", "1");
    row.set(name, 1.0);
    append(table, row);
  }
  CHECK(csv_text(table) == "point,a,b,c\n1,1\n1,,1\n1,,,1\n");
}

TEST_CASE("numbers are the shortest text that reads back exactly", "[csv]") {
  const double x = GENERATE(0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308, -0.0, 123456789012345680.0);
  CHECK(std::strtod(apps::cell_text(x).c_str(), nullptr) == x);
  CHECK(apps::cell_text(0.1) == "0.1");
  CHECK(apps::cell_text(models::Quantity{"q", std::vector<double>{1, 0.5}}) == "1 0.5");
  CHECK(apps::cell_text(models::Quantity{"q", true}) == "true");
}
