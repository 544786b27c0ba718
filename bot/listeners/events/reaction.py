"""The reaction that asks for help: on one's own message, or on somebody else's."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext, BoltRequest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import private, slacktext
from bot.intent import forwarded
from bot.listeners.once import TRY_AGAIN, Send, once
from bot.payload import Ticket
from bot.reliability import WHO_KNOWS, report, slack_error
from bot.rendering import copy
from bot.rendering.blocks import context
from bot.replies import Reply, about_draft, about_received
from bot.services import Services, Who, who_is

UNREADABLE = (
    "I could not read the message you reacted to. Where I am not a member, use *Soften this* or "
    "*What might they mean?* in the message's ⋮ menu."
)


def register(app: App, services: Services) -> None:
    """Register the listener for reactions."""

    @app.event("reaction_added")
    def reaction_added(
        event: dict[str, Any], request: BoltRequest, context: BoltContext, client: WebClient
    ) -> None:
        who = who_is(context)
        if who is None or not concerns_us(services, event):
            return
        once(
            services,
            who.team,
            request,
            lambda: prepare(services, client, who, event, bot_user=context.bot_user_id),
            apologise=lambda: private.direct(client, who, Reply.line(copy.FAILED)),
        )


def concerns_us(services: Services, event: dict[str, Any]) -> bool:
    """Whether this is our reaction, on a message."""
    name = str(event.get("reaction") or "").partition("::")[0]
    return name == services.settings.emoji and (event.get("item") or {}).get("type") == "message"


def prepare(
    services: Services, client: WebClient, who: Who, event: dict[str, Any], *, bot_user: str | None
) -> Send | None:
    """Read the message, do the work, and return what tells the person."""
    person = services.person(who)
    author = event.get("item_user")
    own = author == who.user
    wanted = (
        person.settings.seedling_own
        if own
        else person.settings.help_others and services.settings.emoji_on_others
    )
    if not wanted or person.settings.paused(services.clock()) or (author is not None and author == bot_user):
        return None
    item = event["item"]
    message = fetch(client, item["channel"], item["ts"])
    if message is None:
        return lambda: private.direct(client, who, Reply.line(UNREADABLE))
    words = str(message.get("text") or "").strip()
    text = words or forwarded(message)
    if not text:
        return lambda: private.direct(
            client, who, Reply.line("There are no words in that message for me to look at.")
        )
    if not own or message.get("user") != who.user or not words:
        reply = about_received(
            services, Ticket(team=who.team, user=who.user, draft=text, surface="received"), private=True
        )
        return lambda: private.direct(client, who, reply)
    ticket = own_message(who, item["channel"], message)
    reply, coaching = about_draft(services, who, ticket, person)
    if coaching.flagged and services.token(who) is None:
        reply = Reply(
            reply.text,
            [
                *reply.blocks,
                context(
                    "To use one of these, select it, and edit your message. Connected accounts can replace it with one click."
                ),
            ],
        )
    return lambda: private.whisper(client, who, reply, channel=item["channel"], thread=ticket.thread)


def own_message(who: Who, channel: str, message: dict[str, Any]) -> Ticket:
    """Return a ticket for a message that this person has sent."""
    ts, thread = str(message.get("ts") or ""), str(message.get("thread_ts") or "")
    text = str(message.get("text") or "")
    return Ticket(
        team=who.team,
        user=who.user,
        draft=text,
        audience="dm" if channel.startswith("D") else "channel",
        surface="message",
        channel=channel,
        ts=ts,
        thread=thread if thread != ts else "",  # the first message of a thread stands in the channel
        rich=any(block.get("type") == "rich_text" for block in message.get("blocks") or []),
        whom=next(iter(slacktext.mentioned(text)), ""),
    )


def fetch(client: WebClient, channel: str, ts: str) -> dict[str, Any] | None:
    """Return a message by reactions.get, which needs no history scope; None if we may not see it."""
    try:
        answer = client.reactions_get(channel=channel, timestamp=ts, full=True)
    except SlackApiError as error:
        if slack_error(error) in TRY_AGAIN | WHO_KNOWS:
            raise
        report("reading the message reacted to", error)
        return None
    message: dict[str, Any] | None = answer.get("message")
    return message
