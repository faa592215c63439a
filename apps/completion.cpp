// apps/completion.cpp
// `entente completion`: words for bash, zsh and fish, and the manual page, written from the definition of the
// command line.
#include <fmt/format.h>

#include "apps/common/arguments.hpp"
#include "apps/common/completion_scripts.hpp"
#include "apps/common/manual_page.hpp"
#include "apps/common/text_sink.hpp"
#include "apps/verbs.hpp"

namespace apps {

ExitCode run_completion(const Arguments& arguments) {
  const auto& shell = arguments.operands.front();
  const auto script = shell == "bash"   ? bash_completion()
                      : shell == "zsh"  ? zsh_completion()
                      : shell == "fish" ? fish_completion()
                                        : manual_page();
  TextSink sink(arguments.output);
  sink.write(script);
  sink.commit();
  return ExitCode::done;
}

}  // namespace apps
