"""Messages, reactions, ephemerals and scheduled messages, and the events they raise."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from bot.sandbox.mrkdwn import rich_text
from tests.bot.sandbox.echo import listening, section


def events(slack: Sandbox) -> list[dict[str, Any]]:
    return [delivery.payload["event"] for delivery in slack.deliveries("events_api")]


def test_a_typed_message_carries_mentions_and_rich_text(slack: Sandbox) -> None:
    anna = slack.user("anna")
    post = anna.say("bot", "Hi @ben, see #general & `@ben` <3")
    ben, general = slack.user("ben").id, anna.place("general").id
    assert post.text == f"Hi <@{ben}>, see <#{general}|general> &amp; `@ben` &lt;3"
    assert post.shown == "Hi @ben, see #general & @ben <3"
    (event,) = events(slack)
    assert (event["type"], event["channel_type"], event["text"]) == ("message", "im", post.text)
    assert event["blocks"][0]["type"] == "rich_text"


def test_events_come_only_from_where_the_bot_is_and_as_declared(slack: Sandbox) -> None:
    anna, carmen = slack.user("anna"), slack.user("carmen")
    anna.react(carmen.say("design", "no bot here"), "seedling")
    anna.say("general", "message.channels is not subscribed")
    assert events(slack) == []
    anna.react(carmen.say("general", "look"), "seedling")
    (event,) = events(slack)
    assert (event["user"], event["item_user"], event["reaction"]) == (anna.id, carmen.id, "seedling")
    assert "text" not in event
    assert "thread_ts" not in event


def test_the_bots_own_messages_come_back_as_events_and_edits_as_message_changed(
    slack: Sandbox, bot: WebClient
) -> None:
    answer = bot.chat_postMessage(channel=slack.user("anna").id, text="hello")
    bot.chat_update(channel=answer["channel"], ts=answer["ts"], text="hello again")
    first, second = events(slack)
    assert first["bot_id"]
    assert (second["subtype"], second["message"]["text"]) == ("message_changed", "hello again")


def test_reactions_get_brings_the_text_of_a_reply_in_a_thread(slack: Sandbox, bot: WebClient) -> None:
    root = slack.user("anna").say("general", "root")
    reply = slack.user("ben").say("general", "reply", thread=root)
    slack.user("anna").react(reply, "seedling")
    found = bot.reactions_get(channel=reply.channel, timestamp=reply.ts)["message"]
    assert (found["text"], found["thread_ts"], found["reactions"][0]["name"]) == (
        "reply",
        root.ts,
        "seedling",
    )


def test_only_the_author_may_change_a_message_and_rich_text_stays_rich(
    slack: Sandbox, bot: WebClient
) -> None:
    anna = slack.user("anna")
    post = anna.say("general", "typed")
    where = {"channel": post.channel, "ts": post.ts}
    with pytest.raises(SlackApiError, match="cant_update_message"):
        bot.chat_update(**where, text="not mine")
    mine = WebClient(slack.user_token(anna, "chat:write"), base_url=slack.api_url)
    with pytest.raises(SlackApiError, match="block_mismatch"):
        mine.chat_update(**where, text="new", blocks=[section("new")])
    with pytest.raises(SlackApiError, match="msg_too_long"):
        mine.chat_update(**where, text="a" * 4001, blocks=[rich_text("new")])
    mine.chat_update(**where, text="new", blocks=[rich_text("new")])
    assert (post.text, post.edited, post.author) == ("new", True, anna.id)


def test_an_ephemeral_needs_both_in_the_channel(slack: Sandbox, bot: WebClient) -> None:
    anna, dmitri = slack.user("anna"), slack.user("dmitri")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        bot.chat_postEphemeral(channel=anna.place("design").id, user=anna.id, text="psst")
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        bot.chat_postEphemeral(channel=anna.place("release").id, user=dmitri.id, text="psst")
    sent = bot.chat_postEphemeral(channel=anna.place("release").id, user=anna.id, text="psst")
    assert anna.pop().text == "psst"
    assert slack.user("ben").nothing_new()
    with pytest.raises(SlackApiError, match="message_not_found"):
        bot.chat_update(channel=anna.place("release").id, ts=sent["message_ts"], text="changed")


def test_a_scheduled_message_is_listed_sent_by_the_clock_and_can_be_taken_back(
    slack: Sandbox, bot: WebClient
) -> None:
    anna = slack.user("anna")
    channel, now = anna.place("bot").id, int(slack.clock.now())
    with pytest.raises(SlackApiError, match="time_in_past"):
        bot.chat_scheduleMessage(channel=channel, post_at=now - 1, text="never")
    with pytest.raises(SlackApiError, match="time_too_far"):
        bot.chat_scheduleMessage(channel=channel, post_at=now + 121 * 86400, text="never")
    kept = bot.chat_scheduleMessage(channel=channel, post_at=now + 600, text="breathe")
    gone = bot.chat_scheduleMessage(channel=channel, post_at=now + 900, text="gone")
    listed = bot.chat_scheduledMessages_list()["scheduled_messages"]
    assert [entry["id"] for entry in listed] == [kept["scheduled_message_id"], gone["scheduled_message_id"]]
    bot.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=gone["scheduled_message_id"])
    slack.clock.advance(minutes=9)
    assert anna.nothing_new()
    slack.clock.advance(seconds=30)
    with pytest.raises(SlackApiError, match="invalid_scheduled_message_id"):
        bot.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=kept["scheduled_message_id"])
    slack.clock.advance(hours=1)
    assert [post.text for post in anna.sees("bot")] == ["breathe"]


def test_writing_to_the_bot_is_answered_there(slack: Sandbox, app: App) -> None:
    app.event("message")(lambda event, say: say("heard"))
    with listening(slack, app):
        assert slack.user("anna").dm_bot("hello").text == "heard"
