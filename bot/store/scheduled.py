"""Messages waiting at Slack (reminders to breathe, check-ins): which, where, when. Never what."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Connection, delete, select

from bot.store.db import Database
from bot.store.tables import ScheduledRow
from bot.store.values import SCHEDULED_KINDS, Scheduled, ScheduledKind, choice, ident


class ScheduledMessages:
    """What Slack will post later for one person. To cancel: delete it at Slack, then `remove` it here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, *, team: str, user: str, message: str, channel: str, post_at: float, kind: ScheduledKind
    ) -> None:
        """Remember the id that `chat.scheduleMessage` gave."""
        choice("kind", kind, SCHEDULED_KINDS)
        row = {"team_id": ident("team", team), "message_id": ident("message", message)}
        rest = {
            "user_id": ident("user", user),
            "channel_id": ident("channel", channel),
            "post_at": float(post_at),
            "kind": kind,
        }
        with self._database.write() as connection:
            connection.execute(
                self._database.insert(ScheduledRow)
                .values(**row, **rest)
                .on_conflict_do_update(index_elements=list(row), set_=rest)
            )

    def waiting(self, *, team: str, user: str) -> list[Scheduled]:
        """Return what is still to come for this person, soonest first."""
        with self._database.read() as connection:
            found = connection.execute(
                select(ScheduledRow)
                .where(
                    ScheduledRow.team_id == team,
                    ScheduledRow.user_id == user,
                    ScheduledRow.post_at > self._database.clock(),
                )
                .order_by(ScheduledRow.post_at, ScheduledRow.message_id)
            )
            return [
                Scheduled(
                    message=row.message_id,
                    channel=row.channel_id,
                    post_at=row.post_at,
                    kind=cast("ScheduledKind", row.kind),
                )
                for row in found
            ]

    def remove(self, *, team: str, user: str, message: str) -> bool:
        """Forget one, if it is this person's. False if it is not, or was forgotten already."""
        with self._database.write() as connection:
            done = connection.execute(
                delete(ScheduledRow).where(
                    ScheduledRow.team_id == team,
                    ScheduledRow.user_id == user,
                    ScheduledRow.message_id == message,
                )
            )
        return done.rowcount > 0


def forget_posted(connection: Connection, *, now: float) -> None:
    """Forget whatever lies in Slack by now: there is nothing left to cancel."""
    connection.execute(delete(ScheduledRow).where(ScheduledRow.post_at <= now))
