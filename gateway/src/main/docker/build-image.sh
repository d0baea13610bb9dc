#!/usr/bin/env bash
#
# Builds one image of this project on the local Docker engine out of what is on this machine: a module's
# jar, a Java runtime of the modules that it needs, its native libraries, and an AOT cache that a training
# run inside the image leaves behind. Asks no registry for anything, unless --base names an image there.
# For the machine's own architecture.
set -euo pipefail
umask 022

usage() {
  cat <<'TEXT'
Usage: build-image.sh --docker DIR --jar FILE --work DIR --name NAME --version VERSION --base IMAGE

  --docker DIR       with the Dockerfile, and a folder "training" for the training run
  --jar FILE         the jar with everything that it needs
  --work DIR         where the build context is put together
  --name NAME        the image's name
  --version VERSION  its tag
  --base IMAGE       an image with glibc, or "scratch": this machine's own glibc then

The JDK is that of $TOOLCHAIN_JAVA_HOME, or else of $JAVA_HOME; the time of all files is that of
$SOURCE_DATE (RFC 3339), so that layers with the same content are the same layers.
TEXT
}

fail() {
  printf 'build-image.sh: %s\n' "$*" >&2
  exit 1
}

# Of what jdeps finds, parts of libraries that run in neither process: beans of the desktop, SQL types, compilers.
readonly never=' java.compiler java.desktop java.sql '
# What jdeps cannot see, because it is found by name: MBeans, loggers, TLS' own algorithms; and jcmd and
# Flight Recorder for whoever has to look into a running process.
readonly further=java.base,java.logging,java.management,java.xml,jdk.crypto.cryptoki,jdk.jcmd,jdk.jfr,jdk.management,jdk.unsupported

modules() {
  local found module
  found=$("$jdk/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps "$jar")
  printf '%s' "$further"
  for module in ${found//,/ }; do
    [[ $never == *" $module "* ]] || printf ',%s' "$module"
  done
}

# Defaults that stand before every other option, so that JAVA_TOOL_OPTIONS and the command line override them.
runtime() {
  "$jdk/bin/jlink" --add-modules "$(modules)" --output "$1" \
    --strip-debug --no-header-files --no-man-pages --compress zip-6 \
    --add-options="$(grep -v '^#' "$docker/java.options" | tr '\n' ' ')"
}

# Unpacked here, so that the process needs no place to unpack them to. A jar may have none of them.
native_libraries() {
  local netty=$arch zstd=$arch library
  case $arch in
    x86_64) zstd=amd64 ;;
    aarch64) netty=aarch_64 ;;
  esac
  mkdir -p "$1"
  unzip -Z1 "$jar" | grep -xE "META-INF/native/libnetty_transport_native_epoll_$netty\.so|org/xerial/snappy/native/Linux/$arch/libsnappyjava\.so|linux/$zstd/libzstd-jni-.*\.so" \
    | while read -r library; do unzip -qqjo "$jar" "$library" -d "$1"; done || true
}

# What the binaries under $2 are linked to, and what glibc loads by name: under its own path below $1.
glibc() {
  local library
  {
    find "$2" -type f \( -name '*.so' -o -path '*/bin/*' \) -exec ldd {} + 2>/dev/null \
      | sed -nE 's/.*=> (\/[^ ]+) \(0x.*/\1/p; s/^\s+(\/[^ ]+) \(0x.*/\1/p' | grep -v "^$2/"
    ls -d /lib*/"$arch"-linux-gnu/lib{nss_files,nss_dns,resolv}.so.2 2>/dev/null || true
  } | sort -u | while read -r library; do
    mkdir -p "$1${library%/*}"
    cp -L "$library" "$1$library"
  done
  mkdir -p "$1/etc"
  printf 'root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n' >"$1/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$1/etc/group"
  printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$1/etc/nsswitch.conf"
  mkdir -p "$1/tmp"
  chmod 1777 "$1/tmp"
}

while (($# > 0)); do
  case $1 in
    --docker) docker=$2 ;;
    --jar) jar=$2 ;;
    --work) work=$2 ;;
    --name) name=$2 ;;
    --version) version=$2 ;;
    --base) base=$2 ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) fail "unknown argument $1 (see --help)" ;;
  esac
  shift 2 || fail "an argument is missing (see --help)"
done
: "${docker:?see --help}" "${jar:?see --help}" "${work:?see --help}" "${name:?see --help}" \
  "${version:?see --help}" "${base:?see --help}"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jdk=${TOOLCHAIN_JAVA_HOME:-${JAVA_HOME:?no JDK: set JAVA_HOME}}
arch=$(uname -m)
[[ $arch == x86_64 || $arch == aarch64 ]] || fail "no native libraries for $arch"
[[ -f $jar ]] || fail "$jar is not built"
type -P unzip docker >/dev/null || fail 'unzip and docker are needed'

rm -rf "$work"
mkdir -p "$work"
work=$(cd "$work" && pwd -P)
mkdir -p "$work"/{runtime/opt,application/opt/promferry,training}
runtime "$work/runtime/opt/java"
cp "$jar" "$work/application/opt/promferry/"
native_libraries "$work/application/opt/promferry/lib"
[[ $base != scratch ]] || glibc "$work/runtime" "$work"
"$jdk/bin/javac" --release 25 -Xlint:all -Werror -d "$work/training" "$here/Training.java"
cp "$docker"/training/* "$work/training/"
find "$work" -exec touch -h -d "${SOURCE_DATE:-2026-01-01T00:00:00Z}" {} +

# The classic builder is enough, and is there wherever the engine is; BuildKit does the same.
docker build --quiet --force-rm --network none --file "$docker/Dockerfile" --tag "$name:$version" \
  --build-arg BASE="$base" --build-arg VERSION="$version" "$work"
printf '%s:%s %s MiB\n' "$name" "$version" \
  $(($(docker image inspect --format '{{.Size}}' "$name:$version") >> 20))
