// apps/sweep/journal_file.hpp
// An append-only file of checksummed lines: what was written stays readable whatever happened to the writer.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace apps::sweep {

/// Where a line stands.
struct Place {
  std::uint64_t offset = 0;
  std::uint32_t length = 0;  ///< bytes with the line break; 0: there is none
};

/// A piece of a file that was read at once, for lines that are read one after the other.
struct LineWindow {
  std::uint64_t offset = 0;
  std::string bytes;
};

/// Lines "CHECKSUM PAYLOAD", CHECKSUM being 16 hexadecimal digits of a 64-bit hash of PAYLOAD, which holds no
/// line break. A line is on disk once it is synced, which happens every 0.2 s while lines come, and in
/// `sync`. Failures throw std::system_error that names the file; exit code 7.
class JournalFile {
 public:
  /// Opened or made, for this writer alone; another one is refused with the error "resource unavailable".
  static std::unique_ptr<JournalFile> for_writing(const std::string& path);
  /// Throws InputError where it cannot be read.
  static std::unique_ptr<JournalFile> for_reading(const std::string& path);
  /// Without a name: gone with this object.
  static std::unique_ptr<JournalFile> temporary();

  ~JournalFile();
  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;

  /// Safe to call from any thread. A line that does not fit on the disk leaves none of its bytes.
  Place append(std::string_view payload);
  void sync();

  /// The payload at a place. Throws std::runtime_error where the bytes are no longer what they were.
  std::string read(Place) const;
  /// The same within the window, which moves there if need be; gone when it is used again.
  std::string_view read(Place, LineWindow&) const;

  /// Calls `line(place, payload)` for every whole line from the start on, until it says false; payload is
  /// null where the checksum differs. Returns the number of bytes behind the last line seen: of a torn line,
  /// if any.
  std::uint64_t scan(const std::function<bool(Place, const std::string*)>& line) const;

  std::uint64_t size() const { return size_; }
  void cut(std::uint64_t bytes);  ///< leaves off that many at the end
  void remove();
  void rename_to(const std::string& path);  ///< over what stands there
  const std::string& path() const { return path_; }

 private:
  JournalFile(std::string path, int descriptor, bool synced);
  void put(std::string_view bytes);
  void keep_syncing();
  void sync_locked(std::unique_lock<std::mutex>&);
  [[noreturn]] void fail(int error) const;

  std::string path_;  ///< empty where temporary
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool dirty_ = false, ending_ = false;
  int sync_error_ = 0;
  std::thread syncer_;  ///< of files that have a name and are written
};

}  // namespace apps::sweep
