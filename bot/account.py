"""Connecting a person's own account, and ending that: at Slack first, then here."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from bot.reliability import report
from bot.services import Services, Who


def disconnect(services: Services, who: Who) -> bool:
    """Revoke this person's token and forget it. False if there was none."""
    token = services.store.tokens.get(team=who.team, user=who.user)
    if token is None:
        return False
    try:
        services.as_person(token).auth_revoke()
    except SlackApiError as error:  # it has ended already; all the more reason to forget it
        report("revoking a token", error)
    services.store.tokens.delete(team=who.team, user=who.user)  # or the event of it was quicker
    return True
