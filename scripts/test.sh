#!/usr/bin/env bash
# Every check and every test. Goes on after a failure, so that one run shows all of them; the last line counts.
set -uo pipefail
cd "$(dirname "$0")/.."

passed=0
failed=0
flaky=""
took=""
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { printf '\n== %s\n' "$*"; }

# Adds what a stage counted; a stage that broke without saying how many failed counts as one failure.
count() { # exit status, passed, failed
  passed=$((passed + $2))
  failed=$((failed + $3))
  if [ "$1" -ne 0 ] && [ "$3" -eq 0 ]; then failed=$((failed + 1)); fi
}

# Runs a stage, and notes how long it took.
stage() { # its name, its command
  say "$1"
  local begun=$SECONDS
  $2
  took+="${took:+, }$1 $((SECONDS - begun)) s"
}

# Debian packages the tests need, installed only where the command is missing.
need() { # package, command or file
  command -v "$2" >/dev/null 2>&1 || [ -e "$2" ] && return
  local root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo -n)
  say "installing $1"
  "${root[@]}" apt-get install -y --no-install-recommends "$1" >"$log" 2>&1 \
    || { "${root[@]}" apt-get update >"$log" 2>&1 \
      && "${root[@]}" apt-get install -y --no-install-recommends "$1" >"$log" 2>&1; } \
    || { tail -3 "$log"; echo "Could not install $1. The tests need it: install it by hand and run make test again."; exit 1; }
}

lints() {
  scripts/check.sh --no-tests
  count $? 0 0
}

# One process a binary, so that the tests of storage share one throw-away cluster.
rust_tests() {
  cargo test --workspace --features adda-app/ssr,adda-app/embed --no-fail-fast 2>&1 | tee "$log"
  local status=${PIPESTATUS[0]}
  count "$status" "$(total passed)" "$(total failed)"
}

# The sum over all "test result" lines of cargo test.
total() { grep '^test result' "$log" | grep -oE "[0-9]+ $1" | awk '{ sum += $1 } END { print sum + 0 }'; }

browser_tests() {
  # With its site inside, as it ships.
  cargo build --quiet -p adda-app --features ssr,embed --bin adda || { count 1 0 0; return; }
  scripts/python-client.sh || echo "Without OpenAI's client for Python its tests fail."
  (cd end2end && ADDA_BIN="$CARGO_TARGET_DIR/debug/adda" npx playwright test)
  local status=$?
  local report=end2end/results/report.json
  count "$status" "$(stat_of "$report" expected flaky)" "$(stat_of "$report" unexpected)"
  flaky=$(flaky_of "$report")
}

stat_of() { # report, names of statistics to add up
  node -e 'const [file, ...names] = process.argv.slice(1); let stats = {};
    try { stats = JSON.parse(require("fs").readFileSync(file)).stats } catch {}
    console.log(names.reduce((sum, name) => sum + (stats[name] ?? 0), 0))' "$@"
}

# The tests that passed only at a second try, a line each.
flaky_of() { # report
  node -e 'let report = { suites: [] };
    try { report = JSON.parse(require("fs").readFileSync(process.argv[1])) } catch {}
    const walk = ({ suites = [], specs = [] }) => {
      for (const { file, line, title, tests } of specs)
        for (const { status, projectName } of tests)
          if (status === "flaky") console.log(`  ${projectName}: ${file}:${line} ${title}`);
      suites.forEach(walk);
    };
    report.suites.forEach(walk);' "$@"
}

# Chromium without windows is half as big and quicker; where it is not to be had, Chromium itself does.
(need chromium-headless-shell chromium-headless-shell) >/dev/null || need chromium "${CHROMIUM:-chromium}"
need postgresql /usr/lib/postgresql
need redis-server redis-server
need nginx /usr/sbin/nginx
need caddy caddy
need python3-venv "$(python3 -c 'import ensurepip; print(ensurepip.__file__)' 2>/dev/null)"

rm -f end2end/results/report.json
stage "formatting and lints" lints
stage "Rust tests" rust_tests
stage "browser tests" browser_tests

echo
echo "$took"
# No failure, but a race somebody has to find.
[ -z "$flaky" ] || printf '%s flaky, passed only at the second try:\n%s\n' "$(wc -l <<<"$flaky")" "$flaky"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
