#!/bin/sh
# Makes sure of a Chromium that Playwright can drive: one that is there, else Debian's package.
set -eu

for browser in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  if [ -n "$browser" ] && [ -x "$browser" ]; then exit 0; fi
done
for browser in "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium*; do
  if [ -d "$browser" ]; then exit 0; fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'Browser tests: installing Debian'\''s chromium.'
  export DEBIAN_FRONTEND=noninteractive
  apt() { sh "$(dirname "$0")/../../../tools/npm/apt-get.sh" "$@"; }
  install() { apt install -y -qq --no-install-recommends chromium >/dev/null; }
  if install || { apt update -qq && install; }; then exit 0; fi
fi

echo 'Browser tests: there is no Chromium here, and no right to install one.' >&2
echo 'Run: sudo apt-get install chromium, or: npx playwright install chromium, or set CHROMIUM to the program of one.' >&2
exit 1
