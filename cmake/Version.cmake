# Writes a source file with the revision the tree has now. It runs at every build (cmake -P) and touches the
# file only when the text changes, so that a commit compiles one file again and nothing else.
#   -DSOURCE= the source tree   -DTEMPLATE=, -DOUTPUT= what becomes what, with @REVISION@ filled in
set(ARCHIVED "$Format:%h$")   # filled in by `git archive`, see .gitattributes

set(REVISION "")
if(EXISTS "${SOURCE}/.git")
  execute_process(COMMAND git -C "${SOURCE}" describe --always --dirty --abbrev=12 --match=NONE
    OUTPUT_VARIABLE REVISION OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(REVISION STREQUAL "")
  if(ARCHIVED MATCHES "^[0-9a-f]+$")
    set(REVISION "${ARCHIVED}")
  else()
    set(REVISION "unknown")
  endif()
endif()
configure_file("${TEMPLATE}" "${OUTPUT}" @ONLY)
