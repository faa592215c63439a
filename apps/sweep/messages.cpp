#include "apps/sweep/messages.hpp"

#include <cstring>

namespace apps::sweep {
namespace {

void put(std::string& bytes, std::uint64_t number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof number);
}

/// Reads on from `at`. Throws std::out_of_range where the bytes end before.
std::uint64_t take(const std::string& bytes, std::size_t& at) {
  std::uint64_t number = 0;
  if (bytes.size() < at + sizeof number) throw std::out_of_range("a message between ranks was cut short");
  std::memcpy(&number, bytes.data() + at, sizeof number);
  at += sizeof number;
  return number;
}

}  // namespace

std::string bytes_of(const std::vector<std::uint64_t>& pieces) {
  std::string bytes;
  for (const auto piece : pieces) put(bytes, piece);
  return bytes;
}

std::vector<std::uint64_t> pieces_in(const std::string& bytes) {
  std::vector<std::uint64_t> pieces;
  for (std::size_t at = 0; at < bytes.size();) pieces.push_back(take(bytes, at));
  return pieces;
}

std::string bytes_of(const Report& report) {
  std::string bytes;
  put(bytes, report.pieces);
  for (const auto& [place, text] : report.results) {
    put(bytes, place);
    put(bytes, text.size());
    bytes += text;
  }
  return bytes;
}

Report report_in(const std::string& bytes) {
  std::size_t at = 0;
  Report report{.pieces = take(bytes, at)};
  while (at < bytes.size()) {
    const auto place = take(bytes, at);
    const auto length = take(bytes, at);
    report.results.emplace_back(place, bytes.substr(at, length));
    at += length;
  }
  return report;
}

std::string bytes_of(const Failure& failure) {
  std::string bytes;
  put(bytes, static_cast<std::uint64_t>(failure.code));
  return bytes + failure.what();
}

Failure failure_in(const std::string& bytes) {
  std::size_t at = 0;
  const auto code = static_cast<ExitCode>(take(bytes, at));
  return {code, bytes.substr(at)};
}

}  // namespace apps::sweep
