#!/bin/sh
# Pins every package with hashes, for every supported Python and system. No registry is named in the locks:
# whoever installs them uses the package index their own machine is set up for.
set -eu
cd "$(dirname "$0")/.."

pin() {
    output=$1
    shift
    .venv/bin/python requirements/uv_like_pip.py pip compile --quiet --universal --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --output-file "$output" "$@"
}

pin requirements/bootstrap.lock --group pyproject.toml:bootstrap "$@"
pin requirements/dev.lock pyproject.toml --group dev --constraint requirements/bootstrap.lock "$@"
pin requirements/runtime.lock pyproject.toml --constraint requirements/dev.lock "$@"
