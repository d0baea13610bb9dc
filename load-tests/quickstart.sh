#!/usr/bin/env bash
#
# Shows the main job on this machine: two tenants' Prometheus with one and the same address and labels
# write through the gateway into one central Prometheus, and end up apart there.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: quickstart.sh [--once]

Starts a central Prometheus, the gateway and two tenants' Prometheus on free ports of this machine,
waits until the tenants' data has arrived, and prints what the central Prometheus knows of them.
Builds the gateway and unpacks Prometheus first, if need be.

Keeps running until Ctrl-C, and leaves nothing behind.

  --once  end after the check: 0 if everything is as promised
TEXT
}

once=false
case ${1:-} in
  '') ;;
  --once) once=true ;;
  -h | --help)
    usage
    exit 0
    ;;
  *)
    printf 'quickstart.sh: unknown argument %s (see --help)\n' "$1" >&2
    exit 1
    ;;
esac

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
house=$(dirname "$here")
jar=$house/gateway/target/promferry-gateway.jar
# shellcheck source=load-tests/lib.sh
. "$here/lib.sh"
work=''
pids=()
declare -A log_of=()

# The newest first: the tenants stop writing before the gateway stops taking.
# shellcheck disable=SC2317
clean_up() {
  local index tick
  trap '' INT TERM HUP
  for ((index = ${#pids[@]} - 1; index >= 0; index--)); do
    kill -TERM "${pids[index]}" 2>/dev/null || true
  done
  for ((tick = 0; tick < 100; tick++)); do
    [[ -n $(jobs -pr) ]] || break
    sleep 0.1
  done
  for index in $(jobs -pr); do
    kill -KILL "$index" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  [[ -z $work ]] || rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Runs a long command so that a signal ends the wait for it at once; its output goes to $log.
await() {
  "$@" >"$log" 2>&1 </dev/null &
  pids+=("$!")
  wait "$!"
}

build() {
  step 'building the gateway'
  log=$work/build.log
  await maven "$house" -pl gateway -am package -DskipTests || fail 'the build failed'
  touch "$jar"
  done_step
}

# Sets the variable $1 to a port that nobody listens on, each time another one.
taken=' '
free_port() {
  local port tries
  for ((tries = 0; tries < 200; tries++)); do
    port=$((20000 + RANDOM % 12000))
    [[ $taken == *" $port "* ]] && continue
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      taken+="$port "
      printf -v "$1" '%s' "$port"
      return
    fi
  done
  fail 'found no free port'
}

# Starts the command after its name $1, and waits until it is ready at the URL $2.
start() {
  local name=$1 ready=$2 tick
  shift 2
  step "starting $name"
  log=$work/${name// /-}.log
  "$@" >"$log" 2>&1 </dev/null &
  pids+=("$!")
  log_of[$!]=$log
  for ((tick = 0; tick < 300; tick++)); do
    if curl -fs -o /dev/null -m 2 "$ready"; then
      done_step
      return
    fi
    kill -0 "${pids[-1]}" 2>/dev/null || fail "$name ended instead of starting"
    sleep 0.1
  done
  fail "$name is not ready after 30 s"
}

write_central() {
  mkdir "$work/central"
  cat >"$work/central/prometheus.yml" <<CONF
storage:
  tsdb:
    out_of_order_time_window: 24h
CONF
}

write_gateway() {
  mkdir "$work/gateway"
  cat >"$work/gateway/gateway.yml" <<CONF
server:
  listen: 127.0.0.1:$gateway_port
  drain-delay: 0s
admin:
  listen: 127.0.0.1:$admin_port
upstreams:
  - name: central
    url: http://127.0.0.1:$central_port/api/v1/write
tenants:
  files: [tenants.yml]
CONF
  echo 'tenants:' >"$work/gateway/tenants.yml"
}

# A token for the tenant $1, its entry in the gateway, and its Prometheus' configuration. It scrapes
# itself at port $2, but says what every tenant with this address range says. $3 are external labels.
write_tenant() {
  local name=$1 port=$2 external=$3 token
  mkdir "$work/$name"
  token=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s' "$token" >"$work/$name/token"
  cat >>"$work/gateway/tenants.yml" <<CONF
  - name: $name
    vpc: vpc-$name
    credentials:
      - bearer-token-sha256: $(printf '%s' "$token" | sha256sum | cut -d ' ' -f 1)
CONF
  cat >"$work/$name/prometheus.yml" <<CONF
global:
  scrape_interval: 2s
  external_labels: $external
scrape_configs:
  - job_name: prometheus
    static_configs:
      - targets: ["127.0.0.1:$port"]
    relabel_configs:
      - target_label: instance
        replacement: 10.0.1.3:9090
remote_write:
  - url: http://127.0.0.1:$gateway_port/api/v1/write
    remote_timeout: 30s
    authorization:
      credentials_file: token
    queue_config:
      retry_on_http_429: true
      batch_send_deadline: 1s
CONF
}

start_prometheus() {
  local name=$1 directory=$2 port=$3
  shift 3
  start "$name" "http://127.0.0.1:$port/-/ready" \
    "$prometheus" --config.file="$work/$directory/prometheus.yml" \
    --storage.tsdb.path="$work/$directory/data" --web.listen-address="127.0.0.1:$port" "$@"
}

# The central Prometheus' answer: one line per series, labels, then " => value @[time]".
ask() { "$promtool" query instant "http://127.0.0.1:$central_port" "$1" 2>>"$work/queries.log"; }

# The value of the one series that the query $1 answers with, or 0 if it is empty.
number() { ask "$1" | awk 'NF { print $(NF - 1); found = 1; exit } END { if (!found) print 0 }'; }

every='{__name__=~".+"}'
whole_scrapes="count(count by (tenant, vpc) ($every) >= on (tenant, vpc) max by (tenant, vpc) (scrape_samples_scraped))"

# Waits for a whole scrape of each tenant: at least as many series as its Prometheus has scraped.
wait_for_data() {
  local second
  step 'waiting for both tenants'\'' data'
  log=$work/gateway.log
  for ((second = 0; second < 60; second++)); do
    if [[ $(number "$whole_scrapes" || true) == 2 ]]; then
      done_step
      return
    fi
    sleep 1
  done
  fail 'no data of both tenants in the central Prometheus after 60 s'
}

show_table() {
  local tenant row='  %-8s %-10s %4s %8s   %s\n'
  say ''
  say "In the central Prometheus, both at instance 10.0.1.3:9090 of job prometheus:"
  say ''
  # shellcheck disable=SC2059
  printf "$row" TENANT VPC UP SERIES 'CAME WITH'
  for tenant in acme beta; do
    # shellcheck disable=SC2059
    printf "$row" "$tenant" "vpc-$tenant" \
      "$(number "sum by (tenant, vpc) (up{tenant=\"$tenant\", vpc=\"vpc-$tenant\"})")" \
      "$(number "count by (tenant, vpc) ({tenant=\"$tenant\", vpc=\"vpc-$tenant\"})")" \
      "$(ask "group by (exported_tenant, exported_vpc) (up{tenant=\"$tenant\"})" \
        | sed -e 's/ => .*//' -e 's/exported_//g' -e 's/^{}$/-/' -e 's/^{.*}$/& (forged)/')"
  done
  say ''
}

failures=0
# Checks that the query $2 has the value $3, and says so in the words $1.
check() {
  local value
  value=$(number "$2") || fail "the central Prometheus does not answer $2"
  if [[ $value == "$3" ]]; then
    printf '  ok      %s\n' "$1"
  else
    printf '  FAILED  %s: %s is %s, not %s\n' "$1" "$2" "$value" "$3"
    failures=$((failures + 1))
  fi
}

check_promises() {
  check 'two tenants are up' 'count(sum by (tenant, vpc) (up) == 1)' 2
  check 'acme writes as acme of vpc-acme' 'sum(up{tenant="acme", vpc="vpc-acme"})' 1
  check 'beta writes as beta of vpc-beta' 'sum(up{tenant="beta", vpc="vpc-beta"})' 1
  check 'they share their own labels' 'count(count by (job, instance) (up))' 1
  check 'no series without a tenant' "count({__name__=~\".+\", tenant=\"\"})" 0
  check 'no series under the forged tenant or vpc' 'count({tenant="other"} or {vpc="other"})' 0
  check 'the forged tenant is kept as exported_tenant' 'count(up{tenant="beta", exported_tenant="other"})' 1
}

type -P curl >/dev/null || fail 'there is no curl on the PATH'
work=$(mktemp -d)
say 'Promferry quick start'
say ''
java=$(find_java) || fail 'no Java 25 in JAVA_HOME, on the PATH or in the usual places (/usr/lib/jvm, ...)'
! stale "$jar" "$house"/{pom.xml,gateway/pom.xml,gateway/src/main,gateway/src/launcher} || build
step 'finding Prometheus'
log=$work/peers.log
await "$here/peers.sh" prometheus || fail 'there is no Prometheus'
prometheus=$(<"$log")
await "$here/peers.sh" promtool || fail 'there is no promtool'
promtool=$(<"$log")
done_step "$("$prometheus" --version 2>&1 | awk 'NR == 1 { print $3 }')"

central_port='' gateway_port='' admin_port='' acme_port='' beta_port=''
for port in central_port gateway_port admin_port acme_port beta_port; do
  free_port "$port"
done
write_central
write_gateway
write_tenant acme "$acme_port" '{}'
write_tenant beta "$beta_port" '{tenant: other, vpc: other}'

start_prometheus 'the central Prometheus' central "$central_port" --web.enable-remote-write-receiver
start 'the gateway' "http://127.0.0.1:$admin_port/-/ready" \
  "$java" -Xmx512m -jar "$jar" --config "$work/gateway/gateway.yml"
# At the end nobody waits for samples that a stopped gateway no longer takes.
start_prometheus "acme's Prometheus" acme "$acme_port" --storage.remote.flush-deadline=1s
start_prometheus "beta's Prometheus (forges labels)" beta "$beta_port" --storage.remote.flush-deadline=1s
wait_for_data
show_table
check_promises
log=''
((failures == 0)) || fail "$failures of the checks failed"
say ''
! $once || exit 0

cat <<TEXT
Where to look:
  central Prometheus   http://127.0.0.1:$central_port/graph?g0.expr=sum%20by%20(tenant%2C%20vpc)%20(up)&g0.tab=1
  acme's Prometheus    http://127.0.0.1:$acme_port/
  beta's Prometheus    http://127.0.0.1:$beta_port/
  gateway's metrics    http://127.0.0.1:$admin_port/metrics
  configuration, logs  $work

Running until Ctrl-C.
TEXT
# Whichever ends first should not have.
wait -n "${!log_of[@]}" 2>/dev/null || true
for pid in "${!log_of[@]}"; do
  kill -0 "$pid" 2>/dev/null || log=${log_of[$pid]}
done
fail "$(basename "$log" .log) ended by itself"
