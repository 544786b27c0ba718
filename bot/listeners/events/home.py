"""Somebody opens Whoa: their Home, and the first time a few words of welcome."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot import private
from bot.listeners.homepage import publish
from bot.rendering import help as guide
from bot.replies import Reply
from bot.services import Services, Who, who_is


def register(app: App, services: Services) -> None:
    """Register the listener."""

    @app.event("app_home_opened")
    def app_home_opened(event: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        who = who_is(context)
        if who is None:
            return
        welcome(services, client, who)
        if event.get("tab") == "home":
            publish(services, client, who)


def welcome(services: Services, client: WebClient, who: Who) -> None:
    """Say hello, once, by direct message."""
    if services.store.people.welcome_once(team=who.team, user=who.user):
        private.direct(client, who, Reply(guide.WELCOME_TEXT, guide.welcome_blocks(services.settings.emoji)))
