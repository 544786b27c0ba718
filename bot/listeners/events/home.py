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
        if event.get("tab") == "home":
            publish(services, client, who)
        welcome(services, client, who)


def welcome(services: Services, client: WebClient, who: Who) -> None:
    """Say hello, once, by direct message. Whoever was welcomed costs no write, which may have to wait for others."""
    people = services.store.people
    new = people.settings(team=who.team, user=who.user).welcomed_at is None
    if new and people.welcome_once(team=who.team, user=who.user):
        private.direct(client, who, Reply(guide.WELCOME_TEXT, guide.welcome_blocks(services.settings.emoji)))
