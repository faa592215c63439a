#include "apps/common/terminal.hpp"

#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

namespace apps {

std::string Style::operator()(Tone tone, std::string_view text) const {
  constexpr const char* codes[] = {"0", "32", "33", "31", "1", "2"};  // ECMA-48 select graphic rendition
  if (!coloured_ || tone == Tone::plain) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", codes[static_cast<int>(tone)], text);
}

Style style_for(const Arguments& arguments) {
  if (arguments.color != When::automatic) return Style(arguments.color == When::always);
  const char* no_color = std::getenv("NO_COLOR");
  const bool refused = no_color && *no_color;
  return Style(!refused && arguments.output.empty() && ::isatty(STDOUT_FILENO));
}

bool progress_wanted(const Arguments& arguments) {
  if (arguments.progress != When::automatic) return arguments.progress == When::always;
  return arguments.verbosity >= 0 && ::isatty(STDERR_FILENO);
}

}  // namespace apps
