#!/bin/sh
# Sees to it that the tests find a Postgres server to start: `nx postgres backend`. Without one they say so and are skipped.
set -eu
find_postgres() { command -v postgres || ls /usr/lib/postgresql/*/bin/postgres /opt/homebrew/opt/postgresql*/bin/postgres; }

find_postgres >/dev/null 2>&1 && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'installing postgresql for the tests'
  # At this run level the package starts no server of its own.
  export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive
  apt() { sh "$(dirname "$0")/../../../tools/npm/apt-get.sh" "$@"; }
  { apt update -q && apt install -q -y --no-install-recommends postgresql; } >/dev/null && exit
fi
echo 'Find a Postgres server for the tests: none is installed and none could be. Run: sudo apt-get install postgresql' >&2
