# Shared by the scripts: where the repository is, how a step is announced, how a suite closes.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# An empty environment still needs a place for caches.
export HOME=${HOME:-$root/build/home}

say() { printf '\n== %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Check lists: run each with `check NAME COMMAND…`, then `closing` prints the count and is the exit status.
passed=0 failed=0
check() {
  local name=$1 log; shift
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1)); printf '  ok    %s\n' "$name"
  else
    failed=$((failed + 1)); printf '  FAIL  %s\n' "$name"; sed 's/^/        /' "$log"
  fi
  rm -f "$log"
}
closing() { printf '%d passed, %d failed\n' "$passed" "$failed"; [[ $failed = 0 ]]; }
# Told to stop, as at the end of the time for .ci/run: what has failed so far decides.
trap '((failed == 0)) || { closing; exit 1; }; exit 143' TERM

# build_preset NAME [TARGET…]: configures once, then builds what changed.
build_preset() {
  local preset=$1; shift
  [[ -f $root/build/$preset/build.ninja ]] || (cd "$root" && cmake --preset "$preset" >"$root/build/$preset.configure.log" 2>&1) || {
    tail -20 "$root/build/$preset.configure.log" >&2
    die "could not configure the $preset build"
  }
  ninja -C "$root/build/$preset" --quiet "$@" | sed '/no work to do/d'
}
mkdir -p "$root/build"
