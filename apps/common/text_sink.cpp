#include "apps/common/text_sink.hpp"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace apps {
namespace {

constexpr std::size_t buffer_size = 1 << 16;  // bytes

/// The file that a symbolic link stands for, so that the link itself is kept.
std::string followed(const std::string& path) {
  std::error_code error;
  const auto target = std::filesystem::canonical(path, error);
  return error ? path : target.string();
}

/// Permissions of the file to be replaced, else those that the user's mask gives to a new one.
mode_t wanted_mode(const std::string& path) {
  struct stat old {};
  if (::stat(path.c_str(), &old) == 0) return old.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

TextSink::TextSink(std::string path) : path_(path == "-" ? "" : std::move(path)) {
  buffer_.reserve(buffer_size);
  if (path_.empty()) {
    descriptor_ = STDOUT_FILENO;
  } else {
    open();
  }
}

TextSink::~TextSink() {
  if (descriptor_ > STDOUT_FILENO) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void TextSink::open() {
  std::error_code ignored;
  const auto kind = std::filesystem::status(path_, ignored).type();
  if (kind == std::filesystem::file_type::directory) fail(EISDIR);
  if (kind != std::filesystem::file_type::regular && kind != std::filesystem::file_type::not_found) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail(errno);
    return;
  }
  path_ = followed(path_);
  std::string pattern = path_ + ".XXXXXX";
  descriptor_ = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (descriptor_ < 0) fail(errno);
  temporary_ = pattern;
  ::fchmod(descriptor_, wanted_mode(path_));
}

void TextSink::fail(int error) const {
  throw std::system_error(
      error, std::generic_category(),
      path_.empty() ? "cannot write standard output" : fmt::format("cannot write '{}'", path_));
}

void TextSink::write(std::string_view text) {
  if (buffer_.size() + text.size() > buffer_size) flush();
  if (text.size() >= buffer_size) return put(text);
  buffer_ += text;
}

void TextSink::flush() {
  put(buffer_);
  buffer_.clear();
}

void TextSink::put(std::string_view bytes) {
  while (!bytes.empty() && !reader_gone_) {
    const auto count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EPIPE && path_.empty()) {
      reader_gone_ = true;
      return;
    }
    if (count < 0) fail(errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void TextSink::commit() {
  flush();
  if (temporary_.empty()) return;
  if (::fsync(descriptor_) != 0) fail(errno);
  const int closed = ::close(descriptor_);
  descriptor_ = -1;
  if (closed != 0) fail(errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail(errno);
  temporary_.clear();
  sync_folder_of(path_);
}

}  // namespace apps
