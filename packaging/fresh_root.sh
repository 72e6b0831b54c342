#!/usr/bin/env bash
# Proves the README's two commands on a fresh machine: a bare Debian 12 with python3 and certificates
# and nothing else, made here by debootstrap and entered by chroot.
#
#   sudo bash packaging/fresh_root.sh [FOLDER [words for pytest…]]
#
# FOLDER must not exist; it takes about 2 GB and is removed at the end, unless KEEP=1. What is tried is
# the last commit, as git archives it. The network's settings (mirror, proxy, certificates, index of
# pip) are taken over from this machine.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

folder=${1:-/var/tmp/stashlog-fresh-$$}
shift || true
clone=/home/rep/stashlog
# shellcheck source=packaging/bare_root.sh
. packaging/bare_root.sh

try() { # try WORDS…: one of the commands, with its time and its status
    local started=$SECONDS status=0
    printf '\n$ python3 packaging/dev.py %s\n' "$*"
    inside bash -c 'cd "$0" && exec python3 packaging/dev.py "$@"' "$clone" "$@" || status=$?
    printf '=> status %s after %s s\n' "$status" $((SECONDS - started))
    return "$status"
}

make_bare_root python3,ca-certificates
mkdir --parents "$root$clone"
git archive HEAD | tar --extract --directory "$root$clone"

echo "A bare $(inside sh -c '. /etc/os-release; echo "$PRETTY_NAME"'), $(inside python3 --version)," \
    "$(inside sh -c 'ls /var/lib/dpkg/info/*.list | wc -l') packages, commit $(git rev-parse --short HEAD)"
failed=0
try run || failed=1
try run --version || failed=1
try test "$@" || failed=1
exit "$failed"
