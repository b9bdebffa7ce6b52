#!/bin/sh
# Builds the program and its tests, and runs them; arguments go to ctest: ./test.sh -R Money, ./test.sh -L oracle.
set -eu
root=$(dirname "$(readlink -f "$0")")
"$root/tools/build" --tests
cd "$root"
exec ctest --preset release --parallel "$(nproc)" "$@"
