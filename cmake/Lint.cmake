# Two targets for people, no part of any build: `format` lays out every source file as .clang-format says,
# `tidy` looks for mistakes as .clang-tidy says.
set(layers sim models scenarios output analysis cli)
foreach(folder ${layers} bench tests)
  list(APPEND patterns "${PROJECT_SOURCE_DIR}/${folder}/*.cpp" "${PROJECT_SOURCE_DIR}/${folder}/*.hpp")
endforeach()
file(GLOB_RECURSE lint_sources CONFIGURE_DEPENDS ${patterns})
set(tidy_sources ${lint_sources})
list(FILTER tidy_sources INCLUDE REGEX "/(sim|models|scenarios|output|analysis|cli)/[^/]+\\.cpp$")
list(FILTER tidy_sources EXCLUDE REGEX "/tests/")

find_program(CLANG_FORMAT clang-format)
if(CLANG_FORMAT)
  add_custom_target(format COMMAND "${CLANG_FORMAT}" -i ${lint_sources} COMMENT "clang-format" VERBATIM)
endif()
find_program(CLANG_TIDY clang-tidy)
if(CLANG_TIDY)
  add_custom_target(tidy COMMAND "${CLANG_TIDY}" --quiet -p "${PROJECT_BINARY_DIR}" ${tidy_sources}
    COMMENT "clang-tidy" VERBATIM)
endif()
