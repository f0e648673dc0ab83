#!/usr/bin/env bash
# Seconds and megabytes of installing Rushlight (without test tools) into a fresh virtual environment.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
start=$(date +%s)
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check . 2>/dev/null
printf 'seconds %s\nmegabytes %s\n' "$(($(date +%s) - start))" "$(du -sm "$folder/venv" | cut -f1)"
