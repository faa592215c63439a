// Loaded before a program (LD_PRELOAD): the process ends by SIGKILL once it has written $KILL_AFTER bytes to
// files, in the middle of a write where that is where the byte lies.
#include <atomic>
#include <csignal>
#include <cstdlib>

#include <sys/syscall.h>
#include <unistd.h>

namespace {

long budget() {
  const char* text = std::getenv("KILL_AFTER");
  return text ? std::strtol(text, nullptr, 10) : 1L << 60;
}

std::atomic<long>& left() {
  static std::atomic<long> bytes{budget()};
  return bytes;
}

/// How much of a write still happens; the write that uses up the budget is the last.
size_t allowed(size_t size, bool& is_last) {
  const long before = left().fetch_sub(static_cast<long>(size));
  is_last = before <= static_cast<long>(size);
  return is_last ? static_cast<size_t>(before > 0 ? before : 0) : size;
}

}  // namespace

extern "C" {

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  bool is_last = false;
  const long done = ::syscall(SYS_pwrite64, file, bytes, allowed(size, is_last), at);
  if (is_last) ::kill(::getpid(), SIGKILL);
  return done;
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  return pwrite(file, bytes, size, at);
}

ssize_t write(int file, const void* bytes, size_t size) {
  if (file <= STDERR_FILENO) return ::syscall(SYS_write, file, bytes, size);
  bool is_last = false;
  const long done = ::syscall(SYS_write, file, bytes, allowed(size, is_last));
  if (is_last) ::kill(::getpid(), SIGKILL);
  return done;
}
}
