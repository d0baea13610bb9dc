#!/usr/bin/env bash
#
# The load-test harness: builds what it needs, once, and runs it. See run.sh --help.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=load-tests/lib.sh
. "$here/lib.sh"

java=$(find_java) || fail 'no Java 25 in JAVA_HOME, on the PATH or in the usual places (/usr/lib/jvm, ...)'
build_harness "$here"

# A small heap, and no collector that works beside the driver on the core that they share.
exec "$java" -Xms256m -Xmx1g -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dpromferry.house="$(dirname "$here")" \
  -cp "$(harness_classpath "$here")" io.promferry.loadtests.Main "$@"
