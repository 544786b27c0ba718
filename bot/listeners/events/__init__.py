"""Events."""

from __future__ import annotations

from slack_bolt import App

from bot.listeners.events import home, leaving, message, reaction
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register every event of the manifest."""
    for module in (message, reaction, home, leaving):
        module.register(app, services)
