# Writes OUTPUT, a C++ file that defines FUNCTION of HEADER in NAMESPACE: a list of ENTRY, the text of every file
# ROOT/PATTERN under its name. The name is the path below ROOT without a folder "catalog" and the suffix, '-' for '_'.
file(GLOB files ${ROOT}/${PATTERN})
list(SORT files)
set(text "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\nconst std::vector<${ENTRY}>& ${FUNCTION}() {\n  static const std::vector<${ENTRY}> entries = {\n")
foreach(file IN LISTS files)
  file(RELATIVE_PATH path ${ROOT} ${file})
  string(REGEX REPLACE "/catalog/" "/" name ${path})
  string(REGEX REPLACE "\\.(toml|txt|json)$" "" name ${name})
  string(REPLACE "_" "-" name ${name})
  file(READ ${file} content HEX)  # as bytes: a file of any content and length embeds
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${content}")
  string(REGEX REPLACE "(................................................................................)" "\\1\"\n     \"" bytes "${bytes}")
  string(LENGTH "${content}" digits)
  math(EXPR length "${digits} / 2")
  string(APPEND text "    {\"${name}\", std::string_view(\"${bytes}\", ${length})},\n")
endforeach()
string(APPEND text "  };\n  return entries;\n}\n}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUTPUT} "${text}")
