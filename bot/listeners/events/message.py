"""Somebody writes to Whoa: a draft, a message they received, a question, or a command without its slash."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.commandline import parse
from bot.intent import understand
from bot.listeners.commands import verbs
from bot.listeners.once import Send, once
from bot.payload import Ticket
from bot.rendering import help as guide
from bot.rendering.blocks import context
from bot.replies import Reply, about_draft, about_received
from bot.services import Services, Who, who_is

WRITTEN = {None, "file_share", "thread_broadcast"}
"""The subtypes that mean a person wrote something. Edits, deletions and all else are left alone."""


def register(app: App, services: Services) -> None:
    """Register the listener for direct messages."""

    @app.event("message")
    def message(event: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        who = who_is(context)
        ours = event.get("channel_type") == "im" and event.get("subtype") in WRITTEN
        if who is None or not ours or event.get("bot_id") or event.get("user") != who.user:
            return
        once(services, who.team, body, lambda: prepare(services, client, who, event))


def prepare(services: Services, client: WebClient, who: Who, event: dict[str, Any]) -> Send | None:
    """Do the work, and return what sends the answer."""
    reply = answer(services, client, who, event)
    if reply is None:
        return None
    thread = event.get("thread_ts")
    return lambda: client.chat_postMessage(
        channel=event["channel"],
        text=reply.text,
        blocks=reply.blocks,
        thread_ts=thread,
        unfurl_links=False,
        unfurl_media=False,
    )


def answer(services: Services, client: WebClient, who: Who, event: dict[str, Any]) -> Reply | None:
    """Return the reply to a direct message, or None where there is nothing to say."""
    intent = understand(event)
    ticket = Ticket(team=who.team, user=who.user, draft=intent.text, audience="dm", surface="dm")
    if intent.kind == "received":
        return about_received(services, ticket)
    if intent.kind == "nothing":
        return Reply.line("I only read words. Send me a draft, or a message that stung.")
    request = parse(str(event.get("text") or ""))
    if intent.kind == "help" or request.verb == "help":
        blocks = guide.help_blocks(services.settings.emoji)
        return Reply(guide.TEXT, blocks)
    if request.verb not in ("draft", "compose"):
        return verbs.answer(services, client, who, request)
    if request.draft != intent.text and request.draft != str(event.get("text") or "").strip():
        ticket = ticket.but(draft=request.draft)
    reply, coaching = about_draft(services, who, ticket, services.person(who))
    if not coaching.flagged and len(coaching.text) > 1:
        return Reply(
            reply.text,
            [
                *reply.blocks,
                context("Is it a message you received? Press the button, or begin with “they wrote:”."),
            ],
        )
    return reply
