#!/usr/bin/env bash
# Where a running JVM spends its time: bench/profile.sh <pid> [seconds]. Records with the JDK's own
# flight recorder and prints the hottest methods; the recording stays for a closer look.
set -euo pipefail
cd "$(dirname "$0")/.."

pid=${1:?usage: bench/profile.sh <pid> [seconds]}
seconds=${2:-20}
recording=$PWD/target/bench/profile-$pid.jfr
mkdir -p target/bench

# A jfr of JDK 21 or newer knows 'view' and reads the recordings of older JVMs.
find_jfr() {
  local candidate
  for candidate in "${JFR:-}" "${JAVA_HOME:-}/bin/jfr" "$(command -v jfr || true)" /usr/lib/jvm/*/bin/jfr; do
    if [[ -x $candidate ]] && "$candidate" help view >/dev/null 2>&1; then
      echo "$candidate"
      return
    fi
  done
}

top_frames() { # event
  echo "== $1: top frames, samples"
  jfr print --events "$1" --stack-depth 1 "$recording" |
    awk '/stackTrace = \[/ { getline; sub(/^ */, ""); sub(/line:.*/, ""); count[$0]++; all++ }
         END { for (f in count) printf "%6d %5.1f%%  %s\n", count[f], 100 * count[f] / all, f }' |
    sort -rn | head -25
}

rm -f "$recording"
jcmd "$pid" JFR.start name=bench settings=profile filename="$recording" >/dev/null
trap 'jcmd "$pid" JFR.stop name=bench >/dev/null 2>&1 || true' EXIT
echo "recording process $pid for $seconds s"
sleep "$seconds"
jcmd "$pid" JFR.stop name=bench >/dev/null
trap - EXIT

jfr=$(find_jfr)
if [[ -n $jfr ]]; then
  for view in hot-methods native-methods allocation-by-class allocation-by-site gc-pauses; do
    "$jfr" view --width 140 "$view" "$recording" || true
  done
else
  top_frames jdk.ExecutionSample
  top_frames jdk.NativeMethodSample
fi
echo "recording: $recording"
