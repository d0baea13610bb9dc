#!/usr/bin/env bash
#
# Kube-OVN's network on this machine, with real OVN, Prometheus, gateway and store in it: runs what the
# integration test VpcLabIT runs, prints what it has shown, and leaves nothing behind.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

keep=''

usage() {
  cat <<'TEXT'
Usage: load-tests/vpc-lab.sh [--keep]

Builds what it needs, runs the VPC lab (as root, about three minutes) and prints what it has shown.
Logs and files are left in load-tests/target/lab/VpcLabIT, the table in load-tests/target/vpc-lab.md.

  --keep   when everything has been shown, keeps the lab until Ctrl-C, and says how to look around in it
TEXT
}

fail() {
  printf 'vpc-lab.sh: %s\n' "$*" >&2
  exit 1
}

while (($# > 0)); do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --keep) keep=$PWD/load-tests/target/vpc-lab.pid ;;
    *) fail "unknown option $1 (see --help)" ;;
  esac
  shift
done

((EUID == 0)) || fail 'needs root: it makes network, mount and process namespaces'
for tool in mvn unshare nsenter ip iptables sysctl; do
  type -P "$tool" >/dev/null || fail "needs $tool"
done

say_how_to_look_around() {
  until [[ -s $keep ]]; do
    sleep 1
  done
  cat <<TEXT

The lab is kept until Ctrl-C. A shell beside its switch, and one in a pod of it:
  nsenter --target $(<"$keep") --mount --net --pid
  nsenter --target $(<"$keep") --mount --net --pid ip netns exec acme-prometheus bash
TEXT
}

arguments=()
if [[ -n $keep ]]; then
  mkdir -p "${keep%/*}"
  rm -f "$keep"
  arguments=("-Dpromferry.vpc-lab.keep=$keep")
  say_how_to_look_around &
  # shellcheck disable=SC2064
  trap "kill $! 2>/dev/null || true; rm -f '$keep'" EXIT
fi

# The unit tests are not what this is about.
mvn -B -ntp -q -pl gateway,tenant-prom-config,load-tests verify -Djacoco.skip=true -DargLine= \
  -Dsurefire.skip=true -Dit.test=VpcLabIT -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dpromferry.peers=local "${arguments[@]}"
