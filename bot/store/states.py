"""Bolt's OAuth state store, on our tables: each state is good once, for ten minutes."""

from __future__ import annotations

import logging
import secrets
from hashlib import sha256
from logging import Logger

from slack_sdk.oauth.state_store import OAuthStateStore
from sqlalchemy import delete, insert

from bot.store.db import Database
from bot.store.tables import OAuthStateRow

LIFE_SECONDS = 600.0


class States(OAuthStateStore):
    """States of sign-ins under way. Only a digest is kept, so the database gives none away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def logger(self) -> Logger:
        return logging.getLogger(__name__)

    def issue(self, *_args: object, **_kwargs: object) -> str:
        state, now = secrets.token_urlsafe(32), self._database.clock()
        with self._database.write() as connection:
            connection.execute(delete(OAuthStateRow).where(OAuthStateRow.expires_at <= now))
            connection.execute(
                insert(OAuthStateRow).values(digest=_digest(state), expires_at=now + LIFE_SECONDS)
            )
        return state

    def consume(self, state: str) -> bool:
        """One DELETE decides: of two replicas that get the same state, one finds it."""
        now = self._database.clock()
        with self._database.write() as connection:
            done = connection.execute(
                delete(OAuthStateRow).where(
                    OAuthStateRow.digest == _digest(state), OAuthStateRow.expires_at > now
                )
            )
        return done.rowcount == 1


def _digest(state: str) -> str:
    return sha256(state.encode()).hexdigest()
