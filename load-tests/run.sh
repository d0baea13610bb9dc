#!/usr/bin/env bash
#
# The load-test harness: builds what it needs, once, and runs it. See run.sh --help.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=load-tests/lib.sh
. "$here/lib.sh"

java=$(find_java) || fail 'no Java 25 in JAVA_HOME, on the PATH or in the usual places (/usr/lib/jvm, ...)'
build_harness "$here"

mapfile -t arguments < <(harness_arguments "$here")
# A small heap, and no collector that works beside the driver on the core that they share.
exec "$java" -Xms256m -Xmx1g -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError "${arguments[@]}" io.promferry.loadtests.Main "$@"
