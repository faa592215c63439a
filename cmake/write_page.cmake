# Writes OUTPUT: what `PROGRAM completion KIND` prints, compressed where it is the manual page, as `man` expects it.
execute_process(COMMAND ${PROGRAM} completion ${KIND} OUTPUT_FILE ${OUTPUT} COMMAND_ERROR_IS_FATAL ANY)
if(OUTPUT MATCHES "\\.gz$")
  string(REGEX REPLACE "\\.gz$" "" plain ${OUTPUT})
  file(RENAME ${OUTPUT} ${plain})
  execute_process(COMMAND gzip -9nf ${plain} COMMAND_ERROR_IS_FATAL ANY)
endif()
