"""A store on a real file, a clock that tests move, and on PostgreSQL as well where it is installed.

`WHOA_TEST_POSTGRES` names a server that already runs; Whoa's tables there are dropped after each test.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.store import Store, new_key
from bot.store.db import parse_url
from bot.store.migrate import VERSION_TABLE
from bot.store.tables import Base
from tests.bot.store.postgres import programs, server


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def key() -> str:
    return new_key()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server: the one named, or one of our own."""
    if named := os.environ.get("WHOA_TEST_POSTGRES"):
        yield named
    elif folder := programs():
        with server(folder) as url:
            yield url
    else:
        pytest.skip("PostgreSQL is not installed (its programs initdb and pg_ctl were not found)")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'whoa.db'}"
    else:
        yield (postgres := request.getfixturevalue("postgres"))
        engine = create_engine(parse_url(postgres))
        Base.metadata.drop_all(engine)
        with engine.begin() as connection:
            connection.execute(text(f"DROP TABLE IF EXISTS {VERSION_TABLE}"))
        engine.dispose()


@pytest.fixture
def open_store(url: str, key: str, clock: Clock) -> Iterator[Callable[..., Store]]:
    """Open the same database as often as there are replicas; all are closed at the end."""
    opened = []

    def open_it(**options: object) -> Store:
        store = Store.open(**{"url": url, "key": key, "clock": clock, **options})  # type: ignore[arg-type]
        opened.append(store)
        return store

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    return open_store()
