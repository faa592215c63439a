// apps/common/terminal.hpp
// What only a terminal gets: colours and progress.
#pragma once

#include <string>
#include <string_view>

#include "apps/common/arguments.hpp"

namespace apps {

enum class Tone { plain, good, warning, bad, heading, faint };

/// Colours text, or leaves it alone.
class Style {
 public:
  Style() = default;
  explicit Style(bool coloured) : coloured_(coloured) {}
  std::string operator()(Tone, std::string_view text) const;

 private:
  bool coloured_ = false;
};

/// --color, NO_COLOR, and whether data go to a terminal.
Style style_for(const Arguments&);

/// --progress, -q, and whether standard error is a terminal.
bool progress_wanted(const Arguments&);

}  // namespace apps
