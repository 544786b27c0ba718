#!/bin/sh
# Makes .venv from the locks: Python, then uv by its own small lock, then everything else, then Whoa itself.
# A fingerprint of what went in lets a second run end at once.
set -eu
cd "$(dirname "$0")/.."

fingerprint=$({ pwd; cat pyproject.toml requirements/*.lock requirements/setup.sh requirements/uv_like_pip.py; } | cksum)
if [ "$(cat .venv/fingerprint 2>/dev/null)" = "$fingerprint" ] && [ -x .venv/bin/python ]; then
    exit 0
fi

supported='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'
python=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$supported" 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Whoa needs Python 3.11 to 3.14, and found none (looked for: ${PYTHON:-python3, python3.11 ... python3.14})." >&2
    echo "Install one, or name it: make setup PYTHON=/path/to/python3" >&2
    exit 1
fi

if ! .venv/bin/python -c "$supported" 2>/dev/null || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "Making .venv with $("$python" --version) ..."
    if ! "$python" -m venv --clear .venv; then
        rm -rf .venv
        echo "$python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2
        exit 1
    fi
fi
rm -f .venv/fingerprint

echo "Installing the locked packages (a minute or two the first time) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
.venv/bin/python requirements/uv_like_pip.py pip sync --quiet --require-hashes --python .venv/bin/python \
    --link-mode copy requirements/dev.lock
.venv/bin/python requirements/uv_like_pip.py pip install --quiet --python .venv/bin/python \
    --no-deps --no-build-isolation --offline -e .
echo "$fingerprint" > .venv/fingerprint
echo "Ready: .venv/bin/whoa"
