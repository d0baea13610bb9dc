# shellcheck shell=bash
#
# What quickstart.sh, run.sh and bench.sh have in common: saying what is done, and finding and building what is needed.

# What explains a failure, if anything does.
log=''

say() { printf '%s\n' "$*"; }
step() { printf '  %-48s' "$1 ..."; }
done_step() { printf '%s\n' "${1:-ok}"; }

# Ends the run. What explains it is in $log, if a log is set.
fail() {
  printf '\n%s: %s\n' "${0##*/}" "$*" >&2
  if [[ -n $log && -s $log ]]; then
    printf '\nThe end of its log:\n' >&2
    tail -n 15 "$log" | sed 's/^/  | /' >&2
  fi
  exit 1
}

# Java 25 or newer: JAVA_HOME, the PATH, then where JDKs are usually installed.
find_java() {
  local candidate version
  for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(type -P java || true)" \
    /usr/lib/jvm/*/bin/java /opt/java/*/bin/java /opt/*jdk*/bin/java \
    ~/.jdks/*/bin/java ~/.sdkman/candidates/java/*/bin/java; do
    [[ -x $candidate ]] || continue
    version=$("$candidate" -version 2>&1 | sed -n '1,/version "/s/.*version "\([0-9]*\).*/\1/p') || continue
    if ((${version:-0} >= 25)); then
      printf '%s' "$candidate"
      return
    fi
  done
  return 1
}

# Whether the file $1 is not there, or older than anything in what follows it.
stale() {
  local built=$1
  shift
  [[ ! -f $built ]] || [[ -n $(find "$@" -newer "$built" -print -quit) ]]
}

# Maven in the checkout $1, with the arguments after it.
maven() {
  type -P mvn >/dev/null || {
    echo 'it has to be built, and there is no mvn on the PATH'
    return 1
  }
  cd "$1" && shift && exec mvn -q -B -ntp "$@"
}

# Builds the harness in the module $1, with what it drives, unless it is built.
build_harness() {
  local house
  house=$(dirname "$1")
  stale "$1/target/runtime-classpath" "$house"/{pom.xml,gateway/pom.xml,gateway/src/{main,launcher}} "$1"/{pom.xml,src/main} || return 0
  step 'building the gateway and the harness' >&2
  mkdir -p "$1/target"
  log=$1/target/run-build.log
  (maven "$house" -pl load-tests -am package -Dmaven.test.skip=true) >"$log" 2>&1 </dev/null || fail 'the build failed'
  touch "$1/target/runtime-classpath"
  done_step >&2
}

# What a class of the harness in the module $1 is started with, an argument on each line.
harness_arguments() {
  printf '%s\n' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dlogback.configurationFile=harness-logback.xml -Dpromferry.peers=local "-Dpromferry.house=$(dirname "$1")" \
    -cp "$1/target/classes:$(<"$1/target/runtime-classpath")"
}
