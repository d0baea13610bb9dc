#!/usr/bin/env bash
# Measures what a sample costs in the gateway's own classes (JMH). Usage: bench.sh [pattern…] [JMH's options]
set -euo pipefail
module=$(cd "$(dirname "$0")" && pwd)
classpath="$module/target/benchmarks.classpath"
cd "$module/.."
mvn -B -ntp -q test-compile org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
  -pl gateway,load-tests -am -Dmdep.includeScope=runtime -Dmdep.outputFile="$classpath"
cd "$module"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" --enable-native-access=ALL-UNNAMED -cp "target/classes:$(cat "$classpath")" \
  io.promferry.loadtests.bench.Benchmarks "$@"
