#include "apps/sweep/journal_file.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/common/text_files.hpp"
#include "apps/common/text_sink.hpp"
#include "solvers/core/random.hpp"

namespace apps::sweep {
namespace {

constexpr std::size_t checksum_digits = 16;
constexpr std::size_t window_bytes = 1 << 16;
constexpr std::chrono::milliseconds sync_pause{200};

/// As FNV-1a, but eight bytes at a time: each step is one to one in the state and in the bytes, so that no
/// change within eight bytes goes unseen.
std::uint64_t checksum(std::string_view payload) {
  std::uint64_t h = 0xcbf29ce484222325ULL ^ payload.size();
  while (!payload.empty()) {
    std::uint64_t word = 0;
    const auto count = std::min(payload.size(), sizeof word);
    std::memcpy(&word, payload.data(), count);
    h = (h ^ word) * 0x100000001b3ULL;
    h ^= h >> 32;
    payload.remove_prefix(count);
  }
  return solvers::mix(h);
}

/// The payload of a line without its break, or nothing where the checksum differs.
std::optional<std::string_view> payload_of(std::string_view line) {
  if (line.size() < checksum_digits + 1 || line[checksum_digits] != ' ') return std::nullopt;
  std::uint64_t stated = 0;
  const auto* end = line.data() + checksum_digits;
  if (std::from_chars(line.data(), end, stated, 16).ptr != end) return std::nullopt;
  const auto payload = line.substr(checksum_digits + 1);
  if (checksum(payload) != stated) return std::nullopt;
  return payload;
}

std::system_error write_error(int error, const std::string& path) {
  return {error, std::generic_category(), fmt::format("cannot write '{}'", path)};
}

/// Opened and locked; -1 where the file of that name was taken away meanwhile by a writer that has finished.
int open_and_lock(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) throw write_error(errno, path);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    ::close(descriptor);
    if (error == EWOULDBLOCK)
      throw std::system_error(
          error, std::generic_category(),
          fmt::format("'{}' is being written by another run; wait for its end, or choose another -o", path));
    throw write_error(error, path);
  }
  struct stat opened {
  }, named{};
  const bool same = ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
                    opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
  if (same) return descriptor;
  ::close(descriptor);
  return -1;
}

/// A file that has no name any more, or memory where no folder for temporary files can be written.
int open_unnamed() {
  std::error_code ignored;
  auto pattern = (std::filesystem::temp_directory_path(ignored) / "entente.XXXXXX").string();
  const int descriptor = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (descriptor < 0) return ::memfd_create("entente", MFD_CLOEXEC);
  ::unlink(pattern.c_str());
  return descriptor;
}

std::uint64_t size_of(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

}  // namespace

std::unique_ptr<JournalFile> JournalFile::for_writing(const std::string& path) {
  int descriptor = -1;
  while (descriptor < 0) descriptor = open_and_lock(path);
  return std::unique_ptr<JournalFile>(new JournalFile(path, descriptor, true));
}

std::unique_ptr<JournalFile> JournalFile::for_reading(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    throw InputError(fmt::format("cannot read '{}': {}", path, std::generic_category().message(errno)));
  return std::unique_ptr<JournalFile>(new JournalFile(path, descriptor, false));
}

std::unique_ptr<JournalFile> JournalFile::temporary() {
  const int descriptor = open_unnamed();
  if (descriptor < 0) throw write_error(errno, "a temporary file (TMPDIR)");
  return std::unique_ptr<JournalFile>(new JournalFile("", descriptor, false));
}

JournalFile::JournalFile(std::string path, int descriptor, bool synced)
    : path_(std::move(path)), descriptor_(descriptor), size_(size_of(descriptor)) {
  if (synced) syncer_ = std::thread([this] { keep_syncing(); });
}

JournalFile::~JournalFile() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  if (syncer_.joinable()) syncer_.join();
  ::close(descriptor_);
}

void JournalFile::fail(int error) const {
  throw write_error(error, path_.empty() ? "a temporary file (TMPDIR)" : path_);
}

Place JournalFile::append(std::string_view payload) {
  auto line = fmt::format("{:016x} ", checksum(payload));
  line.append(payload).append(1, '\n');
  const std::lock_guard lock(mutex_);
  if (sync_error_ != 0) fail(sync_error_);
  const Place place{size_, static_cast<std::uint32_t>(line.size())};
  put(line);
  size_ += line.size();
  dirty_ = true;
  return place;
}

void JournalFile::put(std::string_view bytes) {
  auto at = static_cast<off_t>(size_);
  while (!bytes.empty()) {
    const auto count = ::pwrite(descriptor_, bytes.data(), bytes.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int error = errno;
      if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) fail(errno);
      fail(error);
    }
    at += count;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void JournalFile::sync_locked(std::unique_lock<std::mutex>& lock) {
  if (!dirty_) return;
  dirty_ = false;
  lock.unlock();  // who appends need not wait for the disk
  const int error = ::fdatasync(descriptor_) == 0 ? 0 : errno;
  lock.lock();
  if (error != 0) sync_error_ = error;
}

void JournalFile::keep_syncing() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    wake_.wait_for(lock, sync_pause);
    sync_locked(lock);
  }
}

void JournalFile::sync() {
  if (path_.empty()) return;
  std::unique_lock lock(mutex_);
  dirty_ = true;  // also where the other thread has just begun
  sync_locked(lock);
  if (sync_error_ != 0) fail(sync_error_);
}

std::string JournalFile::read(Place place) const {
  LineWindow window;
  return std::string(read(place, window));
}

std::string_view JournalFile::read(Place place, LineWindow& window) const {
  const auto end = place.offset + place.length;
  if (place.offset < window.offset || end > window.offset + window.bytes.size()) {
    const bool follows = !window.bytes.empty() && place.offset >= window.offset;
    window.offset = place.offset;
    window.bytes.resize(follows ? std::max<std::size_t>(place.length, window_bytes) : place.length);
    const auto count =
        ::pread(descriptor_, window.bytes.data(), window.bytes.size(), static_cast<off_t>(place.offset));
    window.bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
  const auto line =
      std::string_view(window.bytes)
          .substr(std::min<std::size_t>(place.offset - window.offset, window.bytes.size()), place.length);
  if (line.size() == place.length && line.ends_with('\n'))
    if (const auto payload = payload_of(line.substr(0, line.size() - 1))) return *payload;
  throw std::runtime_error(
      fmt::format("'{}' was changed at byte {} while it was in use", path_, place.offset));
}

std::uint64_t JournalFile::scan(const std::function<bool(Place, const std::string*)>& line) const {
  std::string block(1 << 20, '\0'), rest;
  std::uint64_t start = 0, at = 0;  // of the line that `rest` begins; of the next block
  for (;;) {
    const auto count = ::pread(descriptor_, block.data(), block.size(), static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      throw InputError(fmt::format("cannot read '{}': {}", path_, std::generic_category().message(errno)));
    if (count == 0) return rest.size();
    at += static_cast<std::uint64_t>(count);
    std::string_view view(block.data(), static_cast<std::size_t>(count));
    for (auto end = view.find('\n'); end != std::string_view::npos; end = view.find('\n')) {
      rest += view.substr(0, end);
      view.remove_prefix(end + 1);
      const auto payload = payload_of(rest);
      const auto text = std::string(payload.value_or(""));
      const Place place{start, static_cast<std::uint32_t>(rest.size() + 1)};
      start += place.length;
      rest.clear();
      if (!line(place, payload ? &text : nullptr)) return size_ - start;
    }
    rest += view;
  }
}

void JournalFile::cut(std::uint64_t bytes) {
  size_ -= bytes;
  if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) fail(errno);
}

void JournalFile::remove() {
  if (!path_.empty() && ::unlink(path_.c_str()) != 0 && errno != ENOENT) fail(errno);
}

void JournalFile::rename_to(const std::string& path) {
  sync();
  if (::rename(path_.c_str(), path.c_str()) != 0) fail(errno);
  path_ = path;
  sync_folder_of(path_);
}

}  // namespace apps::sweep
