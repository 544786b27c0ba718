"""Tokens in the database: one current row for the bot and one per person, locked by the vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from bot.store.db import Database
from bot.store.tables import GrantRow
from bot.store.values import ident
from bot.store.vault import Vault

BOT = ""
"""Stands in for the user where the token is the bot's own."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A token, unlocked, and what Slack said about it."""

    team: str
    user: str
    token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    scopes: tuple[str, ...] = ()
    expires_at: float | None = None
    granted_at: float = 0.0
    enterprise_id: str | None = None
    org_wide: bool = False
    app_id: str | None = None
    bot_id: str | None = None
    bot_user_id: str | None = None


class Grants:
    """Get, put and delete grants; and let one replica at a time renew one."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def get(self, *, team: str, user: str) -> Grant | None:
        """Return the current grant, unlocked."""
        with self._database.read() as connection:
            row = connection.execute(select(GrantRow.__table__).where(_key(team, user))).one_or_none()
        if row is None:
            return None
        return Grant(
            team=row.team_id,
            user=row.user_id,
            token=self._vault.unlock(row.token, label=_label(team, user, "token")) or "",
            refresh_token=self._vault.unlock(row.refresh_token, label=_label(team, user, "refresh")),
            scopes=tuple(row.scopes.split(",")) if row.scopes else (),
            expires_at=row.expires_at,
            granted_at=row.granted_at,
            enterprise_id=row.enterprise_id,
            org_wide=row.org_wide,
            app_id=row.app_id,
            bot_id=row.bot_id,
            bot_user_id=row.bot_user_id,
        )

    def put(self, grant: Grant) -> None:
        """Store a grant in place of the one before. A renewal under way for that one is void."""
        key = {"team_id": ident("team", grant.team), "user_id": grant.user and ident("user", grant.user)}
        for name in ("enterprise_id", "app_id", "bot_id", "bot_user_id"):
            ident(name, getattr(grant, name) or "none")
        rest = {
            **self._secrets(grant),
            "granted_at": grant.granted_at or self._database.clock(),
            "enterprise_id": grant.enterprise_id,
            "org_wide": grant.org_wide,
            "app_id": grant.app_id,
            "bot_id": grant.bot_id,
            "bot_user_id": grant.bot_user_id,
            "rotator": None,
            "rotating_until": None,
        }
        with self._database.write() as connection:
            connection.execute(
                self._database.insert(GrantRow)
                .values(**key, **rest)
                .on_conflict_do_update(index_elements=list(key), set_=rest)
            )

    def delete(self, *, team: str, user: str | None, owner: str | None = None) -> int:
        """Delete one grant; `None` for the user deletes every person's in this team.

        With an `owner`, only while that one still holds the right to renew it.
        """
        where = and_(GrantRow.team_id == team, GrantRow.user_id != BOT) if user is None else _key(team, user)
        if owner is not None:
            where = and_(where, GrantRow.rotator == owner)
        with self._database.write() as connection:
            return connection.execute(delete(GrantRow).where(where)).rowcount

    def begin_renewal(self, *, team: str, user: str, owner: str, until: float) -> bool:
        """Take the right to renew this grant. False: another replica has it."""
        free = or_(GrantRow.rotating_until.is_(None), GrantRow.rotating_until <= self._database.clock())
        with self._database.write() as connection:
            done = connection.execute(
                update(GrantRow).where(_key(team, user), free).values(rotator=owner, rotating_until=until)
            )
        return done.rowcount == 1

    def end_renewal(self, *, team: str, user: str, owner: str, renewed: Grant | None) -> bool:
        """Give the right back, with the new tokens if there are any.

        False, and nothing written, if the grant was deleted or replaced meanwhile.
        """
        values = self._secrets(renewed) if renewed is not None else {}
        with self._database.write() as connection:
            done = connection.execute(
                update(GrantRow)
                .where(_key(team, user), GrantRow.rotator == owner)
                .values(**values, rotator=None, rotating_until=None)
            )
        return done.rowcount == 1

    def _secrets(self, grant: Grant) -> dict[str, object]:
        return {
            "token": self._vault.lock(grant.token, label=_label(grant.team, grant.user, "token")),
            "refresh_token": self._vault.lock(
                grant.refresh_token, label=_label(grant.team, grant.user, "refresh")
            ),
            "scopes": ",".join(ident("scopes", scope) for scope in grant.scopes),
            "expires_at": grant.expires_at,
        }


def renewed(grant: Grant, *, token: str, refresh_token: str | None, expires_at: float | None) -> Grant:
    """Return the same grant with the tokens Slack gave for it."""
    return replace(grant, token=token, refresh_token=refresh_token, expires_at=expires_at)


def scopes(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """Scopes as Slack or Bolt hand them out."""
    return tuple(value.split(",") if isinstance(value, str) else value) if value else ()


def _key(team: str, user: str) -> ColumnElement[bool]:
    return and_(GrantRow.team_id == team, GrantRow.user_id == user)


def _label(team: str, user: str, kind: str) -> str:
    return f"{kind}:{team}:{user}"
