#!/usr/bin/env bash
#
# Prints the absolute path of a peer's binary: from the PATH, or else out of Debian's package,
# unpacked into a cache without installing anything. The only place that knows where peers come from.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: peers.sh [--suite SUITE] prometheus|promtool|victoria-metrics|vmagent|haproxy|nginx|ovn-northd
                                |chromium-headless-shell

Prints the absolute path of a binary that runs on this machine.

  --suite SUITE  from this Debian suite of the machine's own mirror (for example forky),
                 whatever is on the PATH

Unpacked packages are kept in $PROMFERRY_PEERS_CACHE, by default ~/.cache/promferry/peers.
TEXT
}

fail() {
  printf 'peers.sh: %s\n' "$*" >&2
  exit 1
}

# Says which version $1 is, with the libraries that were unpacked beside it.
version_of() {
  local flag=--version tree=${1%/usr/*}/usr
  [[ ${1##*/} != @(haproxy|nginx) ]] || flag=-v
  LD_LIBRARY_PATH=$(printf '%s:' "$tree"{,/..}/lib/*-linux-gnu "$tree"/lib/*-linux-gnu/pulseaudio) \
    "$1" "$flag" 2>&1 </dev/null
}

runs() {
  [[ -x $1 ]] && version_of "$1" >/dev/null
}

# Debian's packages that may hold the binary $1; newer suites have promtool in a package of its own.
packages_of() {
  case $1 in
    prometheus) echo prometheus ;;
    promtool) echo prometheus promtool ;;
    victoria-metrics | vmagent) echo victoria-metrics ;;
    haproxy) echo haproxy ;;
    nginx) echo nginx ;;
    ovn-northd) echo ovn-central ;;
    chromium-headless-shell) echo chromium-headless-shell ;;
    *) fail "'$1' is none of prometheus, promtool, victoria-metrics, vmagent, haproxy, nginx, ovn-northd, chromium-headless-shell" ;;
  esac
}

# Where in its package the binary is: what is in bin starts the browser by its absolute path.
place_of() {
  case $1 in
    chromium-headless-shell) echo '*/usr/lib/chromium/*' ;;
    *) echo '*bin/*' ;;
  esac
}

# Debian's packages that the package $1 does not run without and that not every machine has; they are
# unpacked into its tree. OVN is more than its central part: the switch, and what is needed to wire it.
libraries_of() {
  case $1 in
    haproxy) echo liblua5.3-0 libopentracing-c-wrapper0 libopentracing1 libpcre2-8-0 libssl3 ;;
    nginx) echo libpcre2-8-0 libssl3 ;;
    ovn-central)
      echo ovn-common ovn-host openvswitch-common openvswitch-switch ethtool libbpf1 libcap-ng0 \
        libelf1 libmnl0 libnuma1 libssl3 libunbound8 libevent-2.1-7 libxdp1
      ;;
    # Too many to name, and others in each suite. A C library beside the machine's own would not do.
    chromium-headless-shell)
      apt-cache -c "$apt/apt.conf" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
        --no-replaces --no-enhances --no-pre-depends "$1" \
        | grep -E '^(lib|chromium-common)' | grep -vE '^(libc6|libc-bin|libgcc-s1)$' | sort -u
      ;;
  esac
}

# This machine's Debian suite, or "own" where it has no name.
own_suite() {
  # shellcheck disable=SC1091
  (. /etc/os-release && printf '%s' "${VERSION_CODENAME:?}") 2>/dev/null || printf own
}

# Where the binary is in what has been unpacked of its packages; Debian may move it between suites.
unpacked() {
  local package
  for package in $packages; do
    [[ -d $trees/$package ]] || continue
    find "$trees/$package" -type f -name "$binary" -path "$(place_of "$binary")" -perm -100 -print -quit
  done | head -n 1
}

# The machine's sources of its own suite, each turned to $suite. Every other source is left out: the
# other suite's updates and strangers' repositories need not exist under that name.
derive_sources() {
  local from list parts known
  known="^($(own_suite)|stable|oldstable|testing|unstable|sid)\$"
  eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"
  mkdir -p "$apt/sources.d"
  for from in "$list" "$parts"/*.list; do
    [[ -f $from ]] || continue
    awk -v known="$known" -v suite="$suite" '
      $1 != "deb" { next }
      {
        at = 2
        if ($2 ~ /^\[/) { while ($at !~ /\]$/ && at < NF) at++; at++ }
        at++
        if ($at ~ known) { $at = suite; print }
      }' "$from"
  done >"$apt/sources.d/derived.list"
  for from in "$parts"/*.sources; do
    [[ -f $from ]] || continue
    awk -v known="$known" -v suite="$suite" '
      function flush() {
        if (ours && binary) printf "%s\n", stanza
        stanza = field = ""; ours = binary = 0
      }
      /^[ \t]*$/ { flush(); next }
      /^#/ { next }
      /^[^ \t]/ { field = tolower($1) }
      field == "suites:" {
        for (i = 1; i <= NF; i++) if ($i ~ known && !ours) { ours = 1; stanza = stanza "Suites: " suite "\n" }
        next
      }
      field == "types:" {
        for (i = 1; i <= NF; i++) if ($i == "deb") { binary = 1; stanza = stanza "Types: deb\n" }
        next
      }
      { stanza = stanza $0 "\n" }
      END { flush() }' "$from"
  done >"$apt/sources.d/derived.sources"
  [[ -s $apt/sources.d/derived.list || -s $apt/sources.d/derived.sources ]] \
    || fail "this machine's apt has no source of its own Debian suite to derive $suite from"
}

# apt as the machine has configured it, but with lists and caches of its own and without the hooks
# that tidy up the machine's. An empty status file: what is installed has no say in what is fetched.
configure_apt() {
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/none"
  : >"$apt/status"
  cat >"$apt/apt.conf" <<CONF
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear Acquire::IndexTargets::deb::DEP-11;
#clear Acquire::IndexTargets::deb::DEP-11-icons;
#clear Acquire::IndexTargets::deb::DEP-11-icons-small;
#clear Acquire::IndexTargets::deb::DEP-11-icons-large;
#clear Acquire::IndexTargets::deb::DEP-11-icons-hidpi;
#clear Acquire::IndexTargets::deb::DEP-11-icons-large-hidpi;
#clear Acquire::IndexTargets::deb::Contents-deb;
Acquire::Languages "none";
Acquire::Retries "3";
APT::Sandbox::User "$(id -un)";
Dir::State "$apt";
Dir::State::lists "lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
CONF
  [[ -n $derived ]] || return 0
  cat >>"$apt/apt.conf" <<CONF
#clear APT::Default-Release;
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$apt/sources.d";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$apt/none";
CONF
  derive_sources
}

# Unpacks the package $1: aside first, so that a tree under its name is a whole one.
unpack() {
  local package=$1 aside=$apt/unpacking log=$apt/log file
  rm -rf "$aside" "$apt/download"
  mkdir -p "$aside" "$apt/download" "$trees"
  configure_apt
  # A source of the machine's that fails need not be the one that matters: the download tells.
  apt-get -c "$apt/apt.conf" -q update >"$log" 2>&1 </dev/null || true
  # shellcheck disable=SC2046
  (cd "$apt/download" \
    && apt-get -c "$apt/apt.conf" -q download "$package" $(libraries_of "$package") >>"$log" 2>&1 </dev/null) \
    || fail "cannot get Debian's package $package of $suite: $(grep '^E:' "$log" | tail -n 1)"
  for file in "$apt"/download/*.deb; do
    dpkg-deb -x "$file" "$aside" >>"$log" 2>&1 \
      || fail "cannot unpack Debian's package $package of $suite: $(tail -n 1 "$log")"
  done
  rm -rf "$apt/download"
  mv -T "$aside" "$trees/$package"
}

# Unpacks the binary's packages until one has it. One at a time: others wait here, and then find it.
unpack_until_found() {
  local package tool
  for tool in apt-get apt-config dpkg-deb flock; do
    type -P "$tool" >/dev/null \
      || fail "$binary is not on the PATH, and without $tool Debian's package cannot be unpacked"
  done
  mkdir -p "$apt"
  exec 9>"$apt/lock"
  flock 9
  for package in $packages; do
    [[ -z $(unpacked) ]] || break
    [[ -d $trees/$package ]] || unpack "$package"
  done
  exec 9>&-
}

derived=''
binary=''
while (($# > 0)); do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --suite)
      derived=${2:-}
      [[ $derived =~ ^[a-z][a-z0-9.-]*$ ]] || fail "--suite needs the name of a Debian suite, got '$derived'"
      shift 2
      ;;
    -*) fail "unknown option $1 (see --help)" ;;
    *)
      [[ -z $binary ]] || fail "one binary at a time, got '$binary' and '$1'"
      binary=$1
      shift
      ;;
  esac
done
[[ -n $binary ]] || fail 'which one: prometheus, promtool, victoria-metrics, vmagent, haproxy, nginx, ovn-northd or chromium-headless-shell? (see --help)'
packages=$(packages_of "$binary")

if [[ -z $derived ]] && found=$(type -P "$binary") && runs "$found"; then
  realpath -s "$found"
  exit 0
fi

suite=${derived:-$(own_suite)}
cache=${PROMFERRY_PEERS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/promferry/peers}
mkdir -p "$cache" 2>/dev/null || fail "cannot make the cache directory $cache"
cache=$(realpath "$cache")
apt=$cache/apt/$suite
trees=$cache/$suite

path=$(unpacked)
if [[ -z $path ]]; then
  unpack_until_found
  path=$(unpacked)
fi
[[ -n $path ]] || fail "Debian's packages of $suite ($packages) have no $binary"
runs "$path" || fail "$path does not run here: $(version_of "$path" | head -n 1)"
printf '%s\n' "$path"
