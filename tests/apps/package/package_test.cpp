// What is installed works where it was installed and where it was moved to; other projects build against it.
#include <catch2/catch.hpp>
#include <unistd.h>

#include "tests/support/paths.hpp"
#include "tests/support/run_program.hpp"

using Catch::Contains;
using Catch::EndsWith;

// Sanitizers would have to be passed on to programs of others.
#ifndef __SANITIZE_ADDRESS__

namespace {

/// A shell command in `folder`; $BUILD and $CONSUMER are the build tree and the sources of the consumer.
tests::Run shell(const tests::TemporaryFolder& folder, const std::string& command) {
  tests::RunOptions options;
  options.folder = folder.path();
  options.environment = {"BUILD=" + tests::binary_dir().string(), "SOURCE=" + tests::source_dir().string(),
                         "CONSUMER=" + (tests::source_dir() / "tests/apps/package/consumer").string()};
  auto run = tests::execute({"bash", "-c", "exec 2>&1; " + command}, options);
  CAPTURE(command, run.out);
  CHECK(run.code == 0);
  return run;
}

bool have(const std::string& program) {
  if (tests::execute({"bash", "-c", "command -v " + program + " >/dev/null"}).code == 0) return true;
  WARN("skipped: no " << program << " here");
  return false;
}

const char* const says = "sqrt 2 = 1.41421, certified\n";

}  // namespace

TEST_CASE("an installed program works, also where its folder was moved to", "[package]") {
  const tests::TemporaryFolder folder;
  shell(folder, "cmake --install $BUILD --component program --prefix $PWD/there && mv there here");
  CHECK_THAT(shell(folder, "here/bin/entente solve digital-twin/printed-symmetric -q").out,
             Contains("status: certified"));
  CHECK_THAT(shell(folder, "find here -type f | sort").out,
             Contains("here/lib/entente/plugins/libentente_ceres.so") &&
                 Contains("here/share/entente/schema/entente-result-1.schema.json") &&
                 Contains("here/share/doc/entente/docs/sweeps.md") && !Contains("here/include"));
}

TEST_CASE("the manual page renders without a warning and names every verb", "[package]") {
  const tests::TemporaryFolder folder;
  shell(folder,
        "cmake --install $BUILD --component program --prefix $PWD/p && gunzip p/share/man/man1/entente.1.gz");
  const auto page = tests::read_text(folder / "p/share/man/man1/entente.1");
  CHECK(page == tests::entente({"completion", "man"}).out);
  for (const auto* text : {".SS solve ", ".SS sweep ", "\\-\\-shard", "EXIT STATUS"})
    CHECK_THAT(page, Contains(text));
  if (!have("groff")) return;
  const auto rendered =
      shell(folder, "groff -man -ww -Tascii p/share/man/man1/entente.1 2>warnings; cat warnings >&2");
  CHECK_THAT(rendered.out, Contains("entente sweep digital-twin/figure4 -o figure4.csv"));
  CHECK(tests::read_text(folder / "warnings") == "");
}

TEST_CASE("installed completions complete", "[package]") {
  const tests::TemporaryFolder folder;
  shell(folder, "cmake --install $BUILD --component program --prefix $PWD/p");
  const std::string complete =
      "source p/share/bash-completion/completions/entente; words() { COMP_WORDS=(\"$@\"); "
      "COMP_CWORD=$(($# - 1)); _entente; echo ${COMPREPLY[@]}; }; ";
  CHECK(shell(folder, complete + "words entente sw").out == "sweep\n");
  CHECK(shell(folder, complete + "words entente sweep --plan lat").out == "latin-hypercube\n");
  CHECK_THAT(shell(folder, complete + "words entente solve digital-twin/five").out, Contains("five-players"));
  CHECK_THAT(shell(folder, complete + "complete -p entente").out, Contains("-F _entente"));
  if (have("zsh")) shell(folder, "zsh -n p/share/zsh/site-functions/_entente");
  if (have("fish")) shell(folder, "fish -n p/share/fish/vendor_completions.d/entente.fish");
}

TEST_CASE("other projects build against the installed libraries", "[package]") {
  const tests::TemporaryFolder folder;
  shell(folder, "cmake --install $BUILD --prefix $PWD/there && mv there here");
  SECTION("find_package") {
    shell(folder, "cmake -S $CONSUMER -B b -G Ninja -DCMAKE_PREFIX_PATH=$PWD/here && ninja -C b");
    CHECK(shell(folder, "b/consumer").out == says);
    const auto newer =
        shell(folder,
              "sed 's/entente 0.1/entente 7.5/' $CONSUMER/CMakeLists.txt >CMakeLists.txt; cmake -S . "
              "-B c -G Ninja -DCMAKE_PREFIX_PATH=$PWD/here && exit 9; exit 0");
    CHECK_THAT(newer.out, Contains("compatible with requested version"));
  }
  SECTION("pkg-config") {
    shell(folder,
          "export PKG_CONFIG_PATH=$PWD/here/lib/pkgconfig; c++ -std=c++20 $CONSUMER/consumer.cpp -o consumer "
          "$(pkg-config --cflags --libs entente)");
    CHECK(shell(folder, "./consumer").out == says);
  }
}

TEST_CASE("a project that includes this one gets its targets and none of its habits", "[package]") {
  const tests::TemporaryFolder folder;
  shell(folder,
        "cmake -S $CONSUMER -B b -G Ninja -DENTENTE_SOURCE=$SOURCE -DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
  const auto flags =
      shell(folder, "grep '\"command\".*CMakeFiles/consumer.dir/consumer.cpp' b/compile_commands.json").out;
  CHECK_THAT(flags, Contains("-std=") && !Contains("-Wall") && !Contains("-ffp-contract") &&
                        !Contains("-O") && !Contains("ccache"));
  const auto targets = shell(folder, "ninja -C b -t targets all").out;
  CHECK_THAT(targets,
             Contains("libentente_models.a:") && !Contains("_tests:") && !Contains("entente_pages:"));
  CHECK_THAT(shell(folder, "grep -rh FILES b/cmake_install.cmake b/entente/cmake_install.cmake || true").out,
             !Contains("include/entente"));
}

TEST_CASE("a project that includes this one builds and runs", "[.slow][package]") {
  const tests::TemporaryFolder folder;
  shell(folder,
        "cmake -S $CONSUMER -B b -G Ninja -DENTENTE_SOURCE=$SOURCE -DCMAKE_BUILD_TYPE=Release "
        "-DCMAKE_CXX_COMPILER_LAUNCHER=$(command -v ccache) && ninja -C b consumer");
  CHECK(shell(folder, "b/consumer").out == says);
}

TEST_CASE("Debian packages name what they need, and install", "[package]") {
  if (!have("dpkg-shlibdeps") || !have("file")) return;
  const tests::TemporaryFolder folder;
  shell(folder, "cpack --config $BUILD/CPackConfig.cmake -B $PWD/packed && rm -rf packed/_CPack_Packages");
  const auto info = shell(folder, "dpkg-deb --info packed/entente_*.deb").out;
  CHECK_THAT(info, Contains("Package: entente\n") && Contains("Section: math") && !Contains("postinst"));
  for (const auto* needed :
       {"libc6 (>=", "libflint-arb2", "libtbb12", "libfmt9", "libssl3", "libtomlplusplus3"})
    CHECK_THAT(info, Contains(needed));
  CHECK_THAT(shell(folder, "dpkg-deb --info packed/libentente-dev_*.deb").out,
             Contains("entente (= ") && Contains("libeigen3-dev") && Contains("libflint-arb-dev"));
  if (::geteuid() == 0)  // with a database of its own, beside the machine's
    shell(folder,
          "mkdir -p r/var/lib/dpkg/info r/var/lib/dpkg/updates && touch r/var/lib/dpkg/status && "
          "PATH=$PATH:/usr/sbin:/sbin dpkg --root=$PWD/r --force-depends --force-unsafe-io --install "
          "packed/*.deb");
  else
    shell(folder, "for deb in packed/*.deb; do dpkg-deb --extract $deb r; done");
  CHECK_THAT(shell(folder, "r/usr/bin/entente solve digital-twin/printed-symmetric -q").out,
             Contains("status: certified"));
  CHECK_THAT(
      shell(folder, "find r/usr -type f").out,
      Contains("r/usr/share/man/man1/entente.1.gz") && Contains("bash-completion/completions/entente") &&
          Contains("zsh/vendor-completions/_entente") && Contains("fish/vendor_completions.d/entente.fish") &&
          Contains("usr/include/entente/models/family.hpp"));
}

#endif
