# A bare Debian 12, made here by debootstrap and entered by chroot. To be sourced by scripts that
# prove something on a fresh machine; they set `folder`, which must not exist, and end with bash.
# The network's settings (mirror, proxy, certificates, index of pip) are taken over from this machine.

root=$folder/root
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

make_bare_root() { # make_bare_root PACKAGES: named with commas, beside what every Debian has
    local mirror
    if [ "$(id -u)" -ne 0 ]; then
        echo "Only root may debootstrap, mount and chroot: start this with sudo bash" >&2
        exit 69
    fi
    mkdir "$folder"
    trap clean_up EXIT
    # Where this machine is no Debian, debootstrap knows a mirror itself.
    mirror=$(debian_mirror || true)
    debootstrap --variant=minbase --include="$1" bookworm "$root" ${mirror:+"$mirror"} \
        >"$folder/debootstrap.log" || { tail -n 20 "$folder/debootstrap.log"; exit 1; }
    cp /etc/resolv.conf /etc/hosts "$root/etc/"
    cp "$certificates" "$root/etc/ssl/certs/ca-certificates.crt"
    apt-config dump | grep -E '^Acquire::(https?::Proxy|Check-)' >"$root/etc/apt/apt.conf.d/99host" || true
    mount -t proc proc "$root/proc"
    mount -t devpts devpts "$root/dev/pts"
    mkdir --parents "$root/dev/shm"
    mount -t tmpfs tmpfs "$root/dev/shm"
}
