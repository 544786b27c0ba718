"""What each person chose: settings, trust in others, muted rules, private counts of exchanges."""

from __future__ import annotations

from typing import Any, Unpack, cast, get_type_hints

from sqlalchemy import Connection, delete, select

from bot.store.db import Database
from bot.store.tables import ExchangeRow, MuteRow, PersonRow, TrustRow
from bot.store.values import (
    EXCHANGES,
    SETTING_CHOICES,
    Exchange,
    Exchanges,
    Person,
    Settings,
    SettingsChange,
    choice,
    ident,
)
from rules.types import TRUSTS, Trust

_SETTINGS = tuple(Settings.__dataclass_fields__)
_CHANGEABLE = frozenset(get_type_hints(SettingsChange))


class People:
    """One person's side of things, by (team, user). Nobody else ever sees it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, *, team: str, user: str) -> Person:
        """Return all that coaching needs to know of this person, from one state of the database."""
        with self._database.read() as connection:
            return Person(
                settings=_settings(connection, team, user),
                trusts=_trusts(connection, team, user),
                muted=frozenset(
                    connection.execute(
                        select(MuteRow.rule_id).where(MuteRow.team_id == team, MuteRow.user_id == user)
                    ).scalars()
                ),
            )

    def settings(self, *, team: str, user: str) -> Settings:
        """Return this person's settings; the defaults where they chose nothing."""
        with self._database.read() as connection:
            return _settings(connection, team, user)

    def update_settings(self, *, team: str, user: str, **changes: Unpack[SettingsChange]) -> Settings:
        """Write the settings named, and only those. `counts=False` also deletes the counts."""
        values = _checked(cast("dict[str, Any]", changes))
        with self._database.write() as connection:
            if values:
                connection.execute(
                    self._database.insert(PersonRow)
                    .values(team_id=ident("team", team), user_id=ident("user", user), **values)
                    .on_conflict_do_update(index_elements=["team_id", "user_id"], set_=values)
                )
            if values.get("counts") is False:
                _forget_exchanges(connection, team, user)
            return _settings(connection, team, user)

    def welcome_once(self, *, team: str, user: str) -> bool:
        """Whether the welcome is ours to send: true for one caller, once."""
        now = self._database.clock()
        with self._database.write() as connection:
            done = connection.execute(
                self._database.insert(PersonRow)
                .values(team_id=ident("team", team), user_id=ident("user", user), welcomed_at=now)
                .on_conflict_do_update(
                    index_elements=["team_id", "user_id"],
                    set_={"welcomed_at": now},
                    where=PersonRow.welcomed_at.is_(None),
                )
                .returning(PersonRow.user_id)  # after an INSERT, not every driver has a row count
            )
            return done.first() is not None

    def trusts(self, *, team: str, user: str) -> dict[str, Trust]:
        """Return the people this person set a trust for."""
        with self._database.read() as connection:
            return _trusts(connection, team, user)

    def set_trust(self, *, team: str, user: str, other: str, trust: Trust) -> None:
        """Remember how much trust there is with `other`."""
        choice("trust", trust, TRUSTS)
        row = {
            "team_id": ident("team", team),
            "user_id": ident("user", user),
            "other_id": ident("other", other),
        }
        with self._database.write() as connection:
            connection.execute(
                self._database.insert(TrustRow)
                .values(**row, trust=trust)
                .on_conflict_do_update(index_elements=list(row), set_={"trust": trust})
            )

    def forget_trust(self, *, team: str, user: str, other: str) -> bool:
        """Go back to the default with `other`. False if there was nothing to forget."""
        with self._database.write() as connection:
            done = connection.execute(
                delete(TrustRow).where(
                    TrustRow.team_id == team, TrustRow.user_id == user, TrustRow.other_id == other
                )
            )
        return done.rowcount > 0

    def mute(self, *, team: str, user: str, rule: str) -> bool:
        """Say no more about this rule to this person. False if it was muted already."""
        with self._database.write() as connection:
            done = connection.execute(
                self._database.insert(MuteRow)
                .values(team_id=ident("team", team), user_id=ident("user", user), rule_id=ident("rule", rule))
                .on_conflict_do_nothing()
                .returning(MuteRow.rule_id)
            )
            return done.first() is not None

    def unmute(self, *, team: str, user: str, rule: str) -> bool:
        """Speak about this rule again. False if it was not muted."""
        with self._database.write() as connection:
            done = connection.execute(
                delete(MuteRow).where(
                    MuteRow.team_id == team, MuteRow.user_id == user, MuteRow.rule_id == rule
                )
            )
        return done.rowcount > 0

    def count_exchange(self, *, team: str, user: str, other: str, kind: Exchange) -> bool:
        """Count one exchange with `other`, if this person opted in. False if they did not."""
        choice("kind", kind, EXCHANGES)
        row = {
            "team_id": ident("team", team),
            "user_id": ident("user", user),
            "other_id": ident("other", other),
        }
        column = ExchangeRow.good if kind == "good" else ExchangeRow.hard
        first = {"good": int(kind == "good"), "hard": int(kind == "hard")}
        with self._database.write() as connection:
            if not _settings(connection, team, user).counts:
                return False
            connection.execute(
                self._database.insert(ExchangeRow)
                .values(**row, **first)
                .on_conflict_do_update(index_elements=list(row), set_={column.key: column + 1})
            )
        return True

    def exchanges(self, *, team: str, user: str) -> dict[str, Exchanges]:
        """Return this person's private counts, by the other person."""
        with self._database.read() as connection:
            found = connection.execute(
                select(ExchangeRow.other_id, ExchangeRow.good, ExchangeRow.hard)
                .where(ExchangeRow.team_id == team, ExchangeRow.user_id == user)
                .order_by(ExchangeRow.other_id)
            )
            return {row.other_id: Exchanges(good=row.good, hard=row.hard) for row in found}

    def forget_exchanges(self, *, team: str, user: str) -> None:
        """Delete this person's private counts, and keep their settings."""
        with self._database.write() as connection:
            _forget_exchanges(connection, team, user)


def _settings(connection: Connection, team: str, user: str) -> Settings:
    columns = [getattr(PersonRow, name) for name in _SETTINGS]
    where = (PersonRow.team_id == team, PersonRow.user_id == user)
    found = connection.execute(select(*columns).where(*where)).mappings().one_or_none()
    chosen = {name: value for name, value in (found or {}).items() if value is not None}
    return Settings(**chosen)


def _trusts(connection: Connection, team: str, user: str) -> dict[str, Trust]:
    found = connection.execute(
        select(TrustRow.other_id, TrustRow.trust)
        .where(TrustRow.team_id == team, TrustRow.user_id == user)
        .order_by(TrustRow.other_id)
    )
    return {row.other_id: cast("Trust", row.trust) for row in found}


def _forget_exchanges(connection: Connection, team: str, user: str) -> None:
    connection.execute(delete(ExchangeRow).where(ExchangeRow.team_id == team, ExchangeRow.user_id == user))


def _checked(changes: dict[str, Any]) -> dict[str, Any]:
    for name, value in changes.items():
        choice("setting", name, tuple(sorted(_CHANGEABLE)))
        if name in SETTING_CHOICES:
            choice(name, value, SETTING_CHOICES[name])
        elif name == "paused_until":
            changes[name] = None if value is None else float(value)
        else:
            changes[name] = bool(value)
    return changes
