#include "apps/report/page_texts.hpp"

#include <stdexcept>
#include <string>

#ifdef ENTENTE_PLOTLY
// The file as it is, without a compiler reading five million characters.
__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    ".global entente_plotly_begin\n"
    "entente_plotly_begin:\n"
    ".incbin \"" ENTENTE_PLOTLY
    "\"\n"
    ".global entente_plotly_end\n"
    "entente_plotly_end:\n"
    ".byte 0\n"
    ".text\n");
extern "C" {
extern const char entente_plotly_begin[];
extern const char entente_plotly_end[];
}
#endif

namespace apps::report {

std::string_view page_text(std::string_view name) {
  for (const auto& [known, text] : page_texts())
    if (known == name) return text;
  throw std::logic_error("no text of a page is named " + std::string(name));
}

std::string_view plotly_text() {
#ifdef ENTENTE_PLOTLY
  return {entente_plotly_begin, static_cast<std::size_t>(entente_plotly_end - entente_plotly_begin)};
#else
  return {};
#endif
}

}  // namespace apps::report
