"""Adding a person to the trust list."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.listeners.homepage import publish
from bot.rendering import copy
from bot.services import Services, Who, trust_of, who_is


def register(app: App, services: Services) -> None:
    """Register the submission."""

    @app.view("home.trust")
    def submitted(ack: Ack, view: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        who = who_is(context)
        other = view["state"]["values"]["person"]["person"].get("selected_user")
        if who is None or not other or other == who.user:
            ack(response_action="errors", errors={"person": "Please choose somebody else than yourself."})
            return
        services.workers.within_budget(
            lambda: save(services, client, who, other, view),
            answer=lambda _: ack(),
            wait=ack,
            late=lambda _: None,
            failed=lambda: ack(response_action="errors", errors={"person": copy.NOT_SAVED}),
            failed_late=lambda: None,
        )


def save(services: Services, client: WebClient, who: Who, other: str, view: dict[str, Any]) -> None:
    """Note the trust, and show the Home with it."""
    chosen = view["state"]["values"]["trust"]["trust"]["selected_option"]["value"]
    trust = trust_of(chosen, services.person(who))
    services.store.people.set_trust(team=who.team, user=who.user, other=other, trust=trust)
    publish(services, client, who)
