"""The Slack manifest is accepted by Slack, asks for no scope it need not, and explains each one."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "tests/data/slack-manifest-schema.json").read_text(encoding="utf-8"))

# https://docs.slack.dev/reference/events: one of these scopes lets an app subscribe to the event.
EVENT_SCOPES: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "tokens_revoked": set(),
}

# Slack's documents, not its schema: at most this many shortcuts of each type.
SHORTCUTS_PER_TYPE = 5


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(ROOT / "manifest.yml")
    return loaded


def test_manifest_is_valid_for_slack(manifest):
    problems = [
        f"{error.json_path}: {error.message}"
        for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(manifest)
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("display_information", "name"), "n" * 36),
        (("display_information", "long_description"), "too short"),
        (("features", "slash_commands", 0, "command"), "whoa"),
        (("features", "shortcuts", 0, "name"), "n" * 25),
        (("settings", "socket_mode"), True),
        (("settings", "interactivity"), {}),
    ],
)
def test_schema_refuses_what_slack_refuses(manifest, path, value):
    broken = json.loads(json.dumps(manifest))
    *parents, last = path
    place = broken
    for key in parents:
        place = place[key]
    place[last] = value
    assert not jsonschema.Draft7Validator(SCHEMA).is_valid(broken)


def test_manifest_has_the_command(manifest):
    commands = {command["command"]: command for command in manifest["features"]["slash_commands"]}
    assert list(commands) == ["/whoa"]
    # Without it Slack sends @names and #channels as typed, and nothing would shield or show them rightly.
    assert commands["/whoa"]["should_escape"] is True


def test_shortcuts_stay_within_slacks_number(manifest):
    types = [shortcut["type"] for shortcut in manifest["features"].get("shortcuts", [])]
    assert all(types.count(kind) <= SHORTCUTS_PER_TYPE for kind in types)


def test_every_event_has_its_scope(manifest):
    bot_scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert set(events) <= set(EVENT_SCOPES), "add the new event and its scopes to EVENT_SCOPES"
    missing = [event for event in events if EVENT_SCOPES[event] and not EVENT_SCOPES[event] & bot_scopes]
    assert missing == []


def test_personal_scopes_are_optional(manifest):
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes.get("user", [])) <= set(scopes.get("user_optional", []))


def test_manifest_reads_no_conversation_it_is_not_part_of(manifest):
    scopes = {scope for names in manifest["oauth_config"]["scopes"].values() for scope in names}
    assert (
        scopes & {"channels:history", "groups:history", "mpim:history", "search:read", "users:read.email"}
        == set()
    )


def test_every_scope_has_its_reason_in_the_docs(manifest):
    reasons = (ROOT / "docs/slack-scopes.md").read_text(encoding="utf-8")
    scopes = {scope for names in manifest["oauth_config"]["scopes"].values() for scope in names}
    assert [scope for scope in sorted(scopes) if f"`{scope}`" not in reasons] == []
