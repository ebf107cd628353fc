#!/bin/sh
# Sees to it that the tests find an nginx to start: `nx nginx gateway`. Without one they say so and are skipped.
set -eu
find_nginx() { command -v nginx || ls /usr/sbin/nginx || ls /opt/homebrew/bin/nginx; }

find_nginx >/dev/null 2>&1 && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'installing nginx for the tests'
  # At this run level the package starts no server of its own.
  export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive
  apt() { sh "$(dirname "$0")/../../../tools/npm/apt-get.sh" "$@"; }
  { apt update -q && apt install -q -y --no-install-recommends nginx-light; } >/dev/null && exit
fi
echo 'Find an nginx for the tests: none is installed and none could be. Run: sudo apt-get install nginx-light' >&2
