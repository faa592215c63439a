#include "tests/support/run_program.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/paths.hpp"

namespace tests {
namespace {

void redirect(const std::string& path, int flags, int descriptor) {
  const int file = ::open(path.c_str(), flags, 0600);
  if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(126);
  ::close(file);
}

/// Never returns. Files instead of pipes: nobody waits for anybody.
[[noreturn]] void become(const std::vector<std::string>& command, const RunOptions& options,
                         const std::string& folder, const TemporaryFolder& streams) {
  std::vector<char*> words;
  for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::setenv("ENTENTE", program().c_str(), 1);
  for (const auto& setting : options.environment) ::putenv(const_cast<char*>(setting.c_str()));
  redirect(streams / "in", O_RDONLY, STDIN_FILENO);
  const auto& out = options.standard_output;
  redirect(out.empty() ? streams / "out" : out, O_WRONLY | O_CREAT, STDOUT_FILENO);
  redirect(streams / "err", O_WRONLY | O_CREAT, STDERR_FILENO);
  if (::chdir(folder.c_str()) != 0) ::_exit(126);
  ::execvp(words[0], words.data());
  ::_exit(127);
}

void wait_for(const std::string& text, const std::string& file) {
  constexpr int most_pauses = 6000;  // a minute, on a machine under load
  for (int i = 0; i < most_pauses; ++i) {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored) && read_text(file).find(text) != std::string::npos) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  throw std::runtime_error("standard error never held '" + text + "'");
}

}  // namespace

Run execute(const std::vector<std::string>& command, const RunOptions& options) {
  const TemporaryFolder streams, empty;
  write_text(streams / "in", options.input);
  const auto folder = options.folder.empty() ? empty.path().string() : options.folder.string();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) become(command, options, folder, streams);
  if (options.signal != 0) {
    wait_for(options.signal_when, streams / "err");
    ::kill(child, options.signal);
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid failed");
  Run run{.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), .out = {}, .err = {}};
  if (run.code == 126 || run.code == 127) throw std::runtime_error("cannot run " + command.front());
  if (options.standard_output.empty()) run.out = read_text(streams / "out");
  run.err = read_text(streams / "err");
  return run;
}

Run entente(const std::vector<std::string>& words, const RunOptions& options) {
  std::vector<std::string> command{program().string()};
  command.insert(command.end(), words.begin(), words.end());
  return execute(command, options);
}

TemporaryFolder::TemporaryFolder() {
  auto pattern = (std::filesystem::temp_directory_path() / "entente-test-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace tests
