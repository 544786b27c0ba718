"""Builds the Bolt app: who may ask, what listens, what happens when something breaks."""

from __future__ import annotations

import logging
from collections.abc import Callable

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot import listeners
from bot.bots import Bots
from bot.client import web_client
from bot.reliability import report
from bot.services import Services

log = logging.getLogger("whoa")


def build_app(services: Services, bots: Bots | None = None) -> App:
    """Return the app with every listener registered. It talks to Slack first when the first request comes."""
    settings = services.settings
    secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
    app = App(
        name="whoa",
        client=web_client(None, base_url=settings.api_url, timeout=settings.timeout),
        authorize=authorizer(bots or Bots(services)),  # type: ignore[arg-type]  # None means: not ours
        signing_secret=secret or "unset: socket mode needs none",
        process_before_response=True,  # work first, then answer: a crash leaves Slack to deliver again
        request_verification_enabled=True,
    )
    app.error(on_error)
    listeners.register(app, services)
    return app


def authorizer(bots: Bots) -> Callable[..., AuthorizeResult | None]:
    """Return what finds the bot's token for a request; a workspace that is not ours gets nothing."""

    def authorize(
        enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult | None:
        found = bots.find(team_id=team_id, enterprise_id=enterprise_id)
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


def on_error(error: Exception) -> BoltResponse:
    """Log the kind of error, never the request: it holds what people write. Slack is asked to deliver again."""
    report("listener", error)
    return BoltResponse(status=500, body="")
