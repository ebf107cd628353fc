#!/bin/sh
# Makes .venv hold exactly what requirements-dev.txt says: `nx venv backend`. Does nothing, quickly, if it does already.
set -eu
cd "$(dirname "$0")/.."
stamp=.venv/requirements.sha256
wanted=$(cat requirements-dev.txt scripts/venv.sh | sha256sum)

is_current() { [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x .venv/bin/python ]; }

is_current && exit
# One at a time; who waited looks again. The lock ends with the process, however that ends.
if [ -z "${VENV_LOCKED:-}" ] && command -v flock >/dev/null; then
  VENV_LOCKED=1 exec flock "$(pwd)/scripts" sh scripts/venv.sh
fi
is_current && exit
uv=$(sh scripts/find-uv.sh)
python=$(sh scripts/find-python.sh "$uv")
echo "installing Python packages into apps/backend/.venv ($("$python" --version))"
rm -f "$stamp"
"$uv" venv -q --clear --no-project --python "$python" .venv
"$uv" pip sync -q --require-hashes --python .venv/bin/python requirements-dev.txt
echo "$wanted" >"$stamp"
