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
root=$folder/root
clone=/home/rep/stashlog
settings=(PIP_INDEX_URL PIP_PROXY PIP_TRUSTED_HOST PIP_DEFAULT_TIMEOUT PIP_RETRIES
    http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY)
certificates=${PIP_CERT:-${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}}

# The first address that this machine's apt has for Debian 12, in either of its two formats.
debian_mirror() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
        awk '/^URIs:/ { address = $2 }
             /^Suites:.* bookworm( |$)/ && address { print address; exit }
             /^deb / && / bookworm main/ { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }'
}

clean_up() {
    local mounted
    for mounted in dev/shm dev/pts proc; do
        # Lazily: a daemon that a test left behind may still be in there.
        if mountpoint --quiet "$root/$mounted"; then umount --lazy "$root/$mounted"; fi
    done
    if [ "${KEEP:-}" = 1 ]; then
        echo "Kept: $root"
    else
        rm --recursive --force --one-file-system "$folder"
    fi
}

inside() { # inside COMMAND…: in the fresh system, with nothing of this one but the network's settings
    local name handed_on=()
    for name in "${settings[@]}"; do
        if [ -n "${!name:-}" ]; then handed_on+=("$name=${!name}"); fi
    done
    env --ignore-environment PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        PIP_CERT=/etc/ssl/certs/ca-certificates.crt "${handed_on[@]}" \
        chroot "$root" "$@" </dev/null
}

try() { # try WORDS…: one of the commands, with its time and its status
    local started=$SECONDS status=0
    printf '\n$ python3 packaging/dev.py %s\n' "$*"
    inside bash -c 'cd "$0" && exec python3 packaging/dev.py "$@"' "$clone" "$@" || status=$?
    printf '=> status %s after %s s\n' "$status" $((SECONDS - started))
    return "$status"
}

if [ "$(id -u)" -ne 0 ]; then
    echo "Only root may debootstrap, mount and chroot: sudo bash packaging/fresh_root.sh" >&2
    exit 69
fi
mkdir "$folder"
trap clean_up EXIT

# Where this machine is no Debian, debootstrap knows a mirror itself.
mirror=$(debian_mirror || true)
debootstrap --variant=minbase --include=python3,ca-certificates bookworm "$root" ${mirror:+"$mirror"} \
    >"$folder/debootstrap.log" || { tail -n 20 "$folder/debootstrap.log"; exit 1; }
cp /etc/resolv.conf /etc/hosts "$root/etc/"
cp "$certificates" "$root/etc/ssl/certs/ca-certificates.crt"
apt-config dump | grep -E '^Acquire::(https?::Proxy|Check-)' >"$root/etc/apt/apt.conf.d/99host" || true
mkdir --parents "$root$clone"
git archive HEAD | tar --extract --directory "$root$clone"
mount -t proc proc "$root/proc"
mount -t devpts devpts "$root/dev/pts"
mkdir --parents "$root/dev/shm"
mount -t tmpfs tmpfs "$root/dev/shm"

echo "A bare $(inside sh -c '. /etc/os-release; echo "$PRETTY_NAME"'), $(inside python3 --version)," \
    "$(inside sh -c 'ls /var/lib/dpkg/info/*.list | wc -l') packages, commit $(git rev-parse --short HEAD)"
failed=0
try run || failed=1
try run --version || failed=1
try test "$@" || failed=1
exit "$failed"
