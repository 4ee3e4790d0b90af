#!/usr/bin/env bash
# Reads a made archive (2MB or as told) on two Spark workers, kills some of their processes on the way, and compares every row
# with what the program says on one machine. Needs Java 17 and Python 3.11 or newer; what it installs stays in target/.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=target/spark-venv
if ! cmp -s src/spark/requirements.txt "$venv/installed.txt"; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --require-hashes -r src/spark/requirements.txt
  cp src/spark/requirements.txt "$venv/installed.txt"
fi
cargo build --release --features cli --bin whosaid
"$venv/bin/python" tests/spark/check.py "${1:-2MB}"
