#!/usr/bin/env bash
# Formatting, lints of both builds, and the boundary test.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fmt --all --check
rustfmt --check --edition 2024 tools/main.rs
cargo clippy --quiet --workspace --all-targets --features adda-app/ssr -- -D warnings
cargo clippy --quiet -p adda-protocol -p adda-redaction -p adda-client -p adda-app --lib \
  --no-default-features --features adda-app/hydrate --target wasm32-unknown-unknown -- -D warnings
if [ "${1:-}" != --no-tests ]; then
  cargo test --quiet -p adda-server --test it boundaries
fi
