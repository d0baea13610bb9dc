#!/usr/bin/env bash
#
# Measures what a sample costs in the gateway's own classes (JMH). Usage: bench.sh [PATTERN...] [JMH's options]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=load-tests/lib.sh
. "$here/lib.sh"

java=$(find_java) || fail 'no Java 25 in JAVA_HOME, on the PATH or in the usual places (/usr/lib/jvm, ...)'
build_harness "$here"
cd "$here"
exec "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$(harness_classpath "$here")" io.promferry.loadtests.bench.Benchmarks "$@"
