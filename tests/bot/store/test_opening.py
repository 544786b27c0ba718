"""Opening the database: new, old, newer, broken, by many at once."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

import bot.store
from bot.store import DatabaseUrlError, NewerSchemaError, Store, StoreUnavailableError
from bot.store.db import Database, default_url, parse_url
from bot.store.migrate import VERSION_TABLE, _config, upgrade
from bot.store.tables import Base


def test_the_migrations_make_the_tables_described(store):
    with store._database.read() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_go_back_to_nothing(store):
    with store._database.write() as connection:
        command.downgrade(_config(connection), "base")
        assert set(inspect(connection).get_table_names()) <= {VERSION_TABLE}
    upgrade(store._database)
    store.people.mute(team="T1", user="U1", rule="never-you")


def test_opening_again_keeps_what_is_there(store, open_store):
    store.people.mute(team="T1", user="U1", rule="never-you")
    assert open_store().people.get(team="T1", user="U1").muted == {"never-you"}


def test_many_replicas_open_a_new_database_at_once(open_store):
    with ThreadPoolExecutor(6) as threads:
        stores = list(threads.map(lambda _: open_store(), range(6)))
    for store in stores:
        store.ping()


def test_a_new_database_that_another_replica_writes_to_is_waited_for(tmp_path):
    path = tmp_path / "whoa.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = Timer(0.2, other.execute, ["COMMIT"])
    release.start()
    store = Store.open(url=f"sqlite:///{path}")
    release.join()
    store.ping()
    store.close()
    other.close()


def test_a_failed_migration_leaves_nothing_half_done(url, monkeypatch):
    database = Database(url=url)
    monkeypatch.setattr(command, "upgrade", lambda config, _: _break(config))
    with pytest.raises(RuntimeError):
        upgrade(database)
    with database.read() as connection:
        assert inspect(connection).get_table_names() == []
    database.close()


def _break(config):
    config.attributes["connection"].execute(text("CREATE TABLE whoa_half (id INTEGER)"))
    raise RuntimeError


def test_a_newer_schema_is_refused_with_the_mend(store, open_store):
    with store._database.write() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(NewerSchemaError, match="Update Whoa"):
        open_store()


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://localhost/whoa", "postgresql+nodriver://localhost/whoa"]
)
def test_a_bad_url_is_refused_with_the_mend(url):
    with pytest.raises(DatabaseUrlError, match=r"postgresql://|install"):
        Store.open(url=url)


def test_a_password_is_never_in_the_message():
    with pytest.raises(DatabaseUrlError) as caught:
        Store.open(url="mysql://whoa:hunter2@localhost/whoa")
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_only_another_url(scheme):
    assert parse_url(f"{scheme}://whoa@localhost/whoa").drivername == "postgresql+psycopg"


def test_the_default_is_a_file_in_the_platforms_folder(monkeypatch, tmp_path):
    monkeypatch.setattr("bot.store.db.user_data_path", lambda name, appauthor: tmp_path / name)
    store = Store.open()
    store.ping()
    store.close()
    path = tmp_path / "whoa" / "whoa.db"
    assert default_url() == f"sqlite:///{path}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_is_no_database_is_said_so(tmp_path):
    path = tmp_path / "whoa.db"
    path.write_text("these are my notes " * 100)
    with pytest.raises(StoreUnavailableError, match="not a database"):
        Store.open(url=f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailableError, match="another database URL"):
        Store.open(url=f"sqlite:///{tmp_path / 'file' / 'whoa.db'}")


def test_a_database_kept_locked_is_unavailable_in_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.store.db.BUSY_SECONDS", 0)
    path = tmp_path / "whoa.db"
    store = Store.open(url=f"sqlite:///{path}")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError, match="locked"):
        store.people.mute(team="T1", user="U1", rule="never-you")
    assert store.people.get(team="T1", user="U1").muted == frozenset()  # readers go on
    holder.close()
    assert store.people.mute(team="T1", user="U1", rule="never-you")
    store.close()


def test_sqlite_writes_ahead(tmp_path):
    store = Store.open(url=f"sqlite:///{tmp_path / 'whoa.db'}")
    with store._database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
    store.close()


def test_a_store_in_memory_is_shared_between_threads_and_gone_when_closed():
    store = Store.in_memory()
    with ThreadPoolExecutor(8) as threads:
        list(
            threads.map(lambda n: store.counts.add(team="T1", name="shown", rule=f"rule-{n % 3}"), range(30))
        )
    assert store.counts.total(name="shown") == 30
    store.close()
    other = Store.in_memory()
    assert other.counts.total(name="shown") == 0
    other.close()


def test_the_migrations_lie_inside_the_package():
    folder = Path(bot.store.__file__).parent / "migrations"
    assert (folder / "env.py").is_file()
    assert list((folder / "versions").glob("0001_*.py"))


def test_exported_members():
    assert bot.store.__all__ == sorted(
        bot.store.__all__, key=lambda name: (not name.isupper(), name.islower(), name)
    )
    for name in bot.store.__all__:
        assert hasattr(bot.store, name)
