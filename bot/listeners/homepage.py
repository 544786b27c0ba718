"""Puts together what one person's Home shows, and publishes it."""

from __future__ import annotations

from slack_sdk import WebClient

from bot import timed
from bot.rendering.home import HomeState, home_view
from bot.services import Services, Who


def publish(services: Services, client: WebClient, who: Who) -> None:
    """Publish this person's Home as things are now."""
    client.views_publish(user_id=who.user, view=home_view(state_of(services, who)))


def state_of(services: Services, who: Who) -> HomeState:
    """Return all that the Home shows. Raises if the database does not answer: a Home of defaults would be a lie."""
    people = services.store.people
    person = people.get(team=who.team, user=who.user)
    settings = services.settings
    return HomeState(
        person=person,
        emoji=settings.emoji,
        emoji_on_others=settings.emoji_on_others,
        now=services.clock(),
        scheduled=timed.mine(services, who),
        exchanges=people.exchanges(team=who.team, user=who.user) if person.settings.counts else {},
        titles={rule: services.title(rule) for rule in person.muted},
        connect_url=connect_url(services),
        connected=services.token(who) is not None,
    )


def connect_url(services: Services) -> str:
    """Return where a person connects their account; empty where that is not set up."""
    return f"{services.settings.public_url}/slack/connect" if services.settings.can_connect else ""
