#!/usr/bin/env bash
# How long the packaged gateway takes from its launch to "Listening on", with engines already running.
#   bench/startup.sh                      builds what it needs; 5 starts each, median
#   JAVA17=/path/to/jdk17 JAVA25=/path/to/jdk25 RUNS=9 bench/startup.sh
# Rows: the jar on JDK 17, and the AOT jar there with an archive of its classes; the jar on JDK 25, and
# the AOT jar there with its AOT cache. Archive and cache fit only the JDK and the jar they were made
# with. Last, what Quarkus itself takes: the same extensions with one route and nothing of ours.
#
# By hand, after
#   ./mvnw -DskipTests package -Dquarkus.package.jar.type=aot-jar
# the archive on JDK 17 (of the usual jar it would hold fewer classes, for its own class loader):
#   java -XX:ArchiveClassesAtExit=app.jsa -jar target/quarkus-app/quarkus-run.jar   # some traffic, then SIGTERM
#   java -XX:SharedArchiveFile=app.jsa -jar target/quarkus-app/quarkus-run.jar
# and the AOT cache on JDK 25:
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
  printf '%-44s %8s %8s %8s\n' "$name" "${sorted[$((RUNS / 2))]}" "${sorted[0]}" "${sorted[-1]}"
}

rm -rf "$work" && mkdir -p "$work"
"$MAVEN" -q -DskipTests package -Dquarkus.package.jar.type=aot-jar && cp -r target/quarkus-app "$work/aot"
"$MAVEN" -q -DskipTests package && cp -r target/quarkus-app "$work/plain"

# The extensions alone.
mkdir -p "$work/bare/src/main/java/bare" "$work/bare/src/main/resources"
cp -r pom.xml mvnw .mvn "$work/bare"
cat >"$work/bare/src/main/java/bare/Hello.java" <<'JAVA'
package bare;

@jakarta.ws.rs.Path("/hello")
public class Hello {
  @jakarta.ws.rs.GET
  public String hello() {
    return "hello";
  }
}
JAVA
grep -E '^quarkus\.(devservices|oidc|otel|datasource|flyway)\.' src/main/resources/application.properties \
  >"$work/bare/src/main/resources/application.properties"
(cd "$work/bare" && "$MAVEN" -q -DskipTests package -Dquarkus.package.jar.type=aot-jar)

# A standalone gateway lends its engines.
launch "$JAVA17/bin/java" -Dquarkus.http.port=$((PORT + 1)) -Dsluice.standalone.data-dir="$work/data" \
  -jar "$work/plain/quarkus-run.jar"
running+=("$pid")
password() { sed -n "s/^$1.password=//p" "$work/data/engines.properties"; }
ports=$(sed -n 's/.*PostgreSQL on 127.0.0.1:\([0-9]*\), Redis on 127.0.0.1:\([0-9]*\),.*/\1 \2/p' "$work/log.txt" | tail -n 1)
database=postgresql://127.0.0.1:${ports% *}/sluice
export QUARKUS_DATASOURCE_REACTIVE_URL=$database QUARKUS_DATASOURCE_JDBC_URL=jdbc:$database
export QUARKUS_DATASOURCE_USERNAME=sluice
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
bare=$work/bare/target/quarkus-app
for app in "$work/aot" "$bare"; do
  train "$app/app.jsa" "$JAVA17/bin/java" "${flags[@]}" -XX:ArchiveClassesAtExit="$app/app.jsa" -jar "$app/quarkus-run.jar"
  train "$app/app.aot" "$JAVA25/bin/java" "${flags[@]}" -XX:AOTCacheOutput="$app/app.aot" -jar "$app/quarkus-run.jar"
done

printf '%-44s %8s %8s %8s   (milliseconds, %d starts)\n' "" median fastest slowest "$RUNS"
measure "JDK 17, jar" "$JAVA17/bin/java" "${flags[@]}" -jar "$work/plain/quarkus-run.jar"
megabytes() { du -m "$1" | cut -f 1; }
both() { # name, folder
  measure "JDK 17, $1, archive ($(megabytes "$2/app.jsa") MB)" \
    "$JAVA17/bin/java" "${flags[@]}" -XX:SharedArchiveFile="$2/app.jsa" -jar "$2/quarkus-run.jar"
  measure "JDK 25, $1, AOT cache ($(megabytes "$2/app.aot") MB)" \
    "$JAVA25/bin/java" "${flags[@]}" -XX:AOTCache="$2/app.aot" -jar "$2/quarkus-run.jar"
}
measure "JDK 25, jar" "$JAVA25/bin/java" "${flags[@]}" -jar "$work/plain/quarkus-run.jar"
both "AOT jar" "$work/aot"
measure "JDK 17, extensions alone" "$JAVA17/bin/java" "${flags[@]}" -jar "$bare/quarkus-run.jar"
both "extensions alone" "$bare"
