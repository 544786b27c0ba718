"""Run uv with the package index, certificates and proxies that pip is set up for on this machine.

uv does not read pip's settings. Without this, a person whose pip uses a company's mirror would see uv go
elsewhere. What is already set for uv wins.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

# pip's setting: uv's variable
SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
# Later sections win over earlier ones, as in pip.
SECTIONS = ("global", "install", ":env:")


def pip_settings() -> dict[str, str]:
    """What `pip config list` says, the strongest section for each name."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.partition(".")
        if section in found and value:
            found[section][name] = str(ast.literal_eval(value))
    return {name: value for section in SECTIONS for name, value in found[section].items()}


def uv_environment(environ: dict[str, str], settings: dict[str, str]) -> dict[str, str]:
    """The variables to add to `environ` so that uv behaves as pip would with these settings."""
    added = {
        variable: ("," if variable == "UV_FIND_LINKS" else " ").join(settings[name].split())
        for name, variable in SETTINGS.items()
        if settings.get(name, "").strip() and variable not in environ
    }
    if "UV_INDEX" in added:
        # pip looks at all indexes alike; what is installed is held to the hashes in the lock all the same.
        added.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    return added


def main() -> int:
    uv = Path(sys.executable).with_name("uv")
    environ = dict(os.environ)
    environ.update(uv_environment(environ, pip_settings()))
    return subprocess.run([uv, *sys.argv[1:]], env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
