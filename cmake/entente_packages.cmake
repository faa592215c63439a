# Packages of Debian 12; scripts/bootstrap installs them.
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)  # headers only: Boost.Math
find_package(Ceres 2.1 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(TBB REQUIRED)
find_package(tomlplusplus 3.3 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(pugixml 1.13 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)

# Arb and FLINT bring no CMake config.
find_library(ARB_LIBRARY NAMES flint-arb arb REQUIRED)
find_library(FLINT_LIBRARY NAMES flint REQUIRED)
find_library(GMP_LIBRARY NAMES gmp REQUIRED)  # inline functions of FLINT call it
find_path(ARB_INCLUDE_DIR arb.h REQUIRED)
if(NOT TARGET entente_arb)
  add_library(entente_arb INTERFACE)
  target_include_directories(entente_arb SYSTEM INTERFACE ${ARB_INCLUDE_DIR})
  target_link_libraries(entente_arb INTERFACE ${ARB_LIBRARY} ${FLINT_LIBRARY} ${GMP_LIBRARY})
endif()
