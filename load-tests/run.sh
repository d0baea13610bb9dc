#!/usr/bin/env bash
#
# The load-test harness: builds what it needs, once, and runs it. See run.sh --help.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
house=$(dirname "$here")
classes=$here/target/classes
classpath=$here/target/runtime-classpath
# shellcheck source=load-tests/lib.sh
. "$here/lib.sh"

build() {
  step 'building the gateway and the harness' >&2
  mkdir -p "$here/target"
  log=$here/target/run-build.log
  (maven "$house" -pl load-tests -am package -Dmaven.test.skip=true) >"$log" 2>&1 </dev/null || fail 'the build failed'
  touch "$classpath"
  done_step >&2
}

java=$(find_java) || fail 'no Java 25 in JAVA_HOME, on the PATH or in the usual places (/usr/lib/jvm, ...)'
! stale "$classpath" "$house"/{pom.xml,gateway/pom.xml,gateway/src/{main,launcher}} "$here"/{pom.xml,src/main} || build

# A small heap, and no collector that works beside the driver on the core that they share.
exec "$java" -Xms256m -Xmx1g -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dpromferry.house="$house" \
  -cp "$classes:$(<"$classpath")" io.promferry.loadtests.Main "$@"
