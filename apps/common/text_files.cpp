#include "apps/common/text_files.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "models/catalog.hpp"
#include "models/description/diagnostic.hpp"

namespace apps {
namespace {

constexpr std::size_t largest_description = 16UL
                                            << 20;  // bytes; models::parse_document refuses what is larger

[[noreturn]] void fail(const std::string& path, int error) {
  throw InputError(fmt::format("cannot read '{}': {}", path, std::strerror(error)));
}

/// A file descriptor that closes itself, but not standard input.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > STDIN_FILENO) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

std::string nearest_case(const std::string& model) {
  std::vector<std::string_view> names;
  for (const auto& entry : models::catalog()) names.push_back(entry.name);
  const auto nearest = models::description::did_you_mean(model, names);
  return nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest);
}

}  // namespace

std::string read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) fail(path, errno);
  std::string text;
  char block[1 << 16];
  while (text.size() <= limit) {
    const auto count = ::read(file.number(), block, std::min(sizeof block, limit + 1 - text.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, errno);
    if (count == 0) break;
    text.append(block, static_cast<std::size_t>(count));
  }
  return text;
}

std::string read_model_text(const std::string& model) {
  if (const auto text = models::find_catalog_text(model)) return std::string(*text);
  std::error_code ignored;
  if (model != "-" && !std::filesystem::exists(model, ignored))
    throw InputError(
        fmt::format("no file and no published case is named '{}'{}", model, nearest_case(model)));
  return read_file(model, largest_description);
}

models::TextReader text_reader() {
  return [](const std::string& path) -> std::optional<std::string> {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
    return read_file(path, largest_description);
  };
}

}  // namespace apps
