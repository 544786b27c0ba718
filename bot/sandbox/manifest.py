"""The app manifest as the stand-in reads it: what is not declared there is never delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Command:
    """A slash command; `command` with its leading slash."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A shortcut of `kind` "global" or "message"."""

    name: str
    kind: str
    callback_id: str
    description: str = ""


@dataclass(frozen=True)
class Manifest:
    """The parts of an app manifest that decide what Slack sends and allows."""

    name: str = "App"
    bot_name: str = "app"
    bot_scopes: tuple[str, ...] = ()
    user_scopes: tuple[str, ...] = ()
    optional_scopes: tuple[str, ...] = ()
    commands: Mapping[str, Command] = field(default_factory=dict)
    shortcuts: Mapping[str, Shortcut] = field(default_factory=dict)
    events: frozenset[str] = frozenset()
    redirect_urls: tuple[str, ...] = ()
    home_tab: bool = False
    messages_tab: bool = True
    messages_tab_read_only: bool = False
    interactivity: bool = True
    token_rotation: bool = False


def load_manifest(source: Path | str | Mapping[str, Any]) -> Manifest:
    """Read a manifest from a YAML or JSON file, or from the same thing as a dict.

    Raises OSError when the file cannot be read, and what ruamel.yaml raises when it is not YAML.
    """
    if isinstance(source, Mapping):
        return read_manifest(source)
    return read_manifest(YAML(typ="safe").load(Path(source).read_text(encoding="utf-8")))


def read_manifest(data: Mapping[str, Any]) -> Manifest:
    """Pick what the stand-in needs out of a manifest in Slack's own form."""
    features, settings = data.get("features", {}), data.get("settings", {})
    oauth, home = data.get("oauth_config", {}), features.get("app_home", {})
    scopes = oauth.get("scopes", {})
    optional = tuple(scopes.get("bot_optional", ())) + tuple(scopes.get("user_optional", ()))
    name = data.get("display_information", {}).get("name", "App")
    commands = [
        Command(
            entry["command"],
            entry.get("description", ""),
            entry.get("usage_hint", ""),
            bool(entry.get("should_escape", False)),
        )
        for entry in features.get("slash_commands", ())
    ]
    shortcuts = [
        Shortcut(entry["name"], entry["type"], entry["callback_id"], entry.get("description", ""))
        for entry in features.get("shortcuts", ())
    ]
    return Manifest(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        bot_scopes=_distinct(scopes.get("bot", ()), scopes.get("bot_optional", ())),
        user_scopes=_distinct(scopes.get("user", ()), scopes.get("user_optional", ())),
        optional_scopes=optional,
        commands={entry.command: entry for entry in commands},
        shortcuts={entry.callback_id: entry for entry in shortcuts},
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        redirect_urls=tuple(oauth.get("redirect_urls", ())),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
        interactivity=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        token_rotation=bool(settings.get("token_rotation_enabled", False)),
    )


def _distinct(*lists: Any) -> tuple[str, ...]:
    """The names of several lists, in order, each once."""
    return tuple(dict.fromkeys(name for names in lists for name in names))
