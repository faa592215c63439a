# Arb, FLINT and GMP, which bring no CMake config: the target Arb::arb, Arb_VERSION. Installed with the package, for it
# links them.
find_library(ARB_LIBRARY NAMES flint-arb arb)
find_library(FLINT_LIBRARY NAMES flint)
find_library(GMP_LIBRARY NAMES gmp)  # inline functions of FLINT call it
find_path(ARB_INCLUDE_DIR arb.h)
mark_as_advanced(ARB_LIBRARY FLINT_LIBRARY GMP_LIBRARY ARB_INCLUDE_DIR)
if(ARB_INCLUDE_DIR)
  file(STRINGS ${ARB_INCLUDE_DIR}/arb.h Arb_VERSION REGEX "define ARB_VERSION")
  string(REGEX REPLACE ".*\"(.*)\".*" "\\1" Arb_VERSION "${Arb_VERSION}")
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Arb REQUIRED_VARS ARB_LIBRARY FLINT_LIBRARY GMP_LIBRARY ARB_INCLUDE_DIR
  VERSION_VAR Arb_VERSION)
if(Arb_FOUND AND NOT TARGET Arb::arb)
  add_library(Arb::arb INTERFACE IMPORTED)
  target_include_directories(Arb::arb SYSTEM INTERFACE ${ARB_INCLUDE_DIR})
  target_link_libraries(Arb::arb INTERFACE ${ARB_LIBRARY} ${FLINT_LIBRARY} ${GMP_LIBRARY})
endif()
