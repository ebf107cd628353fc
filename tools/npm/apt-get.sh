#!/bin/sh
# apt-get for what the tests need, as root. apt-get waits for others only while dpkg works, not while they read lists or
# download; so ours queue at one lock, as the installs of tools/executors/src/lib/apt.ts do.
# Usage: apt-get.sh update | install PACKAGE…
exec flock --close /var/lib/apt apt-get -o DPkg::Lock::Timeout=300 "$@"
