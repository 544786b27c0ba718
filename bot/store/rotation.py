"""Renewing tokens that expire (12 hours), safely when several replicas want to at once.

A refresh token works once. Two replicas that both use it would lose the installation; so one takes a
lease on the row, reads it again, renews, and writes only if the row is still the one it took.
"""

from __future__ import annotations

import logging
import time
from uuid import uuid4

from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.store.db import Clock
from bot.store.grants import BOT, Grant, Grants, renewed

EARLY_SECONDS = 2 * 3600.0
LEASE_SECONDS = 30.0
WAIT_SECONDS = 1.2
_ALWAYS_MINUTES = 10**9
_OVER = frozenset(
    {"invalid_refresh_token", "token_revoked", "account_inactive", "invalid_auth", "token_expired"}
)

_log = logging.getLogger(__name__)


class FreshGrants:
    """Grants as they may be used: renewed with Slack if they end soon. Without a rotator, as they are."""

    def __init__(self, grants: Grants, *, clock: Clock, rotator: TokenRotator | None = None) -> None:
        self._grants = grants
        self._clock = clock
        self.rotator = rotator

    def get(self, *, team: str, user: str) -> Grant | None:
        """Return a grant; `None` if there is none, or if Slack says that it is over."""
        grant = self._grants.get(team=team, user=user)
        if grant is None or self.rotator is None or not self._due(grant):
            return grant
        owner = uuid4().hex
        until = self._clock() + LEASE_SECONDS
        if self._grants.begin_renewal(team=team, user=user, owner=owner, until=until):
            return self._renew(self.rotator, owner, grant)
        return self._from_the_other_replica(grant)

    def _due(self, grant: Grant) -> bool:
        if grant.refresh_token is None or grant.expires_at is None:
            return False
        return grant.expires_at <= self._clock() + EARLY_SECONDS

    def _renew(self, rotator: TokenRotator, owner: str, grant: Grant) -> Grant | None:
        """Renew under the lease. If Slack cannot be asked, the present token may last until the next try."""
        team, user, new = grant.team, grant.user, None
        try:
            current = self._grants.get(team=team, user=user)
            if current is not None and self._due(current):
                new = self._ask(rotator, current)
        except SlackTokenRotationError as error:
            _log.warning("Slack did not renew a token: %s", _code(error))
            if user != BOT and _code(error) in _OVER:
                self._grants.delete(team=team, user=user, owner=owner)
        except Exception as error:
            _log.warning("A token could not be renewed: %s", type(error).__name__)
        self._grants.end_renewal(team=team, user=user, owner=owner, renewed=new)
        return self._grants.get(team=team, user=user)

    def _from_the_other_replica(self, grant: Grant) -> Grant | None:
        """Use the present token while it lasts; else wait a moment for the one being fetched."""
        if grant.expires_at is not None and grant.expires_at > self._clock() + 60:
            return grant
        found: Grant | None = grant
        deadline = time.monotonic() + WAIT_SECONDS
        while found == grant and time.monotonic() < deadline:
            time.sleep(0.05)
            found = self._grants.get(team=grant.team, user=grant.user)
        return found

    def _ask(self, rotator: TokenRotator, grant: Grant) -> Grant | None:
        ask = _ask_for_bot if grant.user == BOT else _ask_for_person
        token, refresh_token, ends = ask(rotator, grant)
        if not token:
            return None
        # Slack says how long it lasts; the rotator adds the machine's time, and our clock may differ.
        left = None if ends is None else self._clock() + (ends - time.time())
        return renewed(grant, token=token, refresh_token=refresh_token, expires_at=left)


Answer = tuple[str | None, str | None, int | None]


def _ask_for_bot(rotator: TokenRotator, grant: Grant) -> Answer:
    bot = Bot(
        bot_token=grant.token,
        bot_id=grant.bot_id or "",
        bot_user_id=grant.bot_user_id or "",
        bot_refresh_token=grant.refresh_token,
        bot_token_expires_at=0,
        installed_at=grant.granted_at,
    )
    new = rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=_ALWAYS_MINUTES)
    return (new.bot_token, new.bot_refresh_token, new.bot_token_expires_at) if new else (None, None, None)


def _ask_for_person(rotator: TokenRotator, grant: Grant) -> Answer:
    person = Installation(
        user_id=grant.user,
        user_token=grant.token,
        user_refresh_token=grant.refresh_token,
        user_token_expires_at=0,
    )
    new = rotator.perform_user_token_rotation(installation=person, minutes_before_expiration=_ALWAYS_MINUTES)
    return (new.user_token, new.user_refresh_token, new.user_token_expires_at) if new else (None, None, None)


def _code(error: SlackTokenRotationError) -> str:
    return str(error.api_error.response.get("error"))
