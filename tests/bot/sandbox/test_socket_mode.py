"""Socket Mode: envelopes, acknowledgements, redelivery, connections."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

from bot.sandbox import Sandbox, SlackError
from tests.bot.sandbox.echo import MANIFEST, bolt_app, listening


def test_a_command_is_answered_in_its_acknowledgement(slack: Sandbox, app: App) -> None:
    app.command("/echo")(lambda ack, command: ack(text=command["text"]))
    with listening(slack, app):
        reply = slack.user("anna").command("/echo", "hello")
    assert (reply.text, reply.ephemeral) == ("hello", True)
    assert slack.problems == []


def test_a_command_that_is_not_declared_is_never_sent(slack: Sandbox) -> None:
    with pytest.raises(SlackError, match="unknown_command"):
        slack.user("anna").send_command("/other")


def test_without_a_connection_the_person_is_told(slack: Sandbox) -> None:
    reply = slack.user("anna").command("/echo", "hello")
    assert reply.text == "/echo failed with the error “dispatch_failed”"


def test_a_late_acknowledgement_is_noted_and_its_text_lost() -> None:
    with Sandbox.start(MANIFEST, ack_seconds=0.05) as slack:
        app, go = bolt_app(slack), threading.Event()

        def slow(ack: Any) -> None:
            go.wait(5)
            ack(text="too late")

        app.command("/echo")(slow)
        with listening(slack, app):
            reply = slack.user("anna").command("/echo")
            go.set()
            attempt = slack.deliveries("slash_commands")[0].attempts[0]
            slack.wait_until(lambda: attempt.status == "late" or None, "the late answer")
        assert "operation_timeout" in reply.text
        assert [post.text for post in slack.user("anna").sees("general")] == [reply.text]


def test_a_failed_event_is_redelivered_at_once_after_one_and_five_minutes(slack: Sandbox, app: App) -> None:
    seen: list[tuple[str, Any, Any]] = []

    def fail(body: dict[str, Any], request: Any) -> None:
        header = request.headers.get
        seen.append((body["event_id"], header("x-slack-retry-num"), header("x-slack-retry-reason")))

    app.middleware(fail)  # it never calls next, so Bolt answers 404: no acknowledgement
    slack.platform.courier.ack_seconds = 0.1
    with listening(slack, app):
        slack.user("anna").say("bot", "hello")
        slack.settle()
        assert [entry[1] for entry in seen] == [["0"], ["1"]]
        slack.clock.advance(seconds=59)
        assert len(seen) == 2
        slack.clock.advance(seconds=2)
        slack.clock.advance(minutes=30)
    assert [entry[1] for entry in seen] == [["0"], ["1"], ["2"], ["3"]]
    assert seen[-1][2] == ["timeout"]
    assert len({entry[0] for entry in seen}) == 1
    assert slack.deliveries("events_api")[0].settled


def test_commands_are_never_redelivered(slack: Sandbox, app: App) -> None:
    slack.platform.courier.ack_seconds = 0.1
    with listening(slack, app):
        delivery = slack.user("anna").send_command("/echo")
        slack.clock.advance(minutes=30)
    assert [attempt.status for attempt in delivery.attempts] == ["silent"]


def test_each_envelope_goes_to_one_of_several_connections(slack: Sandbox, app: App) -> None:
    app.command("/echo")(lambda ack: ack("once"))
    with listening(slack, app, connections=2):
        for _ in range(4):
            slack.user("anna").command("/echo")
        assert [connection.received for connection in slack.platform.sockets.connections] == [2, 2]
        assert len(slack.user("anna").sees("general")) == 4


def test_after_a_dropped_connection_the_app_comes_back(slack: Sandbox, app: App) -> None:
    app.command("/echo")(lambda ack: ack("back"))
    with listening(slack, app):
        slack.drop_connections()
        slack.wait_connected()
        assert slack.user("anna").command("/echo").text == "back"


def test_a_disconnect_warning_makes_the_sdk_take_a_new_connection(slack: Sandbox, app: App) -> None:
    with listening(slack, app) as (handler,):
        first = handler.client.current_session
        slack.warn_connections()
        current = lambda: handler.client.current_session  # noqa: E731
        slack.wait_until(lambda: current() is not first or None, "another connection")
        assert handler.client.is_connected()


def test_a_connection_needs_an_app_token(bot: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        bot.apps_connections_open(app_token=bot.token or "")
