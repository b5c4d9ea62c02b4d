#!/bin/sh
# What `make demo` runs: the example reports go in, and five questions come out.
set -eu
folder=$1
tenure="$BIN/tenure"
here=$(dirname "$0")

ask() {
  printf '\n\033[1m$ tenure %s\033[0m\n' "$*"
  "$tenure" -C "$folder" "$@"
}

rm -rf "$folder"
"$tenure" init "$folder"
printf '\n\033[1m$ tenure ingest examples/south-caucasus\033[0m\n'
"$tenure" -C "$folder" ingest "$here/south-caucasus"
ask status --on 2026-03-15 --table
ask history Zvartnots --table
ask changes --since 2024-05-01 --until 2025-02-01 --table
ask commitments --table
ask why "$("$tenure" -C "$folder" status Zvartnots --on 2024-06-01 --json | "$BIN/python" -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')" --table
