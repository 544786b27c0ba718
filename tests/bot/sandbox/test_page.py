"""The page in the browser: its files, what it shows, what it lets a person do, and to whom."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_bolt import App

from bot.sandbox import Sandbox
from bot.sandbox.page_api import FILES
from tests.bot.sandbox.echo import MANIFEST, button, listening


def fetch(url: str, body: dict[str, Any] | None = None, **headers: str) -> tuple[int, str]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def look(slack: Sandbox, name: str) -> dict[str, Any]:
    found = json.loads(fetch(f"{slack.url}sandbox/api/state?since=-1&me={slack.user(name).id}")[1])
    assert isinstance(found, dict)
    return found


def place(snap: dict[str, Any], channel: str) -> dict[str, Any]:
    return next(one for one in snap["conversations"] if one["id"] == channel)


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_served_from_here_alone(slack: Sandbox, name: str) -> None:
    status, text = fetch(f"{slack.url}sandbox/page/{name}")
    assert status == 200
    assert "//cdn" not in text
    assert "https://" not in text


def test_no_other_file_is_served(slack: Sandbox) -> None:
    assert fetch(f"{slack.url}sandbox/page/../facts.json")[0] == 404


def test_a_command_typed_there_is_answered_for_that_person_alone(slack: Sandbox, app: App) -> None:
    actions = {"type": "actions", "elements": [button("more", "More")]}
    app.command("/echo")(lambda ack, command: ack(text=command["text"], blocks=[actions]))
    app.action("more")(lambda ack, respond: (ack(), respond(text="more", replace_original=True)))
    channel = slack.user("anna").place("general").id
    me = {"me": slack.user("anna").id, "channel": channel}
    with listening(slack, app):
        assert fetch(f"{slack.url}sandbox/api/say", {**me, "text": "/echo hello"})[0] == 200
        reply = slack.user("anna").pop()
        (shown,) = place(look(slack, "anna"), channel)["messages"]
        assert (shown["text"], shown["ephemeral"]) == ("hello", True)
        assert place(look(slack, "ben"), channel)["messages"] == []
        block, element = shown["blocks"][0]["block_id"], shown["blocks"][0]["elements"][0]["action_id"]
        press = {**me, "ts": reply.ts, "block": block, "action": element}
        stranger = {**press, "me": slack.user("ben").id}
        assert "message_not_found" in fetch(f"{slack.url}sandbox/api/act", stranger)[1]
        assert json.loads(fetch(f"{slack.url}sandbox/api/act", press)[1]) == {"ok": True}
        assert slack.user("anna").pop().text == "more"


def test_what_slack_refuses_is_said_in_words(slack: Sandbox) -> None:
    body = {
        "me": slack.user("anna").id,
        "channel": slack.user("anna").place("general").id,
        "text": "/nothing",
    }
    answer = json.loads(fetch(f"{slack.url}sandbox/api/say", body)[1])
    assert answer == {"ok": False, "error": "Slack does not know this command."}


def test_other_sites_cannot_reach_it_through_the_browser(slack: Sandbox) -> None:
    body = {"me": slack.user("anna").id, "minutes": 1}
    assert fetch(f"{slack.url}sandbox/api/advance", body, Origin="https://evil.example")[0] == 403
    assert fetch(f"{slack.url}sandbox/api/state?since=-1", Host="evil.example")[0] == 403
    assert fetch(f"{slack.url}sandbox/api/advance", body, Origin=slack.url.rstrip("/"))[0] == 200


def test_a_story_makes_the_workspace_lived_in() -> None:
    with Sandbox.start(MANIFEST, story=True, tips=("/echo hi",)) as slack:
        snap = look(slack, "anna")
    assert snap["tips"] == ["/echo hi"]
    assert sum(len(one["messages"]) for one in snap["conversations"]) > 5
