"""No payload or answer has a key that Slack's own samples do not have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from tests.bot.sandbox.echo import button, modal, section, text_input

KEYS: dict[str, Any] = json.loads(Path(__file__).with_name("payload_keys.json").read_text())
NEWER = {
    # Not in the samples, which are older or leave it out; seen in Slack's documentation.
    "/context_team_id",
    "/context_enterprise_id",
    "/event/app_id",
    "/event/previous_message/app_id",
    "/message/app_id",
    "/response_urls",
    "/state",
    "/view/blocks",
    "/event/view/blocks",
}


def unknown(value: Any, known: Any, path: str = "") -> Iterator[str]:
    """The paths of keys that are not in the samples."""
    if isinstance(value, list):
        for one in value:
            yield from unknown(one, known, path)
    elif isinstance(value, dict) and known is not None:
        for key, inner in value.items():
            here = f"{path}/{key}"
            if here in NEWER:
                continue
            if key not in known:
                yield here
            else:
                yield from unknown(inner, known[key], here)


@pytest.fixture
def eventful(slack: Sandbox, bot: WebClient) -> Sandbox:
    """A workspace in which one of everything has happened."""
    anna = slack.user("anna")
    anna.send_command("/echo", "hello")
    post = anna.say("bot", "hello")
    anna.edit(post, "hello again")
    anna.react(post, "seedling")
    anna.send_shortcut("look", post)
    anna.delete(anna.say("bot", "oh no"))
    block = {"type": "actions", "elements": [button("press", "Press")]}
    bot.chat_postMessage(channel=post.channel, text="press", blocks=[block])
    anna.sees("bot")[-1].press("press")
    anna.send_shortcut("write")
    trigger = slack.deliveries("interactive", "write")[0].payload["trigger_id"]
    content = modal(text_input("draft"), block, callback_id="m", notify_on_close=True)
    bot.views_open(trigger_id=trigger, view=content)
    form = anna.modal()
    form.press("press")
    form.submit(draft="x")
    form.close()
    bot.views_publish(user_id=anna.id, view={"type": "home", "blocks": [section("home")]})
    anna.home()
    slack.uninstall()
    return slack


def kind_of(payload: dict[str, Any]) -> str:
    event = payload.get("event") or {}
    return str(event.get("subtype") or event.get("type") or payload.get("type") or "slash_commands")


def test_payloads_have_no_key_that_slack_does_not_send(eventful: Sandbox) -> None:
    payloads = [delivery.payload for delivery in eventful.deliveries()]
    seen = {kind_of(payload) for payload in payloads}
    assert seen == {name for name in KEYS if "." not in name} - {"source", "commit", "licence"} | {"shortcut"}
    wrong = {
        f"{kind_of(payload)}{path}"
        for payload in payloads
        if kind_of(payload) != "shortcut"
        for path in unknown(payload, KEYS[kind_of(payload)])
    }
    assert wrong == set()


def test_answers_have_no_key_that_slack_does_not_send(eventful: Sandbox) -> None:
    for name in ("views.open", "auth.test"):
        for call in eventful.calls(name):
            assert set(unknown(call.answer, KEYS[name])) == set()
