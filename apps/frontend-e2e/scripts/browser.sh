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
  # Whoever else installs meanwhile is waited for (as in tools/executors/src/lib/apt.ts).
  apt() { flock --close /var/lib/apt apt-get -o DPkg::Lock::Timeout=300 "$@"; }
  install() { apt install -y -qq --no-install-recommends chromium >/dev/null; }
  if install || { apt update -qq && install; }; then exit 0; fi
fi

echo 'Browser tests: there is no Chromium here, and no right to install one.' >&2
echo 'Run: sudo apt-get install chromium, or: npx playwright install chromium, or set CHROMIUM to the program of one.' >&2
exit 1
