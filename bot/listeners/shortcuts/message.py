"""The message shortcuts "Soften this" and "What might they mean?". They work where the bot is no member, too."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.intent import forwarded
from bot.listeners.events.reaction import own_message
from bot.listeners.shortcuts.opening import open_in_time
from bot.payload import Ticket
from bot.rendering.blocks import Block, modal, section
from bot.rendering.blocks import context as footnote
from bot.replies import about_draft, about_received
from bot.services import Services, Who, who_is

SOFTEN, UNDERSTAND = "Soften this", "What might they mean?"


def register(app: App, services: Services) -> None:
    """Register the shortcuts."""

    @app.shortcut({"type": "message_action", "callback_id": "soften"})
    def soften(ack: Ack, shortcut: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        _open(services, client, ack, shortcut, who_is(context), softened)

    @app.shortcut({"type": "message_action", "callback_id": "understand"})
    def understand(ack: Ack, shortcut: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        _open(services, client, ack, shortcut, who_is(context), understood)


def softened(services: Services, who: Who, shortcut: dict[str, Any]) -> Block:
    """Return other ways to say one's own message. For somebody else's, help with reading it."""
    message = shortcut["message"]
    if message.get("user") != who.user:
        return understood(
            services, who, shortcut, note="This message is not yours, so here is help with reading it."
        )
    ticket = own_message(who, shortcut["channel"]["id"], message)
    if not ticket.draft.strip():
        return understood(services, who, shortcut)  # forwarded without a word of their own
    reply, coaching = about_draft(services, who, ticket, services.person(who))
    blocks = reply.blocks
    if coaching.flagged and services.token(who) is None:
        blocks = [*blocks, footnote("To use one of these, select it, and edit your message.")]
    return modal(SOFTEN, blocks, callback="coaching", metadata=ticket.but(draft="").pack() or "")


def understood(services: Services, who: Who, shortcut: dict[str, Any], note: str = "") -> Block:
    """Return ways to read a message generously."""
    message = shortcut["message"]
    text = str(message.get("text") or "").strip() or forwarded(message)
    if not text:
        nothing = "There are no words in that message for me to look at."
        return modal(UNDERSTAND, [section(nothing)], callback="notice")
    ticket = Ticket(
        team=who.team, user=who.user, draft=text, surface="received", channel=shortcut["channel"]["id"]
    )
    blocks = about_received(services, ticket, private=True).blocks
    return modal(UNDERSTAND, [section(note), *blocks] if note else blocks, callback="coaching")


def _open(
    services: Services, client: WebClient, ack: Ack, shortcut: dict[str, Any], who: Who | None, build: Any
) -> None:
    if who is None:
        ack()
        return
    open_in_time(services, client, ack, who, shortcut, lambda: build(services, who, shortcut))
