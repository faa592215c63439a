# Packages of Debian 12; scripts/bootstrap installs them. What the installed libraries need of them stands also in
# ententeConfig.cmake.in and entente.pc.in.
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)  # headers only: Boost.Math
find_package(Ceres 2.1 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(TBB REQUIRED)
find_package(tomlplusplus 3.3 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(pugixml 1.13 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Arb REQUIRED)  # cmake/FindArb.cmake

find_library(NETCDF_LIBRARY netcdf REQUIRED)
find_path(NETCDF_INCLUDE_DIR netcdf.h REQUIRED)
