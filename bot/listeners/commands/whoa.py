"""`/whoa`: a draft, the composer, or one of a few words."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot import composing
from bot.commandline import Request, parse
from bot.listeners.commands import verbs
from bot.payload import Ticket
from bot.reliability import report
from bot.rendering import copy
from bot.rendering import help as guide
from bot.rendering.blocks import divider
from bot.replies import Reply, about_draft
from bot.services import Services, Who, who_is


def register(app: App, services: Services) -> None:
    """Register `/whoa`."""

    @app.command("/whoa")
    def whoa(ack: Ack, command: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        who = who_is(context)
        if who is None:
            ack(copy.GONE)
            return
        url = str(command.get("response_url", ""))
        request = parse(str(command.get("text", "")))

        def give(reply: Reply | None) -> None:
            if reply is None:
                ack()
            else:
                ack(response_type="ephemeral", text=reply.text, blocks=reply.blocks)

        def give_late(reply: Reply | None) -> None:
            if reply is not None:
                services.respond(url, reply.text, reply.blocks)

        services.workers.within_budget(
            lambda: answer(services, client, who, command, request),
            answer=give,
            wait=lambda: ack(response_type="ephemeral", text=copy.ONE_MOMENT),
            late=give_late,
            failed=lambda: ack(response_type="ephemeral", text=verbs.apology(request)),
            failed_late=lambda: services.respond(url, verbs.apology(request)),
        )


def answer(
    services: Services, client: WebClient, who: Who, command: dict[str, Any], request: Request
) -> Reply | None:
    """Return the reply to one command, or None if it opened the composer."""
    if request.verb == "draft":
        return check(services, who, command, request)
    if request.verb == "compose":
        view = composing.open_view(services, who, aim_at(who, command, draft=""))
        client.views_open(trigger_id=command["trigger_id"], view=view)
        return None
    return verbs.answer(services, client, who, request)


def check(services: Services, who: Who, command: dict[str, Any], request: Request) -> Reply:
    """Coach a draft; the very first time, say hello as well."""
    person = services.person(who)
    reply, _ = about_draft(services, who, aim_at(who, command, draft=request.draft), person)
    if person.settings.welcomed_at is None and _is_first(services, who):
        return Reply(reply.text, [*reply.blocks, divider(), *guide.welcome_blocks(services.settings.emoji)])
    return reply


def aim_at(who: Who, command: dict[str, Any], *, draft: str) -> Ticket:
    """Return a ticket for the conversation the command was typed in."""
    return Ticket(
        team=who.team,
        user=who.user,
        draft=draft,
        audience="dm" if command.get("channel_name") == "directmessage" else "channel",
        surface="command",
        channel=str(command.get("channel_id", "")),
    )


def _is_first(services: Services, who: Who) -> bool:
    try:
        return services.store.people.welcome_once(team=who.team, user=who.user)
    except Exception as error:
        report("noting the welcome", error)
        return False
