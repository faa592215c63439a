# How the targets of this project are declared, so that each CMakeLists.txt only lists what is its own.

# Flags of our own code, never imposed on projects that include us.
add_library(entente_flags INTERFACE)
target_compile_options(entente_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Woverloaded-virtual
  -Wno-missing-field-initializers  # designated initialisers name what they change
  -ffp-contract=off)  # certificates and equal bits depend on uncontracted IEEE arithmetic
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(entente_flags INTERFACE
    -Wno-restrict  # false alarms about "a" + std::string, GCC bug 105651
    $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)  # false alarms in std::variant and std::optional, GCC bug 105562
endif()
if(ENTENTE_WERROR)
  target_compile_options(entente_flags INTERFACE -Werror)
endif()
if(ENTENTE_SANITIZE)
  target_compile_options(entente_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(entente_flags INTERFACE -fsanitize=address,undefined)
elseif(ENTENTE_FUZZ)
  target_compile_options(entente_flags INTERFACE -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all)
  target_link_options(entente_flags INTERFACE -fsanitize=address,undefined)
endif()
target_link_options(entente_flags INTERFACE -Wl,--as-needed)  # an unused library costs milliseconds at each start

# entente_layer(NAME): a static library from every source below the current folder; for other projects
# entente::NAME without the prefix entente_, however they come by it.
function(entente_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "(^|/)(kernels|plugin)/")  # libraries of their own
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/entente>)
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:entente_flags>)
  string(REPLACE entente_ "" exported ${name})
  set_target_properties(${name} PROPERTIES EXPORT_NAME ${exported})
  add_library(entente::${exported} ALIAS ${name})
endfunction()

# entente_kernels(NAME FILES...): vector loops over structure-of-arrays blocks. -O2, since -O3 splits the loops
# and is slower; a default build stays fast because each function is cloned per instruction set.
function(entente_kernels name)
  add_library(${name} OBJECT ${ARGN})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_options(${name} PRIVATE -O2 -fopenmp-simd -fno-math-errno -fno-trapping-math)
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:entente_flags>)
endfunction()
