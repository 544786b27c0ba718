"""Builds the Bolt app: who may ask, what listens, what happens when something breaks."""

from __future__ import annotations

import logging
from threading import Lock
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot import listeners
from bot.client import web_client
from bot.reliability import report
from bot.services import Services
from bot.settings import Settings

log = logging.getLogger("whoa")


def build_app(services: Services) -> App:
    """Return the app with every listener registered. It talks to Slack first when the first request comes."""
    settings = services.settings
    secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
    app = App(
        name="whoa",
        client=web_client(None, base_url=settings.api_url, timeout=settings.timeout),
        authorize=Authorizer(services),  # type: ignore[arg-type]  # None means: not ours
        signing_secret=secret or "unset: socket mode needs none",
        process_before_response=True,  # work first, then answer: a crash leaves Slack to deliver again
        request_verification_enabled=True,
    )
    app.error(on_error)
    listeners.register(app, services)
    return app


class Authorizer:
    """Finds the bot's token for a request; a workspace that is not ours gets nothing."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._lock = Lock()
        self._own: dict[str, Any] | None = None

    def __call__(
        self, enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult | None:
        settings = self._services.settings
        if settings.bot_token is not None:
            return self._one_workspace(settings, enterprise_id, team_id, user_id)
        bot = self._services.store.installations.bot(team_id=team_id, enterprise_id=enterprise_id)
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_token=bot.token,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user,
        )

    def _one_workspace(
        self, settings: Settings, enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult | None:
        assert settings.bot_token is not None
        token = settings.bot_token.get_secret_value()
        own = self._identity(settings, token)
        if own.get("is_enterprise_install"):
            ours = own.get("enterprise_id") == enterprise_id
        else:
            ours = own.get("team_id") == team_id
        if not ours:
            log.warning("a request from another workspace was refused")
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_token=token,
            bot_id=own.get("bot_id"),
            bot_user_id=own.get("user_id"),
        )

    def _identity(self, settings: Settings, token: str) -> dict[str, Any]:
        """Ask Slack once who we are; not on each request, which has three seconds in all."""
        with self._lock:
            if self._own is None:
                answer = web_client(token, base_url=settings.api_url, timeout=settings.timeout).auth_test()
                data = answer.data
                self._own = data if isinstance(data, dict) else {}
            return self._own


def on_error(error: Exception) -> BoltResponse:
    """Log the kind of error, never the request: it holds what people write. Slack is asked to deliver again."""
    report("listener", error)
    return BoltResponse(status=500, body="")
