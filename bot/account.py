"""Connecting a person's own account, and ending that: at Slack first, then here."""

from __future__ import annotations

from enum import Enum

from bot.bots import REFUSED
from bot.reliability import report, slack_error
from bot.services import Services, Who


class Ended(Enum):
    """How a connection ended."""

    DONE = "done"
    UNSURE = "Slack did not confirm it"
    NOTHING = "there was none"


def disconnect(services: Services, who: Who) -> Ended:
    """Revoke this person's token and forget it. Forgotten it is also where Slack does not answer."""
    tokens, ended = services.store.tokens, Ended.DONE
    try:
        token = tokens.get(team=who.team, user=who.user)
        if token is None:
            return Ended.NOTHING
        services.as_person(token).auth_revoke()
    except Exception as error:
        report("revoking a token", error)
        if slack_error(error) not in REFUSED:  # those say that it has ended already
            ended = Ended.UNSURE
    tokens.delete(team=who.team, user=who.user)  # or the event of it was quicker
    return ended
