"""The Web API's checks: arguments, tokens, scopes, rate limits, ordered trouble."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import PortBusy, Sandbox
from bot.sandbox.facts import methods
from bot.sandbox.methods import METHODS
from tests.bot.sandbox.echo import MANIFEST, section


def test_every_method_of_the_table_is_answered_and_no_other() -> None:
    assert set(METHODS) == set(methods())


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.shout", {}, "unknown_method"),
        ("chat.postMessage", {"text": "hi"}, "invalid_arguments"),
        ("chat.scheduleMessage", {"channel": "C1", "text": "hi", "post_at": "soon"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C1", "blocks": "[{"}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": "C1", "text": "hi"}, "channel_not_found"),
        ("reactions.get", {}, "no_item_specified"),
        ("users.info", {"user": "U1"}, "missing_scope"),
        ("conversations.open", {"users": "U1,U2"}, "missing_scope"),
    ],
)
def test_a_wrong_call_is_refused(bot: WebClient, method: str, args: dict[str, str], error: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        bot.api_call(method, params=args)
    assert caught.value.response["error"] == error


def test_a_missing_scope_is_named(bot: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        bot.users_info(user="U1")
    assert caught.value.response["needed"] == "users:read"
    assert "chat:write" in caught.value.response["provided"]


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-nobody", "invalid_auth"), ("app", "not_allowed_token_type")],
)
def test_a_wrong_token_is_refused(slack: Sandbox, token: str | None, error: str) -> None:
    value = slack.app_token if token == "app" else token
    with pytest.raises(SlackApiError, match=error):
        WebClient(value, base_url=slack.api_url).chat_postMessage(channel="C1", text="hi")


def test_past_its_tier_a_method_answers_429_until_the_minute_is_over(slack: Sandbox, bot: WebClient) -> None:
    slack.limit("auth.test", calls=2)
    bot.auth_test()
    bot.auth_test()
    with pytest.raises(SlackApiError) as caught:
        bot.auth_test()
    assert caught.value.response.status_code == 429
    assert 0 < int(caught.value.response.headers["Retry-After"]) <= 60
    slack.clock.advance(minutes=1)
    bot.auth_test()


def test_trouble_can_be_ordered_before_and_after_the_work_is_done(slack: Sandbox, bot: WebClient) -> None:
    channel = slack.user("anna").place("bot").id
    slack.fail_next("chat.postMessage", "fatal_error", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            bot.chat_postMessage(channel=channel, text="lost")
    slack.fail_next("chat.postMessage", "fatal_error", after=True)
    with pytest.raises(SlackApiError, match="fatal_error"):
        bot.chat_postMessage(channel=channel, text="posted all the same")
    assert [post.text for post in slack.user("anna").sees("bot")] == ["posted all the same"]


def test_calls_are_kept_with_their_arguments_and_unknown_ones_noted(slack: Sandbox, bot: WebClient) -> None:
    bot.api_call("auth.test", params={"colour": "green"})
    (call,) = slack.calls("auth.test")
    assert (call.ok, call.ignored, call.token_kind) == (True, ("colour",), "bot")
    assert slack.problems == ["auth.test: arguments Slack does not know: colour"]


def test_another_workspace_is_out_of_reach(slack: Sandbox) -> None:
    other = slack.add_team("Other", installed=True)
    stranger = WebClient(slack.bot_token_for(other), base_url=slack.api_url)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        stranger.chat_postMessage(channel=slack.user("anna").place("general").id, text="hi")


def test_blocks_without_text_are_noted(slack: Sandbox, bot: WebClient) -> None:
    bot.api_call("chat.postMessage", json={"channel": slack.user("anna").id, "blocks": [section("hi")]})
    assert "no text" in slack.problems[0]


def test_a_taken_port_is_said_clearly(slack: Sandbox) -> None:
    with pytest.raises(PortBusy, match=f"Port {slack.server.port} is already in use"):
        Sandbox.start(MANIFEST, port=slack.server.port)
