"""Reads the Slack manifest, which is the only list of scopes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.settings import SettingsError

PLACES = (Path(__file__).parent / "manifest.yml", Path(__file__).parents[1] / "manifest.yml")
"""Inside an installed package, or beside it in a checkout."""


@cache
def manifest() -> dict[str, Any]:
    """Return the manifest. Raises `SettingsError` if it is not there."""
    for place in PLACES:
        if place.is_file():
            loaded: dict[str, Any] = YAML(typ="safe").load(place)
            return loaded
    raise SettingsError("manifest.yml is missing: it belongs beside the `bot` folder. Install Whoa again.")


def bot_scopes() -> list[str]:
    return list(manifest()["oauth_config"]["scopes"]["bot"])


def user_scopes() -> list[str]:
    return list(manifest()["oauth_config"]["scopes"]["user"])
