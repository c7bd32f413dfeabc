#!/usr/bin/env bash
# Measures, in one run: streams read directly, through nginx, through a bare relay on the JVM, and
# through the gateway. See bench/README.md. Linux only; loopback only; stops what it started.
set -euo pipefail
cd "$(dirname "$0")/.."

TARGETS=${TARGETS:-direct nginx relay gateway}
SCENARIOS=${SCENARIOS:-A B}
NGINX=${NGINX:-$(command -v nginx || echo /usr/sbin/nginx)}
NGINX_WORKERS=${NGINX_WORKERS:-1}
GATEWAY_JAR=${GATEWAY_JAR:-target/quarkus-app/quarkus-run.jar}
GATEWAY_JAVA=${GATEWAY_JAVA:-java}
GATEWAY_JAVA_OPTS=${GATEWAY_JAVA_OPTS:--Xms400m -Xmx400m -Xmn150m -XX:+UseParallelGC -XX:+UseTransparentHugePages}
GATEWAY_LOOPS=${GATEWAY_LOOPS:-$NGINX_WORKERS}
GATEWAY_WARM=${GATEWAY_WARM:-60}
GATEWAY_SHORT=${GATEWAY_SHORT:-60}
WARM=${WARM:-10}
WINDOW_A=${WINDOW_A:-20}
CHUNKS_A=${CHUNKS_A:-200}
WINDOW_B=${WINDOW_B:-30}
STREAMS_B=${STREAMS_B:-5000}
DOCUMENT=${DOCUMENT:-docs/performance.md}
PORT=${PORT:-18180}
HAN=${HAN:-false}
COMMAND="bench/stream.sh"
for name in TARGETS SCENARIOS HAN NGINX_WORKERS GATEWAY_LOOPS GATEWAY_JAVA_OPTS GATEWAY_WARM GATEWAY_SHORT WARM WINDOW_A CHUNKS_A WINDOW_B STREAMS_B; do
  if [[ ${!name@a} == *x* ]]; then COMMAND="$name='${!name}' $COMMAND"; fi
done

upstream_port=$PORT nginx_port=$((PORT + 1)) relay_port=$((PORT + 2)) gateway_port=$((PORT + 3))
work=target/bench results=target/bench/results
started=()

fail() { echo "bench: $*" >&2; exit 1; }
wanted() { [[ " $TARGETS " == *" $1 "* ]]; }

stop_all() {
  trap - EXIT INT TERM
  local pid i
  for pid in "${started[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do
    for ((i = 0; i < 400; i++)); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    if kill -0 "$pid" 2>/dev/null; then
      echo "bench: process $pid did not stop within 40 s and is killed" >&2
      kill -KILL "$pid" 2>/dev/null || true
    fi
  done
}
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

wait_for_port() { # port, pid, seconds, name
  for ((i = 0; i < $3 * 10; i++)); do
    port_open "$1" && return
    kill -0 "$2" 2>/dev/null || fail "$4 ended before it listened; see $work/$4.log"
    sleep 0.1
  done
  fail "$4 did not listen on port $1 within $3 s; see $work/$4.log"
}

gateway_ready() {
  local answer
  exec 3<>"/dev/tcp/127.0.0.1/$gateway_port" || return 1
  printf 'GET /q/health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
  read -r -t 5 answer <&3 || answer=
  exec 3<&-
  [[ $answer == *" 200 "* ]]
}

start_nginx() {
  [[ -x $NGINX ]] || fail "no nginx: 'apt-get install nginx', name one with NGINX=..., or leave it out of TARGETS"
  mkdir -p "$work/nginx"
  cat >"$work/nginx/nginx.conf" <<CONF
daemon off;
$([[ $(id -u) == 0 ]] && echo "user root;")
worker_processes $NGINX_WORKERS;
worker_rlimit_nofile $(ulimit -n);
pid $PWD/$work/nginx/nginx.pid;
error_log $PWD/$work/nginx/error.log warn;
events { worker_connections $(($(ulimit -n) - 100)); }
http {
  access_log off;
  client_body_temp_path $PWD/$work/nginx/body;
  proxy_temp_path $PWD/$work/nginx/proxy;
  fastcgi_temp_path $PWD/$work/nginx/fastcgi;
  uwsgi_temp_path $PWD/$work/nginx/uwsgi;
  scgi_temp_path $PWD/$work/nginx/scgi;
  keepalive_requests 100000;
  upstream provider { server 127.0.0.1:$upstream_port; keepalive 512; }
  server {
    listen 127.0.0.1:$nginx_port backlog=4096;
    location / {
      proxy_pass http://provider;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
CONF
  "$NGINX" -p "$work/nginx" -c "$PWD/$work/nginx/nginx.conf" >"$work/nginx.log" 2>&1 &
  nginx_pid=$!
  started+=("$nginx_pid")
  wait_for_port "$nginx_port" "$nginx_pid" 10 nginx
}

start_relay() {
  java -Xmx64m -XX:+UseSerialGC -cp "$work/classes" Relay "$relay_port" "$upstream_port" >"$work/relay.log" 2>&1 &
  relay_pid=$!
  started+=("$relay_pid")
  wait_for_port "$relay_port" "$relay_pid" 10 relay
}

start_gateway() {
  [[ -f $GATEWAY_JAR ]] || fail "no $GATEWAY_JAR: './mvnw -q -DskipTests package' makes it, or leave the gateway out of TARGETS"
  rm -rf "$work/data"
  # shellcheck disable=SC2086 # options are words
  SLUICE_BOOTSTRAP_CALLER_KEY=$BENCH_KEY "$GATEWAY_JAVA" $GATEWAY_JAVA_OPTS \
    -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port="$gateway_port" \
    -Dsluice.standalone.data-dir="$work/data" \
    -Dsluice.providers.bench.type=openai \
    -Dsluice.providers.bench.base-url="http://127.0.0.1:$upstream_port/v1" \
    -Dsluice.providers.bench.api-key=unused \
    -Dsluice.providers.bench.max-concurrent=6000 \
    -Dsluice.models."$model_a".targets=bench/"$model_a" \
    -Dsluice.models.bench-20x2.targets=bench/bench-20x2 \
    -Dsluice.models."$model_b".targets=bench/"$model_b" \
    -Dsluice.quota.default-plan=unlimited \
    -Dquarkus.vertx.event-loops-pool-size="$GATEWAY_LOOPS" \
    ${GATEWAY_PROPERTIES:-} \
    -jar "$GATEWAY_JAR" >"$work/gateway.log" 2>&1 &
  gateway_pid=$!
  started+=("$gateway_pid")
  wait_for_port "$gateway_port" "$gateway_pid" 120 gateway
  for ((i = 0; i < 300; i++)); do gateway_ready && return; sleep 0.2; done
  fail "the gateway did not become ready; see $work/gateway.log"
}

measure() { # scenario, target, port, pid, further arguments of Load
  local name=$1-$2
  echo "== $name"
  BENCH_KEY=$BENCH_KEY java -Xms512m -Xmx512m -XX:+UseSerialGC \
    -Dbench.ticks="$(getconf CLK_TCK)" -Dbench.han="$HAN" -cp "$work/classes" \
    Load target="$3" upstream="$upstream_port" pid="$4" out="$results/$name.properties" "${@:5}" \
    >"$work/$name.log" 2>&1 &
  local load=$!
  started+=("$load")
  wait "$load" || { cat "$work/$name.log"; fail "measuring $name failed"; }
  unset 'started[-1]'
  cat "$work/$name.log"
}

# At A's 30 requests a second the compiler would take far longer to see enough of them.
warm_up() {
  measure warm-up gateway "$gateway_port" "$gateway_pid" streams=30 rate=20 chunks=2 ramp=5 \
    warm=1 window="$GATEWAY_SHORT" again=true family=false >/dev/null
  rm -f "$results/warm-up-gateway.properties"
}

measure_all() { # scenario
  local target warm port pid family
  for target in $TARGETS; do
    port=${target}_port pid=${target}_pid
    [[ $target == nginx ]] && family=true || family=false
    if [[ $1 == A ]]; then
      warm=$WARM
      [[ $target == gateway ]] && warm=$GATEWAY_WARM
      measure A "$target" "${!port}" "${!pid}" streams=300 rate=20 chunks="$CHUNKS_A" ramp=10 \
        warm="$warm" window="$WINDOW_A" again=true family="$family"
    else
      measure B "$target" "${!port}" "${!pid}" streams="$STREAMS_B" rate=1 chunks="$chunks_b" \
        ramp=20 warm=5 window="$WINDOW_B" again=false family="$family"
    fi
  done
}

describe() {
  local memory
  memory=$(awk '/^MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo)
  echo "Command: \`$COMMAND\`, $(date -u +%Y-%m-%d)."
  echo
  echo "- Machine: $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)$(grep -qw hypervisor /proc/cpuinfo && echo ' (virtual)'), $memory, Linux $(uname -r | cut -d. -f1,2)"
  echo "- Bench: $(java -version 2>&1 | sed -n 's/.*build \(.*\), mixed.*/JDK \1/p' | tail -1); upstream and callers in one JVM"
  if wanted nginx; then
    echo "- nginx: $("$NGINX" -v 2>&1 | sed 's/.*: //'), $NGINX_WORKERS worker(s), \`proxy_buffering off\`, upstream keep-alive"
  fi
  if wanted relay; then
    echo "- relay: bytes copied by one thread of a JVM, nothing understood (\`Relay.java\`); a yardstick, not a competitor"
  fi
  if wanted gateway; then
    echo "- gateway: $("$GATEWAY_JAVA" -version 2>&1 | sed -n 's/.*build \(.*\), mixed.*/JDK \1/p' | tail -1), $GATEWAY_LOOPS event loop(s), \`$GATEWAY_JAVA_OPTS ${GATEWAY_PROPERTIES:-}\`, standalone engines, warmed up with short answers for $GATEWAY_SHORT s and with long ones for $((GATEWAY_WARM + 10)) s"
  else
    echo "- gateway: not part of this run"
  fi
}

[[ $(uname -s) == Linux ]] || fail "reads CPU and memory from /proc, which only Linux has"
ulimit -n "$(ulimit -Hn)"
[[ $(ulimit -n) == unlimited ]] && ulimit -n 65536
(($(ulimit -n) >= 2 * STREAMS_B + 500)) || fail "needs $((2 * STREAMS_B + 500)) open files, the limit is $(ulimit -n)"
wanted direct || fail "TARGETS needs 'direct': the others are compared with it"
for port in $upstream_port $nginx_port $relay_port $gateway_port; do
  port_open "$port" && fail "port $port is taken; PORT=... names the first of four free ones"
done

chunks_b=$((20 + 5 + WINDOW_B + 5))
model_a=bench-20x$CHUNKS_A model_b=bench-1x$chunks_b
BENCH_KEY=sk-slc-$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
direct_port=$upstream_port direct_pid=0
rm -rf "$work/classes" "$results"
mkdir -p "$work/classes" "$results"
javac --release 17 -d "$work/classes" bench/*.java
wanted nginx && start_nginx
wanted relay && start_relay
if wanted gateway; then
  start_gateway
  ((GATEWAY_SHORT == 0)) || warm_up
fi
for scenario in $SCENARIOS; do measure_all "$scenario"; done
describe >"$work/run.md"
java -cp "$work/classes" Report "$results" "$work/run.md" "$DOCUMENT"
