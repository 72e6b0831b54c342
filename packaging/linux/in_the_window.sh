# One activity through the window, as assistive technology logs it: run by prove_deb.sh inside the
# fresh root, as an ordinary user, with the API key as its word. The key goes into the keyring first.
set -euo pipefail
if [ -z "${INSIDE_A_SESSION:-}" ]; then
    mkdir --parents ~/.cache
    export XDG_RUNTIME_DIR=~/.runtime INSIDE_A_SESSION=1 DISPLAY=:77
    mkdir --mode=700 --parents "$XDG_RUNTIME_DIR"
    exec dbus-run-session -- bash "$0" "$@"
fi
ended() { kill $(jobs -p) 2>/dev/null || true; }
trap ended EXIT
Xvfb "$DISPLAY" -screen 0 1400x900x24 -nolisten tcp >/dev/null 2>&1 &
printf %s pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null
/usr/libexec/at-spi-bus-launcher --launch-immediately &
for _ in $(seq 100); do [ -e /tmp/.X11-unix/X77 ] && break; read -rt 0.1 <> <(:) || true; done
openbox --sm-disable &
printf %s "$1" | stashlog key set
stashlog key status
export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 QT_QPA_PLATFORM=xcb
stashlog &
window=$!
python3 /packages/accessibility_driver.py <<'REQUESTS' | tee ~/driver.log
{"do": "press", "name": "Call", "role": "check box", "within": 30}
{"do": "set_text", "name": "Subject", "role": "text", "within": 10, "text": "Proof of the package"}
{"do": "press", "name": "Log activity", "role": "push button", "within": 10}
REQUESTS
! grep -q '"ok": false' ~/driver.log
timeout 30 stashlog send --wait 20 || true
kill -TERM "$window"
wait "$window" || true
rm --recursive --force "$XDG_RUNTIME_DIR"
stashlog outbox list
