#!/usr/bin/env bash
# Writes a list of 60,000 words without meaning for sluice.moderation.lexicon.files.
# Usage: bench/words.sh <file>, after './mvnw -q compile'.
set -euo pipefail
cd "$(dirname "$0")/.."

file=${1:?"usage: bench/words.sh <file>"}
classes=target/bench/words
[[ -d target/classes/dev/sluice ]] || { echo "bench: './mvnw -q compile' first" >&2; exit 1; }
mkdir -p "$classes" "$(dirname "$file")"
javac --release 17 -d "$classes" -cp target/classes bench/lexicon/{Words,WordFile}.java
java -cp "$classes:target/classes" bench.lexicon.WordFile >"$file"
