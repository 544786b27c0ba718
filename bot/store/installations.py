"""Bolt's installation store, on our tables.

The bot's token and people's tokens are kept apart, so that one person's sign-in, or a save by Bolt with
somebody's tokens left out, can never wipe the others'. With a `rotator`, what is handed out is always
fresh and carries no refresh token: then Bolt, which rotates without a lock, has nothing to rotate.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from logging import Logger

from slack_sdk.oauth.installation_store import Bot, Installation, InstallationStore

from bot.store.grants import BOT, Grant, Grants, scopes
from bot.store.rotation import FreshGrants
from bot.store.values import BotToken, tenant


class Installations(InstallationStore):
    """Who installed Whoa, who connected their account, and with which tokens."""

    def __init__(self, grants: Grants, fresh: FreshGrants, *, on_uninstall: Callable[[str], object]) -> None:
        self._grants = grants
        self._fresh = fresh
        self._on_uninstall = on_uninstall

    @property
    def logger(self) -> Logger:
        return logging.getLogger(__name__)

    def bot(self, *, team_id: str | None, enterprise_id: str | None = None) -> BotToken | None:
        """Return the bot's token for a request: the workspace's, else that of its organisation."""
        for team in (team_id, enterprise_id):
            grant = self._fresh.get(team=team, user=BOT) if team else None
            if grant is not None and (team == team_id or grant.org_wide):
                return BotToken(
                    token=grant.token,
                    bot_id=grant.bot_id,
                    bot_user=grant.bot_user_id,
                    scopes=grant.scopes,
                    expires_at=grant.expires_at,
                )
        return None

    def save(self, installation: Installation) -> None:
        if installation.bot_token:
            self.save_bot(installation.to_bot())
        if installation.user_token:
            team = _tenant(
                installation.enterprise_id, installation.team_id, installation.is_enterprise_install
            )
            self._grants.put(
                Grant(
                    team=team,
                    user=installation.user_id,
                    token=installation.user_token,
                    refresh_token=installation.user_refresh_token,
                    scopes=scopes(installation.user_scopes),
                    expires_at=installation.user_token_expires_at,
                    granted_at=installation.installed_at,
                    enterprise_id=installation.enterprise_id,
                    org_wide=installation.is_enterprise_install,
                    app_id=installation.app_id,
                )
            )

    def save_bot(self, bot: Bot) -> None:
        self._grants.put(
            Grant(
                team=_tenant(bot.enterprise_id, bot.team_id, bot.is_enterprise_install),
                user=BOT,
                token=bot.bot_token,
                refresh_token=bot.bot_refresh_token,
                scopes=scopes(bot.bot_scopes),
                expires_at=bot.bot_token_expires_at,
                granted_at=bot.installed_at,
                enterprise_id=bot.enterprise_id,
                org_wide=bot.is_enterprise_install,
                app_id=bot.app_id,
                bot_id=bot.bot_id,
                bot_user_id=bot.bot_user_id,
            )
        )

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        grant = self._fresh.get(team=_tenant(enterprise_id, team_id, is_enterprise_install), user=BOT)
        return None if grant is None else self._installation(grant, bot=grant, person=None).to_bot()

    def find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        team = _tenant(enterprise_id, team_id, is_enterprise_install)
        person = self._fresh.get(team=team, user=user_id) if user_id else None
        if user_id and person is None:
            return None
        bot = self._fresh.get(team=team, user=BOT)
        grant = bot or person
        return None if grant is None else self._installation(grant, bot=bot, person=person)

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        self._grants.delete(team=_tenant(enterprise_id, team_id, False), user=BOT)

    def delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        self._grants.delete(team=_tenant(enterprise_id, team_id, False), user=user_id)

    def delete_all(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Bolt calls this when Whoa is uninstalled: everything of that team goes, in all tables."""
        self._on_uninstall(_tenant(enterprise_id, team_id, False))

    def _installation(self, grant: Grant, *, bot: Grant | None, person: Grant | None) -> Installation:
        keep = self._fresh.rotator is None
        installation = Installation(
            app_id=grant.app_id,
            enterprise_id=grant.enterprise_id,
            team_id=None if grant.org_wide else grant.team,
            is_enterprise_install=grant.org_wide,
            installed_at=grant.granted_at,
            # Nobody's id but the bot's, so that Bolt takes no person for the one who installed it.
            user_id=person.user if person else (bot.bot_user_id if bot else None) or "",
        )
        if bot is not None:
            installation.bot_token, installation.bot_scopes = bot.token, list(bot.scopes)
            installation.bot_id, installation.bot_user_id = bot.bot_id, bot.bot_user_id
            installation.bot_refresh_token = bot.refresh_token if keep else None
            installation.bot_token_expires_at = _whole(bot.expires_at)
        if person is not None:
            installation.user_token, installation.user_scopes = person.token, list(person.scopes)
            installation.user_refresh_token = person.refresh_token if keep else None
            installation.user_token_expires_at = _whole(person.expires_at)
        return installation


def _tenant(enterprise_id: str | None, team_id: str | None, org_wide: bool | None) -> str:
    return tenant(team_id=team_id, enterprise_id=enterprise_id, org_wide=org_wide)


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else int(seconds)
