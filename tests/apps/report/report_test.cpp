// tests/apps/report/report_test.cpp
// The parts of reports: texts that cannot break a page, thinning that keeps extremes, records that are refused.
#include <cmath>
#include <filesystem>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "apps/common/text_files.hpp"
#include "apps/report/csv_rows.hpp"
#include "apps/report/figure_table.hpp"
#include "apps/report/html.hpp"
#include "apps/report/learning_time.hpp"
#include "apps/report/network_layout.hpp"
#include "apps/report/page.hpp"
#include "apps/report/plotly_figure.hpp"
#include "apps/report/record.hpp"
#include "apps/report/sweep_figures.hpp"
#include "tests/support/run_program.hpp"

namespace {

using namespace apps::report;
using models::Curve;
using models::Figure;
using models::FigureKind;

Curve wave(int points) {
  Curve curve{.name = "wave"};
  for (int i = 0; i < points; ++i) {
    curve.x.push_back(i);
    curve.y.push_back(std::sin(i * 0.37) + (i == 777 ? 50 : 0));
  }
  return curve;
}

}  // namespace

TEST_CASE("texts are escaped wherever they go", "[report]") {
  CHECK(escaped("</script><b>\"x\" & 'y'") == "&lt;/script&gt;&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;");
  CHECK(script_text("{\"a\":\"</script><!--\"}") == "{\"a\":\"\\u003c/script>\\u003c!--\"}");
  CHECK(nlohmann::json::parse(script_text("{\"a\":\"</script>\"}"))["a"] == "</script>");
  Figure figure{.title = "t", .curves = {{.name = "<b>x</b>", .x = {1}, .y = {2}}}};
  CHECK(plotly_figure(figure)["data"][0]["name"] == "&lt;b&gt;x&lt;/b&gt;");
}

TEST_CASE("symbols are set as the sources print them", "[report]") {
  CHECK(symbol_html("lambda") == "<i>&lambda;</i>");
  CHECK(symbol_html("c1") == "<i>c</i><sub>1</sub>");
  CHECK(symbol_html("eta hat") == "<i>&eta;</i>&#770;");
  CHECK(symbol_text("alpha") == "\xCE\xB1");
  CHECK(symbol_text("rho") == "\xCF\x81");    // before the final sigma
  CHECK(symbol_text("sigma") == "\xCF\x83");  // behind it
  CHECK(symbol_text("omega") == "\xCF\x89");
  CHECK(symbol_text("c3") == "c3");
  CHECK(slug("Trust: A->B (last)") == "trust-a-b-last");
}

TEST_CASE("what is wrong is never badged as good", "[report]") {
  for (const auto* word : {"not-nash", "refuted", "failed", "drifted", "differs"})
    CHECK(grade_of(word) == Grade::bad);
  for (const auto* word : {"candidate", "undecided", "residual-only", "stopped", "unstable"})
    CHECK(grade_of(word) == Grade::warning);
  CHECK(badge_of("not-nash").find("&#10007;") != std::string::npos);
  CHECK(badge_of("anything").find("neutral") != std::string::npos);
}

TEST_CASE("a thinned line keeps its ends and extremes, and says so", "[report]") {
  Figure figure{.title = "wave", .curves = {wave(10'000)}};
  thin(figure, 500);
  const auto& curve = figure.curves[0];
  CHECK(curve.x.size() <= 500);
  CHECK(curve.x.front() == 0);
  CHECK(curve.x.back() == 9999);
  CHECK(*std::max_element(curve.y.begin(), curve.y.end()) > 49);
  CHECK(figure.caption.find("of 10000 points are drawn") != std::string::npos);
  Figure small{.title = "wave", .curves = {wave(100)}};
  thin(small, 500);
  CHECK(small.curves[0].x.size() == 100);
  CHECK(small.caption.empty());
}

TEST_CASE("a thinned grid keeps its corners", "[report]") {
  models::FigureGrid grid;
  for (int i = 0; i < 100; ++i) grid.x.push_back(i), grid.y.push_back(10 * i);
  for (int j = 0; j < 100; ++j)
    for (int i = 0; i < 100; ++i) grid.values.push_back(1000 * j + i);
  Figure figure{.kind = FigureKind::surface, .grid = grid};
  thin(figure, 1000);
  const auto& thinned = *figure.grid;
  CHECK(thinned.values.size() == thinned.x.size() * thinned.y.size());
  CHECK(thinned.values.size() <= 1000);
  CHECK(thinned.x.back() == 99);
  CHECK(thinned.values.back() == 99'099);
  CHECK(thinned.values.front() == 0);
}

TEST_CASE("what is not finite becomes null, which breaks a line", "[report]") {
  Figure figure{.curves = {{.name = "gap", .x = {1, 2, 3}, .y = {1, NAN, INFINITY}}}};
  const auto y = plotly_figure(figure)["data"][0]["y"];
  CHECK(y[0] == 1);
  CHECK(y[1].is_null());
  CHECK(y[2].is_null());
}

TEST_CASE("networks are laid out alike every time, apart and within the frame", "[report]") {
  models::FigureNetwork ring;
  for (int i = 0; i < 12; ++i) ring.nodes.push_back(std::to_string(i)), ring.links.push_back({i, (i + 1) % 12});
  const auto places = network_layout(ring), again = network_layout(ring);
  REQUIRE(places.size() == 12);
  double linked = 0, apart = 0;
  for (std::size_t i = 0; i < 12; ++i) {
    CHECK(places[i].x == again[i].x);
    CHECK(std::abs(places[i].x) <= 1 + 1e-12);
    const auto distance = [&](std::size_t j) { return std::hypot(places[i].x - places[j].x, places[i].y - places[j].y); };
    CHECK(distance((i + 1) % 12) > 0.1);
    linked += distance((i + 1) % 12);
    apart += distance((i + 6) % 12);
  }
  CHECK(apart > 2.5 * linked);  // a ring stays a ring
}

TEST_CASE("the law of the learning time sums to one and has the mean of the record", "[report]") {
  const tests::TemporaryFolder folder;
  REQUIRE(tests::entente({"bound", "limited-trust/learning-time", "-o", folder / "b.json"}).code == 0);
  const auto record = nlohmann::ordered_json::parse(tests::read_text(folder / "b.json"));
  const auto figure = learning_time_figure(record["bounds"]);
  REQUIRE(figure);
  const auto& both = figure->curves[0];
  double sum = 0, mean = 0;
  for (std::size_t i = 0; i < both.x.size(); ++i) sum += both.y[i], mean += both.x[i] * both.y[i];
  CHECK(sum == Approx(0.999).margin(1e-3));
  for (const auto& bound : record["bounds"])
    if (bound["quantity"] == "theorem3_games") CHECK(mean == Approx(bound["value"].get<double>()).epsilon(0.02));
}

TEST_CASE("CSV is read as it is written", "[report]") {
  const auto rows = csv_rows("x.csv", "point,a.b,status\r\n1,\"0,5 \"\"q\"\"\nz\",certified\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[1][1] == "0,5 \"q\"\nz");
  CHECK_THROWS_AS(csv_rows("x.csv", "a,b\n1\n"), apps::InputError);
  CHECK_THROWS_AS(csv_rows("x.csv", "a,b\n\"1,2\n"), apps::InputError);
  CHECK(std::isnan(number_in("certified")));
  CHECK(number_in("true") == 1);
  CHECK(number_in("-1e-3") == -1e-3);
}

TEST_CASE("a sweep is the same figures from CSV, from lines and from one record", "[report]") {
  const tests::TemporaryFolder folder;
  for (const auto* file : {"s.csv", "s.jsonl", "s.json"})
    REQUIRE(tests::entente({"sweep", "digital-twin/printed-symmetric", "--sweep", "players.deception_cost=0.1:5:3",
                            "--sweep", "players.information_sensitivity=0.5:2:4", "-o", folder / file})
                .code == 0);
  const auto first = sweep_figures(*read_records(folder / "s.csv")[0].sweep, "");
  REQUIRE(first.size() >= 3);
  CHECK(first[0].kind == FigureKind::surface);
  for (const auto* file : {"s.jsonl", "s.json"}) {
    CAPTURE(file);
    const auto other = sweep_figures(*read_records(folder / file)[0].sweep, "");
    REQUIRE(other.size() >= 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(other[i].grid->values == first[i].grid->values);
  }
}

TEST_CASE("records that are none are refused with their place", "[report]") {
  CHECK_THROWS_WITH(records_of("x.json", ""), "x.json: is empty");
  CHECK_THROWS_WITH(records_of("x.json", "{\"a\": 1}"), Catch::Contains("has no \"schema\""));
  CHECK_THROWS_WITH(records_of("x.json", "{\"schema\": \"entente-model/1\"}"), Catch::Contains("entente-model/1"));
  CHECK_THROWS_WITH(records_of("x.csv", "a,b\n1,2\n"), Catch::Contains("is no CSV of a sweep"));
  CHECK_THROWS_AS(records_of("x.json", "{\"schema\": "), apps::InputError);
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "half.json", "{\"schema\": \"entente-bounds/1\", \"status\": \"certified\"}");
  const auto run = tests::entente({"report", folder / "half.json", "-o", folder / "page.html"});
  CHECK(run.code == 3);
  CHECK(run.err.find("is no entente-bounds/1 record") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder / "page.html"));
}

TEST_CASE("words that make no report are usage errors", "[report]") {
  CHECK(tests::entente({"report"}).code == 2);
  CHECK(tests::entente({"report", "digital-twin/five-players", "--static", "svg"}).code == 2);
  CHECK(tests::entente({"report", "digital-twin/five-players", "--static", "bmp", "-o", "x"}).code == 2);
  CHECK(tests::entente({"report", "digital-twin/five-players", "-o", "x.csv"}).code == 2);
  CHECK(tests::entente({"report", "digital-twin/fife-players", "-o", "x.html"}).code == 3);
}

TEST_CASE("figures for papers: script, data and picture, drawn again by the script alone", "[report]") {
  if (tests::execute({"bash", "-c", "command -v gnuplot"}).code != 0) {
    WARN("skipped: gnuplot is not installed (scripts/bootstrap --dev)");
    return;
  }
  const tests::TemporaryFolder folder;
  const auto figures = folder / "figures";
  const auto run = tests::entente({"report", "coopetition/trust-contingent", "--static", "svg", "-o", figures});
  CAPTURE(run.err);
  REQUIRE(run.code == 0);
  const std::filesystem::path at(figures);
  const auto picture = tests::read_text(at / "best-responses.svg");
  CHECK(picture.starts_with("<?xml"));
  CHECK(picture.find("best reply of Samsung") != std::string::npos);
  std::filesystem::remove(at / "best-responses.svg");
  tests::RunOptions options;
  options.folder = at;
  CHECK(tests::execute({"gnuplot", "best-responses.gp"}, options).code == 0);
  CHECK(tests::read_text(at / "best-responses.svg") == picture);
  tests::RunOptions bare;
  bare.environment = {"PATH=/nowhere"};
  const auto refused =
      tests::entente({"report", "coopetition/trust-contingent", "--static", "svg", "-o", folder / "none"}, bare);
  CHECK(refused.code == 3);
  CHECK(refused.err.find("apt install gnuplot") != std::string::npos);
}
