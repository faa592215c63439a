#include "apps/common/failure.hpp"

#include <new>
#include <system_error>

#include <fmt/format.h>

#include "apps/common/arguments.hpp"
#include "apps/common/text_files.hpp"
#include "models/description/diagnostic.hpp"
#include "models/family.hpp"

namespace apps {
namespace {

Failure said(ExitCode code, std::string_view message) { return {code, fmt::format("entente: {}", message)}; }

}  // namespace

Failure failure_of(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Failure& failure) {
    return failure;
  } catch (const UsageError& error) {
    return said(ExitCode::usage, error.what());
  } catch (const models::description::DescriptionError& error) {
    return {ExitCode::input, error.what()};
  } catch (const InputError& error) {
    return said(ExitCode::input, error.what());
  } catch (const models::TooLarge& error) {
    return said(ExitCode::input, error.what());
  } catch (const models::NotOffered& error) {
    return said(ExitCode::input, error.what());
  } catch (const std::invalid_argument& error) {
    return said(ExitCode::input, error.what());
  } catch (const std::system_error& error) {
    return said(ExitCode::not_written, error.what());
  } catch (const std::bad_alloc&) {
    return said(ExitCode::input, "memory ran out; ask for less, or use a machine with more");
  } catch (const std::exception& error) {
    return said(ExitCode::internal_error, fmt::format("internal error: {}", error.what()));
  } catch (...) {
    return said(ExitCode::internal_error, "internal error");
  }
}

}  // namespace apps
