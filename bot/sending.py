"""Sending and replacing as the person, with their own token, at the press of their button."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from slack_sdk.errors import SlackApiError

from bot import slacktext
from bot.payload import Ticket
from bot.reliability import report, slack_error
from bot.services import Services, Who
from bot.store import Claimed, StoreError

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
    NOT_CONNECTED = "not connected"
    REFUSED = "refused"
    UNKNOWN = "unknown"


def send(services: Services, who: Who, ticket: Ticket, *, once: str) -> tuple[Outcome, str]:
    """Post the ticket's draft, word for word, as the person. `once` names the press, so that a double click sends one."""
    token = services.token(who)
    if token is None:
        return Outcome.NOT_CONNECTED, ""
    client = services.as_person(token)
    return _try(
        services,
        who,
        once,
        lambda: client.chat_postMessage(
            channel=ticket.channel, text=ticket.draft, thread_ts=ticket.thread or None
        ),
    )


def replace(services: Services, who: Who, ticket: Ticket, *, once: str) -> tuple[Outcome, str]:
    """Put the ticket's draft in place of the person's own message. One that is rich_text stays so: Slack insists."""
    token = services.token(who)
    if token is None:
        return Outcome.NOT_CONNECTED, ""
    client = services.as_person(token)
    blocks = [slacktext.rich_text(ticket.draft, live=True)] if ticket.rich else None
    return _try(
        services,
        who,
        once,
        lambda: client.chat_update(channel=ticket.channel, ts=ticket.ts, text=ticket.draft, blocks=blocks),
    )


def explain(outcome: Outcome, code: str) -> str:
    """Return a line for the person about what did not work."""
    if outcome is Outcome.ALREADY:
        return "That one is sent already."
    if outcome is Outcome.NOT_CONNECTED or code in ENDED:
        return "Your account is not connected (any more). Connect it in my Home tab, or copy the text and send it yourself."
    if outcome is Outcome.UNKNOWN:
        return "Slack did not answer, so I do not know whether it was sent. Please look before you send it again."
    return (
        f"That did not work: {_PLAIN.get(code, 'Slack refused it')}. The text is still here for you to copy."
    )


def _try(services: Services, who: Who, once: str, call: Callable[[], object]) -> tuple[Outcome, str]:
    claim = _claim(services, who, once)
    if claim is False:
        return Outcome.ALREADY, ""
    try:
        call()
    except SlackApiError as error:
        report("sending as a person", error)
        code = slack_error(error)
        _release(services, claim)
        if code in ENDED:
            services.store.tokens.delete(team=who.team, user=who.user)
        return Outcome.REFUSED, code
    except Exception as error:
        report("sending as a person", error)
        return Outcome.UNKNOWN, ""
    if isinstance(claim, Claimed):
        services.store.claims.finish(claim)
    return Outcome.DONE, ""


def _claim(services: Services, who: Who, once: str) -> Claimed | bool:
    """Return a claim; False if this press was dealt with; True if nobody can say (the database is down)."""
    try:
        claim = services.store.claims.claim(team=who.team, event=f"press:{once}")
    except StoreError as error:
        report("claiming a press", error)
        return True
    return claim if isinstance(claim, Claimed) else False


def _release(services: Services, claim: Claimed | bool) -> None:
    if isinstance(claim, Claimed):
        services.store.claims.release(claim)
