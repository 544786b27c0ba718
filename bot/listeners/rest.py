"""What nothing else listens for. Without an answer Slack would deliver it again and again."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App

from bot.rendering import copy
from bot.services import Services

ANY = re.compile(r".*", re.DOTALL)


def register(app: App, services: Services) -> None:
    """Register the catch-alls. They come last, since Bolt takes the first listener that matches."""

    @app.event(ANY)
    def event() -> None:
        """Leave alone what we did not ask for."""

    @app.action(ANY)
    def action(ack: Ack, body: dict[str, Any]) -> None:
        """Say that a button from an older version no longer does anything."""
        if body.get("response_url"):
            services.respond(body["response_url"], copy.GONE)
        ack()

    @app.shortcut(ANY)
    def shortcut(ack: Ack) -> None:
        ack()

    @app.command(ANY)
    def command(ack: Ack) -> None:
        ack(response_type="ephemeral", text=copy.GONE)

    @app.view_submission(ANY)
    def view(ack: Ack) -> None:
        ack()

    @app.view_closed(ANY)
    def closed(ack: Ack) -> None:
        ack()

    @app.options(ANY)
    def options(ack: Ack) -> None:
        ack(options=[])
