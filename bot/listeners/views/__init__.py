"""Modals that are submitted."""

from __future__ import annotations

from slack_bolt import App

from bot.listeners.views import composer, home
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register every modal with a submit button."""
    for module in (composer, home):
        module.register(app, services)
