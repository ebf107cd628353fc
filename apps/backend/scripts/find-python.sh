#!/bin/sh
# Prints the path of a Python 3.12: one of this machine, else one that uv downloads. Usage: find-python.sh <uv>
set -eu
minor=3.12

for candidate in "$(command -v "python$minor" || true)" "${PYENV_ROOT:-$HOME/.pyenv}/versions/$minor".*/bin/"python$minor"; do
  # A shim of a version manager is on PATH even where it leads nowhere, so the interpreter itself is asked where it is.
  if found=$("$candidate" -c 'import sys; print(sys._base_executable)' 2>/dev/null); then
    echo "$found"
    exit
  fi
done
if found=$("$1" python find --no-project --managed-python "$minor" 2>/dev/null); then
  echo "$found"
  exit
fi
echo "downloading Python $minor" >&2
if UV_HTTP_TIMEOUT=30 "$1" python install --no-bin "$minor" >&2; then
  exec "$1" python find --no-project --managed-python "$minor"
fi
cat >&2 <<LETTER
Find Python $minor for the backend: there is none on PATH, under pyenv or from uv, and uv could not download one (see above).
Any of these helps: pyenv install $minor · uv python install $minor · a package python$minor of your system. Then run the same command again.
LETTER
exit 1
