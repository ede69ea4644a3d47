#!/bin/sh
# Build the one-directory program, then have it walk the whole road without a network.
set -eu
cd "$(dirname "$0")"
PYTHON=.venv/bin/python

has_binutils() {
    command -v objdump >/dev/null
}

has_binutils || {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends binutils >/dev/null
} || {
    echo "To build, one more system package is needed. Run: sudo apt-get install binutils" >&2
    exit 1
}

.venv/bin/uv pip install --quiet --python $PYTHON --require-hashes -r build.lock
$PYTHON -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build build.spec
du -sh dist/griffel

# As root, or where users may make name spaces, without any network at all.
if unshare -n true 2>/dev/null; then
    unshare -n dist/griffel/griffel --self-test
elif unshare -rn true 2>/dev/null; then
    unshare -rn dist/griffel/griffel --self-test
else
    dist/griffel/griffel --self-test
fi
