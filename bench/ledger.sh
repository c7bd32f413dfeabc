#!/usr/bin/env bash
# What reserving and settling a quota costs on a Redis beside us: durations, generations a second,
# and round trips. See bench/README.md. Stops what it started. About a minute.
set -euo pipefail
cd "$(dirname "$0")/.."

OPEN=${OPEN:-64}
RATE=${RATE:-500}
SECONDS_EACH=${SECONDS_EACH:-15}
JAVA_OPTS=${JAVA_OPTS:--Xms512m -Xmx512m -XX:+UseSerialGC}
DOCUMENT=${DOCUMENT:-docs/performance.md}
COMMAND="bench/ledger.sh"
for name in OPEN RATE SECONDS_EACH JAVA_OPTS; do
  if [[ ${!name@a} == *x* ]]; then COMMAND="$name='${!name}' $COMMAND"; fi
done
work=$PWD/target/bench/ledger

[[ -d target/test-classes/dev/sluice ]] || { echo "bench: './mvnw -q test-compile' first" >&2; exit 1; }
rm -rf "$work"
mkdir -p "$work/classes" "$work/redis"
./mvnw -q dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
classpath="$work/classes:target/test-classes:target/classes:$(cat "$work/classpath")"
javac --release 17 -proc:none -d "$work/classes" -cp "$classpath" bench/ledger/*.java bench/MarkedPart.java
load=$(cut -d' ' -f1 /proc/loadavg)
# shellcheck disable=SC2086 # options are words
java $JAVA_OPTS -cp "$classpath" dev.sluice.quota.keeping.LedgerBench \
  "$OPEN" "$RATE" "$SECONDS_EACH" "$work/redis" >"$work/figures.md"
{
  echo "Command: \`$COMMAND\`, $(date -u +%Y-%m-%d); $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(java -version 2>&1 | sed -n 's/.*build \(.*\), mixed.*/JDK \1/p' | tail -1); load before it $load."
  echo
  sed -n '/^|/,$p' "$work/figures.md"
} >"$work/table.md"
cat "$work/table.md"
java -cp "$work/classes" MarkedPart "$work/table.md" "$DOCUMENT" ledger.sh
