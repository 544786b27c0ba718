"""Shortcuts: the composer from anywhere, and two ways to look at a message."""

from __future__ import annotations

from slack_bolt import App

from bot.listeners.shortcuts import compose, message
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register the shortcuts of the manifest."""
    for module in (compose, message):
        module.register(app, services)
