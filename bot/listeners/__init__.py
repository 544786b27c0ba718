"""One module for each way into Whoa. Each has `register(app, services)`."""

from __future__ import annotations

from slack_bolt import App

from bot.listeners import actions, commands, events, rest, shortcuts, views
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register every listener; the catch-alls come last."""
    for surface in (commands, events, actions, shortcuts, views, rest):
        surface.register(app, services)
