"""Alembic runs this. The connection, already in a transaction, comes from `bot.store.migrate`."""

from __future__ import annotations

from alembic import context

from bot.store.migrate import VERSION_TABLE
from bot.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
