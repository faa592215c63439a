// apps/report/page_texts.hpp
// The files of which a page is made, embedded at build time.
#pragma once

#include <string_view>
#include <vector>

namespace apps::report {

struct PageText {
  std::string_view name;  ///< "page.html", "page.css", "page.js"
  std::string_view text;
};

/// All, sorted by name. Defined in a file that the build writes.
const std::vector<PageText>& page_texts();

/// The text of that name; throws std::logic_error where there is none.
std::string_view page_text(std::string_view name);

/// plotly.min.js, or nothing where the build did not find it. Mapped with the program, read only when used.
std::string_view plotly_text();

}  // namespace apps::report
