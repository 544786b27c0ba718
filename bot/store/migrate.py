"""Bringing the tables up to date, from the migrations inside this package.

`python -m bot.store revision "why"` writes the next migration from what changed in `tables.py`.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from bot.store.db import MEMORY, Database
from bot.store.errors import NewerSchemaError

VERSION_TABLE = "whoa_version"
_LOCK = 0x77686F61  # "whoa"


def upgrade(database: Database) -> None:
    """Run the migrations that are missing, in one transaction that other replicas wait for."""
    with database.write() as connection:  # on SQLite, BEGIN IMMEDIATE is the lock
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config = _config(connection)
        script = ScriptDirectory.from_config(config)
        current = _current(connection)
        if current == script.get_current_head():
            return
        _refuse_unknown(script, current)
        command.upgrade(config, "head")


def _current(connection: Connection) -> str | None:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


def _refuse_unknown(script: ScriptDirectory, current: str | None) -> None:
    try:
        script.get_revision(current or "base")
    except CommandError as error:
        raise NewerSchemaError(
            f"This database was last used by a newer Whoa (its schema is {current}; this one knows up to "
            f"{script.get_current_head()}). Update Whoa, or restore the backup made before the update."
        ) from error


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def write_next(why: str) -> None:
    """Write a migration for what changed in `tables.py`. Read it before committing it."""
    database = Database(url=MEMORY)
    upgrade(database)
    with database.write() as connection:
        config = _config(connection)
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        command.revision(config, why, autogenerate=True, rev_id=f"{number:04}")
    database.close()
