// The process around the program; everything else is in the library, where tests reach it.
#include <cstdio>

#include "cli/command.hpp"

int main(int argc, char** argv) {
  cli::Terminal terminal(stdout, stderr);
  return cli::dispatch({argv + 1, argv + argc}, terminal);
}
