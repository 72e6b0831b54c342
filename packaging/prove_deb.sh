#!/usr/bin/env bash
# Proves the .deb on a fresh machine: a bare Debian 12 made here by debootstrap.
#
#   sudo bash packaging/prove_deb.sh [PACKAGE.deb]
#
# Without PACKAGE the .deb is built first. Steps: install the package of an older version and nothing
# else but what it asks for · self-test · a desktop with keyring · log an activity through the window
# as assistive technology does, against a sandbox outside · upgrade · remove · look what is left.
# Takes 2 GB in /var/tmp, removed at the end unless KEEP=1. Needs debootstrap, dpkg-deb, python3, and
# what packaging/linux/build-packages names.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
folder=${FOLDER:-/var/tmp/stashlog-prove-$$}
# shellcheck source=packaging/bare_root.sh
. packaging/bare_root.sh

say() { printf '\n=== %s\n' "$*"; }
fail() { echo "NOT PROVEN: $*" >&2; exit 1; }
if [ $# -eq 0 ]; then
    python3 packaging/build.py bundle deb
    set -- dist/stashlog_*.deb
fi
package=$(realpath "$1")
version=$(dpkg-deb --field "$package" Version)

make_bare_root ca-certificates
mkdir "$root/packages"

say "An older version of the same package"
dpkg-deb --raw-extract "$package" "$folder/older"
sed --in-place 's/^Version: .*/Version: 0.0.0/' "$folder/older/DEBIAN/control"
cp "$package" "$root/packages/newer.deb"
dpkg-deb --root-owner-group -Znone --build "$folder/older" "$root/packages/older.deb"
bundle=$folder/older/usr/lib/stashlog/stashlog

say "Install it in a bare Debian ($(inside sh -c 'ls /var/lib/dpkg/info/*.list | wc -l') packages)"
inside apt-get -qq update
apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq --yes -o Dpkg::Use-Pty=0)
inside "${apt[@]}" --no-install-recommends install /packages/older.deb >"$folder/install.log" 2>&1 ||
    { tail "$folder/install.log"; fail "apt-get could not install it"; }
inside dpkg --status stashlog | grep '^Version'
inside sh -c 'ls /var/lib/dpkg/info/*.list | wc -l' | sed 's/$/ packages now/'
inside stashlog --self-test

say "A desktop with a keyring"
inside "${apt[@]}" --no-install-recommends install xvfb openbox dbus gnome-keyring at-spi2-core \
    python3-pyatspi >"$folder/desktop.log" 2>&1 || { tail "$folder/desktop.log"; fail "no desktop"; }
cp tests/support/accessibility_driver.py packaging/linux/in_the_window.sh "$root/packages/"
inside useradd --create-home rep

say "A sandbox outside"
"$bundle" sandbox >"$folder/sandbox.log" &
sandbox=$!
trap 'kill "$sandbox" 2>/dev/null || true; clean_up' EXIT
for _ in $(seq 100); do grep -q 'API key' "$folder/sandbox.log" && break; read -rt 0.1 <> <(:) || true; done
address=$(sed -n 's/^Base URL: //p' "$folder/sandbox.log")
key=$(sed -n 's/^API key: //p' "$folder/sandbox.log")
[ -n "$key" ] || fail "the sandbox did not start"
arrived() { curl --silent --noproxy '*' -H "Authorization: Bearer $key" "$address/activities?limit=100"; }

say "Log an activity through the window"
as_rep() { inside su - rep -c "$*"; }
as_rep "STASHLOG_BASE_URL=$address bash /packages/in_the_window.sh $key" || fail "the window"
arrived | grep -q 'Proof of the package' || fail "the activity did not arrive"
echo "It arrived."

say "Upgrade to $version"
inside "${apt[@]}" --no-install-recommends install /packages/newer.deb >"$folder/upgrade.log" 2>&1 ||
    { tail "$folder/upgrade.log"; fail "the upgrade"; }
inside dpkg --status stashlog | grep '^Version'
as_rep "stashlog outbox list" | grep 'Proof of the package' || fail "the data is gone"
inside dpkg --verify stashlog

say "The language of the user, the administrator's settings, a link that asks for too much"
inside env LANGUAGE=de_AT stashlog --help | grep '^Befehle:' || fail "no German"
mkdir "$root/etc/stashlog"
echo 'base_url = "https://crm.example/v1"' >"$root/etc/stashlog/managed.toml"
as_rep "stashlog doctor" | grep -i 'administrator: base_url' || fail "the administrator's settings"
as_rep "stashlog outbox list --base-url $address" && fail "the user moved the address"
rm --recursive "$root/etc/stashlog"
as_rep "stashlog stashlog://send" && fail "a link was followed"

say "Start times, the best of five"
python=.venv/bin/python
[ -x "$python" ] || python=
python3 packaging/linux/start_times.py "$bundle" ${STASHLOG_PYTHON:-$python}

say "Remove"
inside "${apt[@]}" purge stashlog >"$folder/remove.log" 2>&1 || { tail "$folder/remove.log"; fail "removal"; }
left=$(find "$root" -xdev -path "$root/proc" -prune -o -iname '*stashlog*' -print | sed "s|^$root||" | sort)
echo "$left"
echo "$left" | grep -v '^/home/rep/' | grep . && fail "something stayed behind"
echo "$left" | grep -q '^/home/rep/.local/share/stashlog' || fail "the user's data is gone"

say "Proven"
du --apparent-size --block-size=1000000 --summarize "$folder/older/usr/lib/stashlog" | awk '{ print "unpacked: " $1 " MB" }'
stat --format='package: %s bytes' "$package"
