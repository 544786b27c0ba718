"""Somebody writes to Whoa: a draft, a message they received, a question, or a command without its slash."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext, BoltRequest
from slack_sdk import WebClient

from bot.commandline import Request, parse
from bot.intent import understand
from bot.listeners.commands import verbs
from bot.listeners.once import Send, once
from bot.payload import Ticket
from bot.reliability import report
from bot.rendering import help as guide
from bot.rendering.blocks import context
from bot.replies import Reply, about_draft, about_received
from bot.services import Services, Who, who_is

WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}
"""The subtypes that mean a person wrote something. Edits, deletions and all else are left alone."""


def register(app: App, services: Services) -> None:
    """Register the listener for direct messages."""

    @app.event("message")
    def message(event: dict[str, Any], request: BoltRequest, context: BoltContext, client: WebClient) -> None:
        who = who_is(context)
        ours = event.get("channel_type") == "im" and event.get("subtype") in WRITTEN
        if who is None or not ours or event.get("bot_id") or event.get("user") != who.user:
            return
        asked = parse(str(event.get("text") or ""))
        once(
            services,
            who.team,
            request,
            lambda: prepare(services, client, who, event, asked),
            apologise=lambda: post(client, event, Reply.line(verbs.apology(asked))),
        )


def prepare(
    services: Services, client: WebClient, who: Who, event: dict[str, Any], request: Request
) -> Send | None:
    """Do the work, and return what sends the answer."""
    if request.verb not in ("draft", "compose", "help"):
        # This changes or plans something, so it must not happen again when Slack delivers again.
        return lambda: post(client, event, obey(services, client, who, request))
    reply = answer(services, who, event, request)
    return lambda: post(client, event, reply)


def post(client: WebClient, event: dict[str, Any], reply: Reply) -> None:
    """Answer where the person wrote, in their thread if it is one."""
    client.chat_postMessage(
        channel=event["channel"],
        text=reply.text,
        blocks=reply.blocks,
        thread_ts=event.get("thread_ts"),
        unfurl_links=False,
        unfurl_media=False,
    )


def obey(services: Services, client: WebClient, who: Who, request: Request) -> Reply:
    """Do what a command asks for. If that fails, say so: nobody else will."""
    try:
        return verbs.answer(services, client, who, request)
    except Exception as error:
        report("a command in a direct message", error)
        return Reply.line(verbs.apology(request))


def answer(services: Services, who: Who, event: dict[str, Any], request: Request) -> Reply:
    """Return the reply to a draft, a message received, or a question."""
    intent = understand(event)
    ticket = Ticket(team=who.team, user=who.user, draft=intent.text, audience="dm", surface="dm")
    if intent.kind == "received":
        return about_received(services, ticket)
    if intent.kind == "nothing":
        return Reply.line("I only read words. Send me a draft, or a message that stung.")
    if intent.kind == "help" or request.verb == "help":
        return Reply(guide.TEXT, guide.help_blocks(services.settings.emoji))
    if request.draft not in (intent.text, str(event.get("text") or "").strip()):
        ticket = ticket.but(draft=request.draft)  # it began with `--`
    reply, coaching = about_draft(services, who, ticket, services.person(who))
    if not coaching.flagged:
        hint = "Is it a message you received? Press the button, or begin with “they wrote:”."
        return Reply(reply.text, [*reply.blocks, context(hint)])
    return reply
