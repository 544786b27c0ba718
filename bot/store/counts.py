"""How often each rule was shown, helped, did not, was muted; by team, never by person or words."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Connection, func, select

from bot.store.db import Database
from bot.store.tables import CountRow
from bot.store.values import COUNTS, Count, RuleCount, choice, ident

NO_RULE = "-"
"""Stands in the key where a count is about no rule."""


class Counts:
    """The team's counters. They only grow, and only an uninstallation deletes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, *, team: str, name: RuleCount, rule: str) -> None:
        """Count one more."""
        choice("name", name, COUNTS)
        with self._database.write() as connection:
            add_count(
                self._database, connection, team=ident("team", team), name=name, rule=ident("rule", rule)
            )

    def by_rule(self, *, team: str) -> dict[str, dict[RuleCount, int]]:
        """Every count of this team: rule, then name."""
        found: dict[str, dict[RuleCount, int]] = {}
        with self._database.read() as connection:
            for row in connection.execute(
                select(CountRow.rule_id, CountRow.name, CountRow.total)
                .where(CountRow.team_id == team, CountRow.rule_id != NO_RULE)
                .order_by(CountRow.rule_id, CountRow.name)
            ):
                found.setdefault(row.rule_id, {})[cast("RuleCount", row.name)] = row.total
        return found

    def total(self, *, name: Count, team: str | None = None) -> int:
        """Return the sum of one count over all rules: of one team, or of all."""
        query = select(func.coalesce(func.sum(CountRow.total), 0)).where(CountRow.name == name)
        if team is not None:
            query = query.where(CountRow.team_id == team)
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())


def add_count(database: Database, connection: Connection, *, team: str, name: Count, rule: str) -> None:
    """Count one more inside a transaction that is under way."""
    connection.execute(
        database.insert(CountRow)
        .values(team_id=team, name=name, rule_id=rule or NO_RULE, total=1)
        .on_conflict_do_update(
            index_elements=["team_id", "name", "rule_id"], set_={"total": CountRow.total + 1}
        )
    )
