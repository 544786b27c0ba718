"""response_url: five uses in thirty minutes; replace, delete, or say more."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk.webhook import WebhookClient

from bot.sandbox import Post, Sandbox
from tests.bot.sandbox.echo import button, listening


@pytest.fixture
def url(slack: Sandbox) -> WebhookClient:
    """The response_url of a command that nobody answered."""
    slack.user("anna").send_command("/echo")
    return WebhookClient(slack.deliveries("slash_commands")[0].payload["response_url"])


def test_five_answers_are_taken_and_no_sixth(slack: Sandbox, url: WebhookClient) -> None:
    statuses = [url.send(text=f"answer {number}").status_code for number in range(6)]
    assert statuses == [200] * 5 + [404]
    assert len(slack.user("anna").sees("general")) == 6  # Slack's own error line is the first


def test_after_thirty_minutes_none_is_taken(slack: Sandbox, url: WebhookClient) -> None:
    slack.clock.advance(minutes=31)
    answer = url.send(text="late")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


def test_in_channel_is_seen_by_all_and_works_where_the_bot_is_not(slack: Sandbox) -> None:
    slack.user("anna").send_command("/echo", where="design")
    url = WebhookClient(slack.deliveries("slash_commands")[0].payload["response_url"])
    url.send(text="only you")
    url.send(text="all of you", response_type="in_channel")
    assert [post.text for post in slack.user("carmen").sees("design")] == ["all of you"]


def test_a_commands_answer_cannot_replace_an_earlier_one(slack: Sandbox, url: WebhookClient) -> None:
    url.send(text="one")
    url.send(text="two", replace_original=True)
    assert [post.text for post in slack.user("anna").sees("general")][1:] == ["one", "two"]
    assert "a command's response_url cannot replace or delete a message" in slack.problems


def test_invalid_blocks_are_refused(slack: Sandbox, url: WebhookClient) -> None:
    answer = url.send(text="x", blocks=[{"type": "section"}])
    assert (answer.status_code, "invalid_blocks" in answer.body) == (400, True)


def test_a_button_in_an_ephemeral_replaces_and_then_deletes_it(slack: Sandbox, app: App) -> None:
    actions = {"type": "actions", "elements": [button("more", "More"), button("done", "Done")]}

    def more(ack: Any, respond: Any, body: dict[str, Any]) -> None:
        ack()
        assert body["container"]["is_ephemeral"]
        assert "message" not in body
        respond(text="second", blocks=[actions], replace_original=True)

    app.command("/echo")(lambda ack: ack(text="first", blocks=[actions]))
    app.action("more")(more)
    app.action("done")(lambda ack, respond: (ack(), respond(delete_original=True)))
    with listening(slack, app):
        reply: Post = slack.user("anna").command("/echo")
        again = reply.click("More")
        assert (again.text, again.ts) == ("second", reply.ts)
        again.press("done")
        again.wait_gone()
    assert slack.problems == []
