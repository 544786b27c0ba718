"""Every listener is in the manifest, and every entry of the manifest has a listener of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse

ROOT = Path(__file__).parents[3]
MANIFEST = YAML(typ="safe").load(ROOT / "manifest.yml")
EVENTS = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
SHORTCUTS = [(entry["type"], entry["callback_id"]) for entry in MANIFEST["features"]["shortcuts"]]
COMMANDS = [entry["command"] for entry in MANIFEST["features"]["slash_commands"]]


def listener(app, body):
    """The module of the first listener that takes this request."""
    request, response = BoltRequest(body=body, mode="socket_mode"), BoltResponse(status=200)
    app._init_context(request)
    for found in app._listeners:
        if found.matches(req=request, resp=response):
            return found.ack_function.__module__
    return None


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_has_a_listener(bot, event):
    kind = event.split(".")[0]
    body = {
        "type": "event_callback",
        "team_id": "T1",
        "event": {"type": kind, "channel_type": "im", "user": "U1"},
    }
    assert listener(bot.app, body) not in (None, "bot.listeners.rest")


@pytest.mark.parametrize(("kind", "callback"), SHORTCUTS)
def test_every_shortcut_has_a_listener(bot, kind, callback):
    body = {
        "type": "shortcut" if kind == "global" else "message_action",
        "callback_id": callback,
        "team": {"id": "T1"},
    }
    assert listener(bot.app, body) not in (None, "bot.listeners.rest")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_listener(bot, command):
    body = {"command": command, "team_id": "T1", "user_id": "U1", "text": ""}
    assert listener(bot.app, body) not in (None, "bot.listeners.rest")


def test_every_listener_is_in_the_manifest():
    source = "\n".join(path.read_text() for path in (ROOT / "bot/listeners").rglob("*.py"))
    assert set(re.findall(r'@app\.event\("([a-z_]+)"\)', source)) == {event.split(".")[0] for event in EVENTS}
    assert set(re.findall(r'@app\.command\("([^"]+)"\)', source)) == set(COMMANDS)
    assert set(re.findall(r'"callback_id": "([a-z]+)"', source)) == {callback for _, callback in SHORTCUTS}


def test_every_button_that_is_drawn_has_a_listener(bot):
    drawn = set()
    for path in [*(ROOT / "bot/rendering").glob("*.py"), *(ROOT / "bot/listeners").rglob("*.py")]:
        drawn |= set(
            re.findall(r'"((?:draft|flip|composer|timed|checkin|home|welcome)\.[a-z_]+)"', path.read_text())
        )
    for action in sorted(drawn - {"home.trust"}):  # a modal's name, not a button's
        body = {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": "x"}],
        }
        assert listener(bot.app, body) not in (None, "bot.listeners.rest"), action
