// apps/common/text_sink.hpp
// Where data go: standard output, or a file that appears whole under its name or not at all.
#pragma once

#include <string>
#include <string_view>

namespace apps {

/// Text written in pieces of any size. A file is written beside its final place, forced to disk and renamed
/// by `commit`; without `commit` nothing is left and an earlier file stays as it was. What is no regular file
/// (a device, a pipe) is written directly. When the reader of standard output has gone, the rest is dropped
/// quietly. Every failure throws std::system_error that names the file; exit code 7.
class TextSink {
 public:
  explicit TextSink(std::string path);  ///< empty or "-": standard output
  ~TextSink();
  TextSink(const TextSink&) = delete;
  TextSink& operator=(const TextSink&) = delete;

  void write(std::string_view text);
  void flush();   ///< hands on what is buffered; a terminal or pipe sees it
  void commit();  ///< no write may follow

  /// The file that takes the bytes until `commit`, for a library that writes files by name.
  const std::string& place() const { return temporary_.empty() ? path_ : temporary_; }

  bool is_standard_output() const { return path_.empty(); }

 private:
  void open();
  void put(std::string_view bytes);
  [[noreturn]] void fail(int error) const;

  std::string path_;       ///< the final place; empty for standard output
  std::string temporary_;  ///< empty where written directly
  int descriptor_ = -1;
  bool reader_gone_ = false;
  std::string buffer_;
};

/// Forces the names in the folder of `path` to disk, after a rename there. A file system that cannot is no
/// failure of the data.
void sync_folder_of(const std::string& path);

}  // namespace apps
