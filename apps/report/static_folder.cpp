#include "apps/report/static_folder.hpp"

#include <cerrno>
#include <filesystem>
#include <map>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apps/common/narration.hpp"
#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/report/figure_table.hpp"
#include "apps/report/gnuplot_figure.hpp"

extern char** environ;

namespace apps::report {
namespace {

namespace fs = std::filesystem;

constexpr const char* how_to_install =
    "--static draws with gnuplot, which is not installed: apt install gnuplot-nox (or gnuplot), or leave "
    "--static out "
    "for an HTML page";

/// Runs `gnuplot WORDS...` in a folder; its exit code, or -1 where there is no such program. What it says
/// goes to `log`, a file.
int run_gnuplot(const std::vector<std::string>& words, const std::string& folder, const std::string& log) {
  std::vector<char*> pointers{const_cast<char*>("gnuplot")};
  for (const auto& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                     0600);
  ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, "gnuplot", &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return -1;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

void write_file(const fs::path& path, const std::string& text) {
  TextSink sink(path.string());
  sink.write(text);
  sink.commit();
}

/// Draws into a file beside the final one, which it then replaces.
void draw(const fs::path& folder, const std::string& name, const std::string& format) {
  const std::string unfinished = "." + name + ".unfinished", log = "." + name + ".log";
  const int code =
      run_gnuplot({"-e", fmt::format("output='{}'", unfinished), name + ".gp"}, folder.string(), log);
  std::error_code ignored;
  const auto said = fs::exists(folder / log, ignored) ? read_file((folder / log).string(), 4096) : "";
  fs::remove(folder / log, ignored);
  if (code != 0) {
    fs::remove(folder / unfinished, ignored);
    if (code < 0) throw InputError(how_to_install);
    throw InputError(fmt::format("gnuplot refused {}: {}", (folder / (name + ".gp")).string(), said));
  }
  fs::rename(folder / unfinished, folder / (name + "." + format));
}

}  // namespace

void write_static(const std::string& folder, const std::string& format, std::vector<Chapter> chapters) {
  fs::create_directories(folder);
  std::map<std::string, int> used;
  int count = 0;
  for (auto& chapter : chapters)
    for (auto& section : chapter.sections)
      for (auto& figure : section.figures) {
        thin(figure);
        auto name = chapters.size() > 1 ? slug(chapter.title) + "-" + figure.id : figure.id;
        if (const int number = ++used[name]; number > 1) name += fmt::format("-{}", number);
        const auto drawing = gnuplot_figure(figure, name, format);
        write_file(fs::path(folder) / (name + ".dat"), drawing.data);
        write_file(fs::path(folder) / (name + ".gp"), drawing.script);
        draw(folder, name, format);
        ++count;
      }
  tell(fmt::format("{} figures in '{}', each with its script (.gp) and data (.dat)\n", count, folder));
}

}  // namespace apps::report
