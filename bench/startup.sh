#!/usr/bin/env bash
# How long the packaged gateway takes from its launch to "Listening on", with engines already running.
#   bench/startup.sh                      builds what it needs; 5 starts each, median
#   JAVA17=/path/to/jdk17 JAVA25=/path/to/jdk25 RUNS=9 bench/startup.sh
# Rows: the jar on JDK 17, bare and with an archive of its classes; on JDK 25, bare; the AOT jar on
# JDK 25 with its AOT cache. Both kinds of cache fit only the JDK and the jar they were made with.
#
# The archive by hand, on JDK 17:
#   java -XX:ArchiveClassesAtExit=app.jsa -jar target/quarkus-app/quarkus-run.jar   # some traffic, then SIGTERM
#   java -XX:SharedArchiveFile=app.jsa -jar target/quarkus-app/quarkus-run.jar
# The AOT cache by hand, on JDK 25:
#   ./mvnw -DskipTests package -Dquarkus.package.jar.type=aot-jar
#   java -XX:AOTCacheOutput=app.aot -jar target/quarkus-app/quarkus-run.jar     # some traffic, then SIGTERM
#   java -XX:AOTCache=app.aot -jar target/quarkus-app/quarkus-run.jar
set -euo pipefail
cd "$(dirname "$0")/.."

JAVA17=${JAVA17:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}
JAVA25=${JAVA25:-$(ls -d /usr/lib/jvm/*25* 2>/dev/null | head -n 1)}
RUNS=${RUNS:-5}
PORT=${PORT:-18099}
MAVEN=${MAVEN:-./mvnw}
work=$PWD/target/startup
flags=(-Xms256m -Xmx256m)

[ -x "${JAVA25:-}/bin/java" ] || { echo "Set JAVA25 to a JDK 25." >&2; exit 1; }

running=()
end_all() { for pid in "${running[@]}"; do kill "$pid" 2>/dev/null || true; done; wait; }
trap end_all EXIT

# Sets $pid, and $ms from launch to the line that says so.
launch() {
  local fifo=$work/out.fifo line start=${EPOCHREALTIME/./}
  rm -f "$fifo" && mkfifo "$fifo"
  "$@" >"$fifo" 2>&1 &
  pid=$!
  exec 3<"$fifo"
  ms=
  while read -r -u 3 line; do
    printf '%s\n' "$line" >>"$work/log.txt"
    case $line in *"Listening on"*) ms=$(((${EPOCHREALTIME/./} - start) / 1000)); break ;; esac
  done
  # The pipe must stay empty, or the program would stop at a full one.
  cat <&3 >>"$work/log.txt" &
  exec 3<&-
  [ -n "$ms" ] || { echo "The program did not start; see $work/log.txt." >&2; exit 1; }
}

stop() { kill "$pid"; wait "$pid" 2>/dev/null || true; }

measure() {
  local name=$1 all=()
  shift
  launch "$@" && stop # once unmeasured: the files come into the page cache
  for _ in $(seq "$RUNS"); do launch "$@" && stop && all+=("$ms"); done
  local sorted
  mapfile -t sorted < <(printf '%s\n' "${all[@]}" | sort -n)
  printf '%-34s %8s %8s %8s\n' "$name" "${sorted[$((RUNS / 2))]}" "${sorted[0]}" "${sorted[-1]}"
}

rm -rf "$work" && mkdir -p "$work"
"$MAVEN" -q -DskipTests package -Dquarkus.package.jar.type=aot-jar && cp -r target/quarkus-app "$work/aot"
"$MAVEN" -q -DskipTests package && cp -r target/quarkus-app "$work/plain"

# A standalone gateway lends its engines.
launch "$JAVA17/bin/java" -Dquarkus.http.port=$((PORT + 1)) -Dsluice.standalone.data-dir="$work/data" \
  -jar "$work/plain/quarkus-run.jar"
running+=("$pid")
password() { sed -n "s/^$1.password=//p" "$work/data/engines.properties"; }
ports=$(sed -n 's/.*PostgreSQL on 127.0.0.1:\([0-9]*\), Redis on 127.0.0.1:\([0-9]*\),.*/\1 \2/p' "$work/log.txt" | tail -n 1)
export QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://127.0.0.1:${ports% *}/sluice QUARKUS_DATASOURCE_USERNAME=sluice
QUARKUS_DATASOURCE_PASSWORD=$(password postgres) QUARKUS_REDIS_PASSWORD=$(password redis)
export QUARKUS_REDIS_HOSTS=redis://127.0.0.1:${ports#* } QUARKUS_DATASOURCE_PASSWORD QUARKUS_REDIS_PASSWORD
export QUARKUS_HTTP_PORT=$PORT

# Training: a start, a little traffic, an orderly end, at which the JVM writes the cache.
train() {
  local cache=$1
  shift
  launch "$@"
  for _ in 1 2 3; do exec 4<>"/dev/tcp/127.0.0.1/$PORT" && printf 'GET /q/health/ready HTTP/1.0\r\n\r\n' >&4 && cat <&4 >/dev/null; exec 4<&-; done
  stop
  for _ in $(seq 600); do [ -s "$cache" ] && break; sleep 0.1; done
}
train "$work/plain/app.jsa" "$JAVA17/bin/java" "${flags[@]}" -XX:ArchiveClassesAtExit="$work/plain/app.jsa" -jar "$work/plain/quarkus-run.jar"
train "$work/aot/app.aot" "$JAVA25/bin/java" "${flags[@]}" -XX:AOTCacheOutput="$work/aot/app.aot" -jar "$work/aot/quarkus-run.jar"

printf '%-34s %8s %8s %8s   (milliseconds, %d starts)\n' "" median fastest slowest "$RUNS"
measure "JDK 17, jar" "$JAVA17/bin/java" "${flags[@]}" -jar "$work/plain/quarkus-run.jar"
measure "JDK 17, jar, archive ($(du -m "$work/plain/app.jsa" | cut -f 1) MB)" \
  "$JAVA17/bin/java" "${flags[@]}" -XX:SharedArchiveFile="$work/plain/app.jsa" -jar "$work/plain/quarkus-run.jar"
measure "JDK 25, jar" "$JAVA25/bin/java" "${flags[@]}" -jar "$work/plain/quarkus-run.jar"
measure "JDK 25, AOT jar, AOT cache ($(du -m "$work/aot/app.aot" | cut -f 1) MB)" \
  "$JAVA25/bin/java" "${flags[@]}" -XX:AOTCache="$work/aot/app.aot" -jar "$work/aot/quarkus-run.jar"
