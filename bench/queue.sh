#!/usr/bin/env bash
# What a queue of 10,000 callers (WAITERS) costs two instances and their Redis. A minute; see
# bench/queue/QueueCost.java. After './mvnw -q compile'.
set -euo pipefail
cd "$(dirname "$0")/.."

WAITERS=${WAITERS:-10000}
JAVA_OPTS=${JAVA_OPTS:--Xms256m -Xmx256m -XX:+UseSerialGC}
MAVEN=${MAVEN:-./mvnw -q}
work=target/bench/queue

[[ -d target/classes/dev/sluice ]] || { echo "bench: './mvnw -q compile' first" >&2; exit 1; }
mkdir -p "$work/classes"
# shellcheck disable=SC2086 # options are words
[[ -f $work/classpath ]] || $MAVEN dependency:build-classpath -Dmdep.outputFile="$work/classpath"
classpath="$work/classes:target/classes:$(cat "$work/classpath")"
javac --release 17 -proc:none -d "$work/classes" -cp "$classpath" bench/queue/*.java
# shellcheck disable=SC2086
java $JAVA_OPTS -Dbench.waiters="$WAITERS" -cp "$classpath" dev.sluice.admission.queue.QueueCost
