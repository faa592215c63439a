#include "apps/sweep/shard.hpp"

#include <fmt/format.h>

#include "apps/common/arguments.hpp"
#include "apps/common/numbers.hpp"

namespace apps::sweep {

Shard read_shard(const std::string& text) {
  if (text.empty()) return {};
  constexpr std::int64_t most_shards = 1'000'000;
  const auto slash = text.find('/');
  if (slash == std::string::npos)
    throw UsageError(fmt::format("--shard '{}' is not I/N, for example 0/7, ..., 6/7", text));
  const auto count = read_whole("--shard", text.substr(slash + 1), 1, most_shards);
  const auto index = read_whole("--shard", text.substr(0, slash), 0, most_shards);
  if (index >= count)
    throw UsageError(fmt::format("--shard {}: shards are numbered from 0 to {}", text, count - 1));
  return {static_cast<std::size_t>(index), static_cast<std::size_t>(count)};
}

}  // namespace apps::sweep
