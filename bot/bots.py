"""Whose bot we are: the token for a workspace, from the settings or from its installation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.client import web_client
from bot.reliability import report, slack_error
from bot.services import Services
from bot.settings import Settings, SettingsError, refused
from bot.store import StoreUnavailableError
from bot.store.values import BotToken

REFUSED = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
"""Slack's codes for a token that is no good, or no longer."""
LATELY = 600
"""Seconds that a token read from the database may be used without it."""
WRONG_KIND = {"not_allowed_token_type", "missing_scope"}
"""Slack's codes for a token that is good, but not for this."""


@contextmanager
def first_contact(settings: Settings, name: str) -> Iterator[None]:
    """Say at the start, in a sentence for people, that a token is wrong or Slack away. Raises `SettingsError`."""
    try:
        yield
    except SlackApiError as error:
        if slack_error(error) in REFUSED | WRONG_KIND:
            raise refused(name, slack_error(error)) from None
        raise
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise SettingsError(
            f"Slack cannot be reached at {settings.api_url} ({reason}). Check the network, the proxy and SLACK_API_URL."
        ) from None


class Bots:
    """Finds the bot's token. With one in the settings, Slack is asked once who it is, and not in each request."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = Lock()
        self._own: dict[str, Any] | None = None
        self._lately: dict[tuple[str | None, str | None], tuple[float, BotToken]] = {}

    def find(self, *, team_id: str | None, enterprise_id: str | None) -> BotToken | None:
        """Return the token for a request; None if it comes from a workspace that is not ours."""
        settings = self._services.settings
        if settings.bot_token is None:
            return self._installed(team_id, enterprise_id)
        token = settings.bot_token.get_secret_value()
        own = self._identity(token)
        if own.get("is_enterprise_install"):
            ours = own.get("enterprise_id") == enterprise_id
        else:
            ours = own.get("team_id") == team_id
        return BotToken(token=token, bot_id=own.get("bot_id"), bot_user=own.get("user_id")) if ours else None

    def check(self) -> None:
        """Ask Slack now whether the token of the settings is any good. Raises `SettingsError`."""
        token = self._services.settings.bot_token
        if token is None:
            return
        with first_contact(self._services.settings, "SLACK_BOT_TOKEN"):
            self._identity(token.get_secret_value())

    def _installed(self, team_id: str | None, enterprise_id: str | None) -> BotToken | None:
        """Return the token of an installation. While the database is away, the one it gave a short while ago."""
        place, now = (team_id, enterprise_id), self._services.clock()
        try:
            found = self._services.store.installations.bot(team_id=team_id, enterprise_id=enterprise_id)
        except StoreUnavailableError as error:
            since, lately = self._lately.get(place, (0.0, None))
            if lately is None or now - since > LATELY:
                raise
            report("reading a bot's token (the last one used)", error)
            return lately
        if found is None:
            self._lately.pop(place, None)
        else:
            self._lately[place] = (now, found)
        return found

    def _identity(self, token: str) -> dict[str, Any]:
        with self._lock:
            if self._own is None:
                settings = self._services.settings
                answer = web_client(token, base_url=settings.api_url, timeout=settings.timeout).auth_test()
                self._own = answer.data if isinstance(answer.data, dict) else {}
            return self._own
