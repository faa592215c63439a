// tests/support/run_program.hpp
// The built program `entente`, run as a user runs it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tests {

struct Run {
  int code = -1;  ///< exit code; 128 + number where a signal ended it
  std::string out, err;
};

struct RunOptions {
  std::filesystem::path folder;          ///< to run in; empty: a new empty one
  std::string input;                     ///< standard input
  std::string standard_output;           ///< a file to write to instead of capturing, e.g. /dev/full
  std::vector<std::string> environment;  ///< "NAME=value", added
  int signal = 0;                        ///< sent once standard error holds `signal_when`
  std::string signal_when;
};

/// Runs `entente WORDS...`; throws std::runtime_error where it cannot be started.
Run entente(const std::vector<std::string>& words, const RunOptions& = {});

/// Any other program, e.g. {"bash", "-c", "..."}; the built program is $ENTENTE.
Run execute(const std::vector<std::string>& command, const RunOptions& = {});

/// A new folder, removed with what is in it at the end of scope.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

std::string read_text(const std::filesystem::path&);
void write_text(const std::filesystem::path&, const std::string&);

}  // namespace tests
