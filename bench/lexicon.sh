#!/usr/bin/env bash
# What the lexicon costs: characters a second on one core (JMH), then load time, memory and
# characters held back. TEXT=<file> takes real text, one a line, or a .json file's strings; else text
# without meaning is made.
set -euo pipefail
cd "$(dirname "$0")/.."

JMH_VERSION=${JMH_VERSION:-1.37}
TEXT=${TEXT:-}
JAVA_OPTS=${JAVA_OPTS:--Xms512m -Xmx512m -XX:+UseSerialGC}
work=target/bench/lexicon
jars=$work/jars

[[ -d target/classes/dev/sluice ]] || { echo "bench: './mvnw -q compile' first" >&2; exit 1; }
mkdir -p "$jars"
if [[ ! -f $jars/jmh-core-$JMH_VERSION.jar ]]; then
  cat >"$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId><artifactId>lexicon</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.openjdk.jmh</groupId><artifactId>jmh-core</artifactId><version>$JMH_VERSION</version></dependency>
    <dependency><groupId>org.openjdk.jmh</groupId><artifactId>jmh-generator-annprocess</artifactId><version>$JMH_VERSION</version></dependency>
  </dependencies>
</project>
POM
  ./mvnw -q -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$PWD/$jars"
fi

rm -rf "$work/classes"
mkdir -p "$work/classes"
classpath="$work/classes:target/classes:$jars/*"
javac --release 17 -proc:full -d "$work/classes" -cp "$classpath" bench/lexicon/*.java 2>/dev/null ||
  javac --release 17 -d "$work/classes" -cp "$classpath" bench/lexicon/*.java
# shellcheck disable=SC2086 # options are words
java $JAVA_OPTS -Dbench.text="$TEXT" -cp "$classpath" org.openjdk.jmh.Main LexiconBenchmark \
  -jvmArgs "$JAVA_OPTS -Dbench.text=$TEXT" "$@"
# shellcheck disable=SC2086
java $JAVA_OPTS -Dbench.text="$TEXT" -cp "$classpath" bench.lexicon.LexiconFigures
