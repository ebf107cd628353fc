#!/bin/sh
# Prints the path of a uv that fits: the one on PATH, else the pinned one in the user's cache, which is put there once.
set -eu
cd "$(dirname "$0")/.."
pin=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' scripts/uv.txt)
oldest=0.9.0

fits() { [ "$(printf '%s\n%s\n' "$oldest" "$1" | sort -V | head -n 1)" = "$oldest" ]; }
fail() {
  printf 'Get uv %s, which installs the Python packages: %s\n' "$pin" "$1" >&2
  exit 1
}

if on_path=$(command -v uv) && fits "$("$on_path" --version 2>/dev/null | cut -d ' ' -f 2)"; then
  echo "$on_path"
  exit
fi
cached="${XDG_CACHE_HOME:-$HOME/.cache}/todo-app/uv-$pin"
if [ ! -x "$cached/uv" ]; then
  command -v python3 >/dev/null || fail 'there is no python3 on PATH. Install Python 3, or uv itself (pip install uv).'
  if ! python3 -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
      fail "this Python has no ensurepip. Run: sudo apt-get install python3-venv"
    fi
    echo 'installing python3-venv' >&2
    apt() { sh "../../tools/npm/apt-get.sh" "$@"; }
    { apt update -q && apt install -q -y --no-install-recommends python3-venv; } >&2 || fail 'apt-get failed, see above.'
  fi
  echo "installing uv $pin" >&2
  mkdir -p "$cached"
  work=$(mktemp -d "$cached/work.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  python3 -m venv "$work"
  "$work/bin/pip" install -q --disable-pip-version-check --require-hashes -r scripts/uv.txt >&2 ||
    fail 'pip could not install it, see above. Check the network, or install uv yourself.'
  mv "$work/bin/uv" "$cached/uv"
fi
echo "$cached/uv"
