"""Deleting a person's or a team's data, and telling a person what is there.

Goes through the tables' own description instead of a list, so that no table can be forgotten.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, delete, or_, select

from bot.store.tables import Base


def person_columns(table: Table) -> list[Any]:
    """Return the columns of a table that hold a person's id."""
    return [column for column in table.columns if column.info.get("person")]


def erase_person(connection: Connection, *, team: str, user: str) -> int:
    """Delete every row that mentions this person, also others' rows about them."""
    count = 0
    for table in Base.metadata.sorted_tables:
        if columns := person_columns(table):
            about = or_(*(column == user for column in columns))
            count += connection.execute(delete(table).where(table.c.team_id == team, about)).rowcount
    return count


def erase_team(connection: Connection, *, team: str) -> int:
    """Delete every row of this team."""
    count = 0
    for table in Base.metadata.sorted_tables:
        if "team_id" in table.columns:
            count += connection.execute(delete(table).where(table.c.team_id == team)).rowcount
    return count


def stored_about(connection: Connection, *, team: str, user: str) -> dict[str, list[dict[str, object]]]:
    """Return this person's own rows, by table, for them to see. Tokens show only that they are there.

    What others noted about them is theirs, and is left out; `erase_person` does delete it.
    """
    found: dict[str, list[dict[str, object]]] = {}
    for table in Base.metadata.sorted_tables:
        if not person_columns(table):
            continue
        query = select(table).where(table.c.team_id == team, table.c.user_id == user)
        hidden = {column.name for column in table.columns if column.info.get("locked")}
        rows = [
            {name: "locked" if name in hidden else value for name, value in row.items() if value is not None}
            for row in connection.execute(query).mappings()
        ]
        if rows:
            found[table.name.removeprefix("whoa_")] = rows
    return found
