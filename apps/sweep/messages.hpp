// apps/sweep/messages.hpp
// What messages between ranks hold, as bytes. All ranks run the same program on the same kind of machine.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "apps/common/failure.hpp"

namespace apps::sweep {

/// Finished pieces, and the results that they gave since the last message.
struct Report {
  std::uint64_t pieces = 0;
  std::vector<std::pair<std::uint64_t, std::string>> results;  ///< place, text
};

std::string bytes_of(const std::vector<std::uint64_t>& pieces);
std::vector<std::uint64_t> pieces_in(const std::string& bytes);
std::string bytes_of(const Report&);
Report report_in(const std::string& bytes);
std::string bytes_of(const Failure&);
Failure failure_in(const std::string& bytes);

}  // namespace apps::sweep
