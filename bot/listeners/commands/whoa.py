"""`/whoa`: a draft, the composer, or one of a few words."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.commandline import Request, parse
from bot.payload import Ticket
from bot.rendering import copy
from bot.rendering import help as guide
from bot.replies import Reply, about_draft
from bot.services import Services, Who, who_is


def register(app: App, services: Services) -> None:
    """Register `/whoa`."""

    @app.command("/whoa")
    def whoa(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        who = who_is(context)
        if who is None:
            ack(copy.GONE)
            return
        url = str(command.get("response_url", ""))

        def give(reply: Reply) -> None:
            ack(response_type="ephemeral", text=reply.text, blocks=reply.blocks)

        services.workers.within_budget(
            lambda: answer(services, who, command),
            answer=give,
            wait=lambda: ack(response_type="ephemeral", text=copy.ONE_MOMENT),
            late=lambda reply: services.respond(url, reply.text, reply.blocks),
            failed=lambda: ack(response_type="ephemeral", text=copy.FAILED),
            failed_late=lambda: services.respond(url, copy.FAILED),
        )


def answer(services: Services, who: Who, command: dict[str, Any]) -> Reply:
    """Return the reply to one command."""
    request = parse(str(command.get("text", "")))
    if request.verb == "draft":
        return check(services, who, command, request)
    return Reply(guide.TEXT, guide.help_blocks(services.settings.emoji))


def check(services: Services, who: Who, command: dict[str, Any], request: Request) -> Reply:
    ticket = Ticket(
        team=who.team,
        user=who.user,
        draft=request.draft,
        audience="dm" if command.get("channel_name") == "directmessage" else "channel",
        surface="command",
        channel=str(command.get("channel_id", "")),
    )
    reply, _ = about_draft(services, who, ticket, services.person(who))
    return reply
