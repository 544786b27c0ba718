"""Sending and replacing as the person, with their own token, at the press of their button."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from bot import presses, slacktext
from bot.payload import Ticket
from bot.reliability import WHO_KNOWS, report, slack_error
from bot.services import Services, Who
from bot.store import Busy, Done

ENDED = {"token_revoked", "token_expired", "invalid_auth", "account_inactive", "not_authed", "missing_scope"}
_PLAIN = {
    "not_in_channel": "you are not a member of that conversation",
    "channel_not_found": "I could not find that conversation",
    "is_archived": "that conversation is archived",
    "msg_too_long": "Slack finds it too long",
    "edit_window_closed": "your workspace no longer allows editing it",
    "cant_update_message": "Slack only lets its author change it",
    "message_not_found": "that message is no longer there",
    "restricted_action": "your workspace does not allow it there",
    "block_mismatch": "Slack does not allow this kind of change to it",
}


class Outcome(Enum):
    """How it went."""

    DONE = "done"
    ALREADY = "already"
    BUSY = "busy"
    NOT_CONNECTED = "not connected"
    REFUSED = "refused"
    UNKNOWN = "unknown"


def send(services: Services, who: Who, ticket: Ticket, *, place: str) -> tuple[Outcome, str]:
    """Post the ticket's draft, word for word, as the person. `place` is where the button is: a double click there sends one."""
    token = services.token(who)
    if token is None:
        return Outcome.NOT_CONNECTED, ""
    client = services.as_person(token)
    return _try(
        services,
        who,
        place,
        lambda: client.chat_postMessage(
            channel=ticket.channel, text=ticket.draft, thread_ts=ticket.thread or None
        ),
    )


def replace(services: Services, who: Who, ticket: Ticket, *, place: str) -> tuple[Outcome, str]:
    """Put the ticket's draft in place of the person's own message. One that is rich_text stays so: Slack insists."""
    token = services.token(who)
    if token is None:
        return Outcome.NOT_CONNECTED, ""
    client = services.as_person(token)
    blocks = [slacktext.rich_text(ticket.draft, live=True)] if ticket.rich else None
    return _try(
        services,
        who,
        place,
        lambda: client.chat_update(channel=ticket.channel, ts=ticket.ts, text=ticket.draft, blocks=blocks),
    )


def explain(outcome: Outcome, code: str) -> str:
    """Return a line for the person about what did not work."""
    if outcome is Outcome.ALREADY:
        return "That one is sent already."
    if outcome is Outcome.BUSY:
        return (
            "I am still at it, or do not know yet whether it was sent. "
            "Please look; if it is not there, you can press again in a minute."
        )
    if outcome is Outcome.NOT_CONNECTED or code in ENDED:
        return "Your account is not connected (any more). Connect it in my Home tab, or copy the text and send it yourself."
    if outcome is Outcome.UNKNOWN:
        return (
            "Slack did not answer, so I do not know whether it was sent. "
            "Please look; if it is not there, you can press again in a minute."
        )
    return (
        f"That did not work: {_PLAIN.get(code, 'Slack refused it')}. The text is still here for you to copy."
    )


def _try(services: Services, who: Who, place: str, call: Callable[[], object]) -> tuple[Outcome, str]:
    """Do it once. From Slack's answer on, what happened has happened: no trouble with our notes changes it."""
    claim = presses.claim(services, who, place, "send")
    if isinstance(claim, Done):
        return Outcome.ALREADY, ""
    if isinstance(claim, Busy):
        return Outcome.BUSY, ""
    try:
        call()
    except Exception as error:
        report("sending as a person", error)
        code = slack_error(error)
        if code in WHO_KNOWS:  # the claim is left to run out: so a second click cannot send it twice
            return Outcome.UNKNOWN, ""
        presses.release(services, claim)
        if code in ENDED:
            presses.unless_down(
                "forgetting a token", lambda: services.store.tokens.delete(team=who.team, user=who.user)
            )
        return Outcome.REFUSED, code
    presses.finish(services, claim)
    return Outcome.DONE, ""
