"""Builds the Bolt app: who may ask, what listens, what happens when something breaks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot import listeners
from bot.client import web_client
from bot.reliability import report
from bot.services import Services
from bot.settings import Settings
from bot.store.values import BotToken

log = logging.getLogger("whoa")


def build_app(services: Services) -> App:
    """Return the app with every listener registered. It talks to Slack first when the first request comes."""
    settings = services.settings
    secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
    app = App(
        name="whoa",
        client=web_client(None, base_url=settings.api_url, timeout=settings.timeout),
        authorize=authorizer(services),  # type: ignore[arg-type]  # None means: not ours
        signing_secret=secret or "unset: socket mode needs none",
        process_before_response=True,  # work first, then answer: a crash leaves Slack to deliver again
        request_verification_enabled=True,
    )
    app.error(on_error)
    listeners.register(app, services)
    return app


def authorizer(services: Services) -> Callable[..., AuthorizeResult | None]:
    """Return what finds the bot's token for a request; a workspace that is not ours gets nothing."""
    settings = services.settings
    identity = Identity(settings)

    def authorize(
        enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult | None:
        if settings.bot_token is not None:
            found = identity.bot(enterprise_id=enterprise_id, team_id=team_id)
        else:
            found = services.store.installations.bot(team_id=team_id, enterprise_id=enterprise_id)
        if found is None:
            log.warning("a request from a workspace without an installation was refused")
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_token=found.token,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user,
        )

    return authorize


class Identity:
    """Who the bot is, with the token of the settings. Asked once, and not in each request's three seconds."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._own: dict[str, Any] | None = None

    def bot(self, *, enterprise_id: str | None, team_id: str | None) -> BotToken | None:
        """Return the token if the request comes from where it belongs."""
        assert self._settings.bot_token is not None
        token = self._settings.bot_token.get_secret_value()
        own = self._ask(token)
        if own.get("is_enterprise_install"):
            ours = own.get("enterprise_id") == enterprise_id
        else:
            ours = own.get("team_id") == team_id
        return BotToken(token=token, bot_id=own.get("bot_id"), bot_user=own.get("user_id")) if ours else None

    def _ask(self, token: str) -> dict[str, Any]:
        with self._lock:
            if self._own is None:
                settings = self._settings
                answer = web_client(token, base_url=settings.api_url, timeout=settings.timeout).auth_test()
                self._own = answer.data if isinstance(answer.data, dict) else {}
            return self._own


def on_error(error: Exception) -> BoltResponse:
    """Log the kind of error, never the request: it holds what people write. Slack is asked to deliver again."""
    report("listener", error)
    return BoltResponse(status=500, body="")
