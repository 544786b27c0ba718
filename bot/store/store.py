"""The store: open it once per process, share it between threads, close it at the end."""

from __future__ import annotations

import time

from slack_sdk.oauth.token_rotation import TokenRotator
from sqlalchemy import select

from bot.store.claims import Claims
from bot.store.counts import Counts
from bot.store.db import MEMORY, Clock, Database
from bot.store.erase import erase_person, erase_team, stored_about
from bot.store.grants import Grants
from bot.store.installations import Installations
from bot.store.migrate import upgrade
from bot.store.people import People
from bot.store.rotation import FreshGrants
from bot.store.scheduled import ScheduledMessages
from bot.store.states import States
from bot.store.tokens import Tokens
from bot.store.vault import Vault, check_key, relock


class Store:
    """Everything Whoa remembers: ids, choices, numbers and locked tokens. Never a word of a draft.

    All methods may be called from several threads. Any of them may raise `StoreUnavailableError`.
    """

    people: People
    claims: Claims
    counts: Counts
    scheduled: ScheduledMessages
    installations: Installations
    tokens: Tokens
    states: States

    def __init__(self, *, database: Database, vault: Vault, rotator: TokenRotator | None = None) -> None:
        self._database = database
        self._vault = vault
        self.people = People(database)
        self.claims = Claims(database)
        self.counts = Counts(database)
        self.scheduled = ScheduledMessages(database)
        grants = Grants(database, vault)
        fresh = FreshGrants(grants, clock=database.clock, rotator=rotator)
        self.tokens = Tokens(grants, fresh)
        self.installations = Installations(
            grants, fresh, on_uninstall=lambda team: self.delete_team(team=team)
        )
        self.states = States(database)

    @classmethod
    def open(
        cls,
        *,
        url: str | None = None,
        key: str | None = None,
        rotator: TokenRotator | None = None,
        clock: Clock = time.time,
    ) -> Store:
        """Open the database, bring its tables up to date, and check the key.

        Without a `url`: SQLite in the platform's folder for data. Without a `key`: everything works
        except storing tokens. Several replicas may open the same database at once.
        """
        database, vault = Database(url=url, clock=clock), Vault(key)
        try:
            upgrade(database)
            check_key(database, vault)
        except BaseException:
            database.close()
            raise
        return cls(database=database, vault=vault, rotator=rotator)

    @classmethod
    def in_memory(
        cls, *, key: str | None = None, rotator: TokenRotator | None = None, clock: Clock = time.time
    ) -> Store:
        """Open a store that is gone when it is closed, for tests and the sandbox."""
        return cls.open(url=MEMORY, key=key, rotator=rotator, clock=clock)

    def delete_person(self, *, team: str, user: str) -> int:
        """Delete every row that mentions this person; returns how many there were.

        Before it, delete their scheduled messages at Slack and revoke their token: after it, nobody
        knows the ids any more.
        """
        with self._database.write() as connection:
            count = erase_person(connection, team=team, user=user)
        self._database.wipe()
        return count

    def delete_team(self, *, team: str) -> int:
        """Delete every row of this team; returns how many there were."""
        with self._database.write() as connection:
            count = erase_team(connection, team=team)
        self._database.wipe()
        return count

    def stored_about(self, *, team: str, user: str) -> dict[str, list[dict[str, object]]]:
        """Return what is stored about a person, by table, for them to see."""
        with self._database.read() as connection:
            return stored_about(connection, team=team, user=user)

    def relock(self) -> int:
        """After a new key was put in front of the old: lock every token with it. Returns how many grants."""
        return relock(self._database, self._vault)

    def ping(self) -> None:
        """Raise `StoreUnavailableError` unless the database answers."""
        with self._database.read() as connection:
            connection.execute(select(1))

    def close(self) -> None:
        """Close every connection to the database."""
        self._database.close()
