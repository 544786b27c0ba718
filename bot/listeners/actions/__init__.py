"""Buttons and fields."""

from __future__ import annotations

from slack_bolt import App

from bot.listeners.actions import composer, draft, flip, home, send, timed
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register every button and field."""
    for module in (draft, send, flip, composer, timed, home):
        module.register(app, services)
