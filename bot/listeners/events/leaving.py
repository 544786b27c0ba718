"""Tokens that were revoked, and Whoa being uninstalled: what belongs to them is deleted."""

from __future__ import annotations

from typing import Any

from slack_bolt import App, BoltContext

from bot.services import Services
from bot.store import tenant


def register(app: App, services: Services) -> None:
    """Register the listeners."""

    @app.event("tokens_revoked")
    def tokens_revoked(event: dict[str, Any], context: BoltContext) -> None:
        team = _team(context)
        tokens = event.get("tokens") or {}
        for user in tokens.get("oauth") or []:
            services.store.tokens.delete(team=team, user=user)
        if tokens.get("bot"):
            services.store.installations.delete_bot(
                enterprise_id=context.enterprise_id, team_id=context.team_id
            )

    @app.event("app_uninstalled")
    def app_uninstalled(context: BoltContext) -> None:
        services.store.delete_team(team=_team(context))


def _team(context: BoltContext) -> str:
    return tenant(
        team_id=context.team_id, enterprise_id=context.enterprise_id, org_wide=context.is_enterprise_install
    )
