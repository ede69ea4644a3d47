#!/bin/sh
# Resolve the two lock files anew: hashed, for every platform, without index URLs.
set -eu
cd "$(dirname "$0")"
UV=.venv/bin/uv
common="--universal --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet"
$UV pip compile pyproject.toml --group dev $common -o requirements.lock
# The models group names packages without dependencies: an empty project keeps the product's own out.
$UV pip compile --group models $common -o models.lock
# What builds the program, with nothing that the product itself has not.
$UV pip compile --group build -c requirements.lock $common -o build.lock
! grep -l '://' requirements.lock models.lock build.lock
