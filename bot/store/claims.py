"""Every event is dealt with once, by one replica, however often Slack delivers it.

    match store.claims.claim(team=team, event=event_id):
        case Done():    answer 200
        case Busy():    answer an error, so that Slack asks again
        case Claimed() as claim:
            prepare the answer                      # fails: release(claim), raise
            if store.claims.sending(claim):         # the point of no return, committed
                tell Slack                          # a clear refusal: release(claim), raise
                store.claims.finish(claim)          # no answer at all: finish(claim, lost=True)

A lease ends before Slack's second retry (60 s), so the work of a process that died is taken over then. If
it died after `sending`, nobody can know whether the person has our message: it is counted, not sent again.
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import ColumnElement, and_, delete, select, update

from bot.store.counts import add_count
from bot.store.db import Database
from bot.store.scheduled import forget_posted
from bot.store.tables import ClaimRow
from bot.store.values import Busy, Claim, Claimed, Done, ident

LEASE_SECONDS = 50.0
KEPT_SECONDS = 24 * 3600.0
"""How long a finished claim is kept: far longer than Slack retries (six minutes)."""
PURGE_SECONDS = 3600.0
"""How often a process forgets what is over, while there is anything to claim at all."""


class Claims:
    """Who is at work on which event, by (team, event)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._next_purge = 0.0

    def claim(
        self, *, team: str, event: str, now: float | None = None, lease: float = LEASE_SECONDS
    ) -> Claim:
        """Take an event, or learn that it is done or that somebody is at work on it."""
        if not 0 < lease < 55:
            raise ValueError(
                "A lease lasts less than 55 s, so that Slack's retry after a minute finds it ended."
            )
        now = self._database.clock() if now is None else now
        if now >= self._next_purge:  # in passing, so that nothing has to run beside the bot
            self._next_purge = now + PURGE_SECONDS
            self.purge(now=now)
        ours = Claimed(
            team=ident("team", team), event=ident("event", event), owner=uuid4().hex, lease_until=now + lease
        )
        fields = {"owner": ours.owner, "lease_until": ours.lease_until}
        with self._database.write() as connection:
            taken = connection.execute(
                self._database.insert(ClaimRow)
                .values(team_id=team, event_id=event, **fields)
                .on_conflict_do_update(
                    index_elements=["team_id", "event_id"],
                    set_=fields,
                    where=and_(
                        ClaimRow.done_at.is_(None), ClaimRow.sending_at.is_(None), ClaimRow.lease_until <= now
                    ),
                )
                .returning(ClaimRow.owner)  # after an INSERT, not every driver has a row count
            )
            if taken.first() is not None:
                return ours
            ended = connection.execute(
                update(ClaimRow)
                .where(_key(team, event), _unsure(), ClaimRow.lease_until <= now)
                .values(done_at=now)
            )
            if ended.rowcount == 1:  # its owner died between `sending` and `finish`
                add_count(self._database, connection, team=team, name="lost-window", rule="")
                return Done(lost=True)
            found = connection.execute(
                select(ClaimRow.done_at, ClaimRow.lease_until).where(_key(team, event))
            ).one_or_none()
        if found is None:  # released this very moment: Slack asks again
            return Busy(lease_until=now)
        return Done() if found.done_at is not None else Busy(lease_until=found.lease_until)

    def sending(self, claim: Claimed, *, now: float | None = None) -> bool:
        """Say, durably, that Slack is about to be told. False: the lease is no longer ours, so do not."""
        now = self._database.clock() if now is None else now
        with self._database.write() as connection:
            done = connection.execute(
                update(ClaimRow).where(_ours(claim), ClaimRow.lease_until > now).values(sending_at=now)
            )
        return done.rowcount == 1

    def finish(self, claim: Claimed, *, lost: bool = False, now: float | None = None) -> bool:
        """Close an event for good. `lost`: Slack was told and did not answer, so we cannot know."""
        now = self._database.clock() if now is None else now
        with self._database.write() as connection:
            done = connection.execute(update(ClaimRow).where(_ours(claim)).values(done_at=now))
            if done.rowcount == 1 and lost:
                add_count(self._database, connection, team=claim.team, name="lost-window", rule="")
        return done.rowcount == 1

    def release(self, claim: Claimed) -> bool:
        """Give an event back, when the person has nothing from us: the next delivery tries at once."""
        with self._database.write() as connection:
            done = connection.execute(delete(ClaimRow).where(_ours(claim)))
        return done.rowcount == 1

    def purge(self, *, now: float | None = None, kept: float = KEPT_SECONDS) -> int:
        """Forget claims that no retry can ask for any more, and what Slack has posted. Returns how many claims."""
        now = self._database.clock() if now is None else now
        old = ClaimRow.lease_until <= now - kept
        with self._database.write() as connection:
            for team in connection.execute(select(ClaimRow.team_id).where(old, _unsure())).scalars().all():
                add_count(self._database, connection, team=team, name="lost-window", rule="")
            done = connection.execute(delete(ClaimRow).where(old))
            forget_posted(connection, now=now)
        return done.rowcount


def _key(team: str, event: str) -> ColumnElement[bool]:
    return and_(ClaimRow.team_id == team, ClaimRow.event_id == event)


def _ours(claim: Claimed) -> ColumnElement[bool]:
    return and_(_key(claim.team, claim.event), ClaimRow.owner == claim.owner, ClaimRow.done_at.is_(None))


def _unsure() -> ColumnElement[bool]:
    """Slack may have been told, and nobody said how it went."""
    return and_(ClaimRow.sending_at.is_not(None), ClaimRow.done_at.is_(None))
