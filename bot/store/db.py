"""The engine, and the two ways into it: `read()` and `write()`.

The only place that knows which database this is. SQLite in WAL mode lets many read while one writes;
a writer says so when it begins (`BEGIN IMMEDIATE`), because a reader that turns into a writer half-way
is refused at once instead of waiting its turn.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import QueuePool

from bot.store.errors import DatabaseUrlError, StoreUnavailableError

Clock = Callable[[], float]
Insert = sqlite.Insert | postgresql.Insert

BUSY_SECONDS = 5
BUSY_POLL_SECONDS = 0.02
MEMORY = "sqlite://"


class Database:
    """An engine that speaks SQLite or PostgreSQL, with the clock that everything here reads."""

    def __init__(self, *, url: str | None = None, clock: Clock = time.time) -> None:
        self.url = parse_url(url)
        self.clock = clock
        self.engine = _engine(self.url)
        self._writer = self.engine.execution_options(whoa_write=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a connection that sees one state of the database; nothing written on it is kept."""
        with _speaking_plainly(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction: committed at the end, undone on an error."""
        with _speaking_plainly(), self._writer.begin() as connection:
            yield connection

    def insert(self, row: type[DeclarativeBase]) -> Insert:
        """Return the dialect's INSERT, which knows `on_conflict_do_update`."""
        if self.engine.dialect.name == "sqlite":
            return sqlite.insert(row)
        return postgresql.insert(row)

    def wipe(self) -> None:
        """Take what was just deleted out of SQLite's log too (`secure_delete` overwrites the rest)."""
        if self.engine.dialect.name == "sqlite":
            with _speaking_plainly(), self.engine.connect() as connection:
                cursor = connection.connection.cursor()  # below SQLAlchemy, which would say BEGIN first
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def default_url() -> str:
    """SQLite in the platform's folder for data, made if it is missing and closed to others."""
    folder = user_data_path("whoa", appauthor=False)
    return f"sqlite:///{folder / 'whoa.db'}"


def parse_url(url: str | None) -> URL:
    """Understand a database URL, also as hosts hand them out (`postgres://`)."""
    try:
        parsed = make_url(url or default_url())
    except ArgumentError as error:
        raise DatabaseUrlError(
            "The database URL cannot be understood. Write it like `sqlite:///whoa.db` "
            "or `postgresql://user:password@host/name`."
        ) from error
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise DatabaseUrlError(
            f"Whoa cannot use a `{parsed.get_backend_name()}` database. Use SQLite or PostgreSQL: "
            "`sqlite:///whoa.db` or `postgresql://user:password@host/name`."
        )
    return parsed


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite_engine(url)
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_timeout=BUSY_SECONDS,
            connect_args={"connect_timeout": BUSY_SECONDS} if url.get_driver_name() == "psycopg" else {},
        )
    except (ImportError, NoSuchModuleError) as error:
        raise DatabaseUrlError(
            f"There is no driver for `{url.drivername}`. Write `postgresql://…`: its driver comes with Whoa."
        ) from error


def _sqlite_engine(url: URL) -> Engine:
    options: dict[str, Any] = {
        "hide_parameters": True,
        "pool_timeout": BUSY_SECONDS,
        "connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False},
    }
    memory = not url.database or url.database == ":memory:"
    if memory:
        # One connection is the database: threads take turns on it, and it is never closed.
        options |= {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0, "pool_timeout": 60}
    else:
        _private_file(Path(str(url.database)))
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        cursor = connection.cursor()
        if not memory:
            _write_ahead(cursor)
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("whoa_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Turn WAL mode on, waiting our turn for up to `BUSY_SECONDS`.

    SQLite does not wait here by itself: the switch begins by reading and turns into a writer, which is
    refused at once while another replica writes to (or switches) a new database, whatever its timeout.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(BUSY_POLL_SECONDS)
        else:
            return


def _private_file(path: Path) -> None:
    """Make the database file for its owner only, before SQLite makes it for everyone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreUnavailableError(
            f"The database file {path} cannot be opened ({error.strerror}). "
            "Check the folder's permissions, or set another database URL."
        ) from error


@contextmanager
def _speaking_plainly() -> Iterator[None]:
    """Turn the driver's errors into ours. Parameters are hidden, so no id or token is in a message."""
    try:
        yield
    except DBAPIError as error:
        raise StoreUnavailableError(
            f"The database did not do what was asked ({_first_line(error.orig)}). "
            "Check that it runs, can be reached and has room, then try again."
        ) from error
    except PoolTimeout as error:
        raise StoreUnavailableError(
            "Every database connection is in use. Try again, or run fewer workers per process."
        ) from error


def _first_line(error: BaseException | None) -> str:
    """Name a driver's error. Its further lines are left out: PostgreSQL quotes whole rows there."""
    lines = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {lines[0]}"
