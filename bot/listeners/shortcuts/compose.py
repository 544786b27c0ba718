"""The global shortcut "Compose with Whoa"."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot import composing
from bot.listeners.shortcuts.opening import open_in_time
from bot.services import Services, who_is


def register(app: App, services: Services) -> None:
    """Register the shortcut."""

    @app.shortcut({"type": "shortcut", "callback_id": "compose"})
    def compose(ack: Ack, shortcut: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        who = who_is(context)
        if who is None:
            ack()
            return
        open_in_time(services, client, ack, who, shortcut, lambda: composing.open_view(services, who, None))
