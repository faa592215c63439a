# What goes where when the project is installed or packed: the program, and what developing against the libraries needs.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
set(schema_folder ${CMAKE_INSTALL_DATADIR}/entente/schema)

# The program: with its pages, made from its own command line, its schemas and documentation.
install(TARGETS entente RUNTIME COMPONENT program)
install(TARGETS entente_ceres entente_netcdf LIBRARY DESTINATION ${plugin_destination} COMPONENT program)
if(ENTENTE_MPI)
  install(TARGETS entente-mpi RUNTIME COMPONENT program)
endif()
file(GLOB schemas CONFIGURE_DEPENDS docs/schema/*.json)
install(FILES ${schemas} DESTINATION ${schema_folder} COMPONENT program)
install(FILES README.md CHANGELOG.md LICENSE CITATION.cff TYPE DOC COMPONENT program)
install(FILES LICENSE TYPE DOC RENAME copyright COMPONENT program)
install(DIRECTORY docs TYPE DOC COMPONENT program FILES_MATCHING PATTERN *.md PATTERN schema EXCLUDE)  # linked by README

set(pages ${PROJECT_BINARY_DIR}/pages)
set(page_files)
foreach(page man:entente.1.gz bash:entente zsh:_entente fish:entente.fish)
  string(REPLACE ":" ";" page ${page})
  list(GET page 0 kind)
  list(GET page 1 file)
  add_custom_command(OUTPUT ${pages}/${file}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${pages}
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:entente> -DKIND=${kind} -DOUTPUT=${pages}/${file}
      -P ${PROJECT_SOURCE_DIR}/cmake/write_page.cmake
    DEPENDS entente ${PROJECT_SOURCE_DIR}/cmake/write_page.cmake VERBATIM)
  list(APPEND page_files ${pages}/${file})
endforeach()
add_custom_target(entente_pages ALL DEPENDS ${page_files})
install(FILES ${pages}/entente.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${pages}/entente DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES ${pages}/entente.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
# Debian's zsh looks for those of packages in a folder of its own.
install(CODE "
  set(zsh_folder site-functions)
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\")
    set(zsh_folder vendor-completions)
  endif()
  file(INSTALL DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/zsh/\${zsh_folder}\" TYPE FILE
    FILES \"${pages}/_entente\")" COMPONENT program)

# The libraries: headers under one folder of their own, a CMake package and a pkg-config file.
install(TARGETS entente_solvers entente_models EXPORT ententeTargets ARCHIVE COMPONENT development)
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} solvers/*.hpp models/*.hpp)
foreach(header IN LISTS headers)
  cmake_path(GET header PARENT_PATH folder)
  install(FILES ${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/entente/${folder} COMPONENT development)
endforeach()
install(EXPORT ententeTargets NAMESPACE entente:: DESTINATION ${package_folder} COMPONENT development)
configure_package_config_file(cmake/ententeConfig.cmake.in ententeConfig.cmake INSTALL_DESTINATION ${package_folder}
  PATH_VARS schema_folder)
write_basic_package_version_file(ententeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ententeConfig.cmake ${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake
  cmake/FindArb.cmake DESTINATION ${package_folder} COMPONENT development)
cmake_path(GET ARB_LIBRARY STEM arb_name)
string(REGEX REPLACE "^lib" "" arb_name ${arb_name})
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
  OUTPUT_VARIABLE prefix_from_pc)
configure_file(cmake/entente.pc.in entente.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/entente.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libentente-dev RENAME copyright COMPONENT development)

# `cpack --preset release`: two Debian packages.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The entente authors <entente@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "Games are described in TOML files; their equilibria come \
with a certificate, a status and an exit code.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME entente)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION math)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Static libraries, headers, CMake package and pkg-config file.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libentente-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "entente (= ${PROJECT_VERSION}), libeigen3-dev (>= 3.4), libboost-dev (>= 1.74), \
libflint-dev, libflint-arb-dev, libgmp-dev, libfmt-dev (>= 9), libtomlplusplus-dev (>= 3.3), libpugixml-dev (>= 1.13)")
include(CPack)
