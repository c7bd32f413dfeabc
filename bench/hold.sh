#!/usr/bin/env bash
# Measures what holding text for a vendor costs a reader, for several values of max-wait. See
# bench/README.md. Loopback only; stops what it started. About a minute for each value.
set -euo pipefail
cd "$(dirname "$0")/.."

WAITS=${WAITS:-200 300 400 600 800 1000 1500 2000}
RATE=${RATE:-20}
LATENCY=${LATENCY:-100}
GATEWAY_JAR=${GATEWAY_JAR:-target/quarkus-app/quarkus-run.jar}
GATEWAY_JAVA=${GATEWAY_JAVA:-java}
GATEWAY_JAVA_OPTS=${GATEWAY_JAVA_OPTS:--Xms256m -Xmx256m -XX:+UseSerialGC}
DOCUMENT=${DOCUMENT:-docs/performance.md}
PORT=${PORT:-18190}
COMMAND="bench/hold.sh"
for name in WAITS RATE LATENCY GATEWAY_JAVA_OPTS; do
  if [[ ${!name@a} == *x* ]]; then COMMAND="$name='${!name}' $COMMAND"; fi
done

provider_port=$PORT vendor_port=$((PORT + 1)) gateway_port=$((PORT + 2))
work=target/bench/hold
started=()

fail() { echo "bench: $*" >&2; exit 1; }

stop_all() {
  local pid
  for pid in "${started[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  started=()
}
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

gateway_ready() {
  local answer
  exec 3<>"/dev/tcp/127.0.0.1/$gateway_port" || return 1
  printf 'GET /q/health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
  read -r -t 5 answer <&3 || answer=
  exec 3<&-
  [[ $answer == *" 200 "* ]]
}

start_gateway() { # max-wait in milliseconds
  # shellcheck disable=SC2086 # options are words
  SLUICE_BOOTSTRAP_CALLER_KEY=$BENCH_KEY "$GATEWAY_JAVA" $GATEWAY_JAVA_OPTS \
    -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port="$gateway_port" \
    -Dsluice.standalone.data-dir="$work/data" \
    -Dsluice.providers.hold.type=openai \
    -Dsluice.providers.hold.base-url="http://127.0.0.1:$provider_port/v1" \
    -Dsluice.providers.hold.api-key=unused \
    -Dsluice.models.hold-plain.targets=hold/hold \
    -Dsluice.models.hold-judged.targets=hold/hold \
    -Dsluice.moderation.vendors.slow.type=openai \
    -Dsluice.moderation.vendors.slow.base-url="http://127.0.0.1:$vendor_port/v1" \
    -Dsluice.moderation.vendors.slow.api-key=unused \
    -Dsluice.moderation.vendors.slow.qps=5000 \
    -Dsluice.moderation.output.max-wait="$1ms" \
    -Dsluice.moderation.aliases.hold-judged.output-vendors=slow \
    -Dsluice.quota.default-plan=unlimited \
    -jar "$GATEWAY_JAR" >"$work/gateway-$1.log" 2>&1 &
  started+=($!)
  for ((i = 0; i < 300; i++)); do
    gateway_ready 2>/dev/null && return
    kill -0 "${started[-1]}" 2>/dev/null || break
    sleep 0.2
  done
  fail "the gateway did not become ready; see $work/gateway-$1.log"
}

[[ -f $GATEWAY_JAR ]] || fail "no $GATEWAY_JAR: './mvnw -q -DskipTests package' makes it"
BENCH_KEY=sk-slc-$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
rm -rf "$work"
mkdir -p "$work/classes"
javac --release 17 -d "$work/classes" bench/*.java
{
  echo "Command: \`$COMMAND\`, $(date -u +%Y-%m-%d); $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $("$GATEWAY_JAVA" -version 2>&1 | sed -n 's/.*build \(.*\), mixed.*/JDK \1/p' | tail -1). 30 streams at once, $RATE chunks of two Chinese characters a second, sentences of 8 to 40 characters, one vendor that takes $LATENCY ms."
  echo
  echo "| \`max-wait\` | calls per 1,000 characters | characters sent per character | mean added delay | p95 delay | first text p50 | first text after window close p95 | end later by, p95 | lost |"
  echo "|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
} >"$work/table.md"
for wait in $WAITS; do
  start_gateway "$wait"
  row=$(BENCH_KEY=$BENCH_KEY java -Xmx512m -cp "$work/classes" Hold "$gateway_port" "$provider_port" "$vendor_port" "$RATE" "$LATENCY")
  echo "| $wait ms | $row" | tee -a "$work/table.md"
  stop_all
done
java -cp "$work/classes" MarkedPart "$work/table.md" "$DOCUMENT" hold.sh
