#!/bin/sh
# Resolves pyproject.toml into the two locked sets. A registry's name must not get into them: uv.lock would have one.
set -eu
cd "$(dirname "$0")/.."
uv="$(sh scripts/find-uv.sh)"
lock() { "$uv" pip compile -q --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --no-annotate "$@"; }
lock pyproject.toml -o requirements.txt
lock pyproject.toml --group pyproject.toml:dev -c requirements.txt -o requirements-dev.txt
if grep -nE 'https?://' requirements.txt requirements-dev.txt; then
  echo 'Lock the Python packages: a host name got into the lines above. Take it out before a commit.' >&2
  exit 1
fi
