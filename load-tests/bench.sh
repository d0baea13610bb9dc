#!/usr/bin/env bash
#
# Measures what a sample costs in the gateway's own classes (JMH). Usage: bench.sh [PATTERN...] [JMH's options]
# bench.sh --startup: how long the gateway takes until it is ready, with and without an AOT cache.
# bench.sh --stalls [BUSY EVERY]: which latencies this machine gives to plain arithmetic of so many microseconds.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=load-tests/lib.sh
. "$here/lib.sh"

java=$(find_java) || fail 'no Java 25 in JAVA_HOME, on the PATH or in the usual places (/usr/lib/jvm, ...)'
build_harness "$here"
cd "$here"
case ${1:-} in
  --startup) shift && main=StartupMeasurement ;;
  --stalls) shift && main=MachineStalls ;;
  *) main=Benchmarks ;;
esac
mapfile -t arguments < <(harness_arguments "$here")
exec "$java" "${arguments[@]}" "io.promferry.loadtests.bench.$main" "$@"
