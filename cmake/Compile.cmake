# The one place for compiler flags, and the shape of a layer.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(CREDITCYCLE_CCACHE ccache)
if(CREDITCYCLE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CREDITCYCLE_CCACHE}")
endif()

add_library(creditcycle_flags INTERFACE)
# No contraction and no fast-math: a digest must not depend on what the optimiser chose to fuse.
target_compile_options(creditcycle_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Werror=switch -Werror=return-type -ffp-contract=off)
# Nobody reads errno or the floating-point exception flags of arithmetic: without these two no loop with a
# square root or a choice between values would be vectorised. Neither changes a value.
target_compile_options(creditcycle_flags INTERFACE -fno-math-errno -fno-trapping-math)
# GCC 12 warns of overlapping copies inside its own std::string (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(creditcycle_flags INTERFACE -Wno-restrict)
endif()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(creditcycle_flags INTERFACE -march=x86-64-v2)
endif()

# creditcycle_layer(NAME LINKS...): a static library of every .cpp in the folder, included as "NAME/x.hpp".
function(creditcycle_layer name)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PUBLIC ${ARGN} PRIVATE creditcycle_flags)
endfunction()

# creditcycle_tests(NAME LINKS...): one test program of every *_test.cpp in the folder. CTest labels each
# test by the last word of its suite: SuiteOracle, SuiteProperty, SuiteReference, SuiteGolden; else unit.
function(creditcycle_tests name)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  add_executable(${name}_tests ${sources})
  target_link_libraries(${name}_tests PRIVATE ${ARGN} creditcycle_flags GTest::gmock_main)
  target_compile_definitions(${name}_tests PRIVATE
    TEST_DATA_DIR="${PROJECT_SOURCE_DIR}/tests/data" SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  include(GoogleTest)
  foreach(label Oracle Property Reference Golden)
    string(TOLOWER ${label} lower)
    gtest_discover_tests(${name}_tests TEST_FILTER "*${label}.*:*${label}/*.*"
      TEST_PREFIX "${name}." PROPERTIES LABELS ${lower} TIMEOUT 600 DISCOVERY_TIMEOUT 120
      TEST_LIST ${name}_${lower}_list)
  endforeach()
  gtest_discover_tests(${name}_tests
    TEST_FILTER "-*Oracle.*:*Oracle/*.*:*Property.*:*Property/*.*:*Reference.*:*Reference/*.*:*Golden.*:*Golden/*.*"
    TEST_PREFIX "${name}." PROPERTIES LABELS unit TIMEOUT 600 DISCOVERY_TIMEOUT 120)
endfunction()
