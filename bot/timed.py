"""Things for later, by Slack's own scheduled messages: nothing to run here, nothing to lose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.reliability import report, slack_error
from bot.rendering.blocks import Block
from bot.services import Services, Who
from bot.store import Scheduled
from bot.store.values import ScheduledKind

ALREADY_GONE = {"invalid_scheduled_message_id", "channel_not_found"}
LAST_MINUTE = 90
"""Seconds before its time in which Slack may refuse to take a message back: a minute, and our clocks may differ."""


class Cancelling(Enum):
    """What became of a message that was to be cancelled."""

    CANCELLED = "cancelled"
    NOT_THERE = "not there"
    TOO_LATE = "too late"


@dataclass(frozen=True, slots=True)
class Sweep:
    """What became of everything that waited. What is left is still listed here, until its time has come."""

    cancelled: int = 0
    too_late: tuple[Scheduled, ...] = ()
    failed: tuple[Scheduled, ...] = ()

    @property
    def left(self) -> tuple[Scheduled, ...]:
        """What Slack will still deliver, as far as we know."""
        return self.too_late + self.failed


def schedule(
    services: Services,
    client: WebClient,
    who: Who,
    *,
    seconds: int,
    kind: ScheduledKind,
    text: str,
    blocks: list[Block],
) -> Scheduled:
    """Ask Slack to send this person a direct message later, and remember its id so that it can be cancelled."""
    channel = direct_message(client, who)
    post_at = int(services.clock()) + seconds
    answer = client.chat_scheduleMessage(channel=channel, post_at=post_at, text=text, blocks=blocks)
    message = str(answer["scheduled_message_id"])
    try:
        services.store.scheduled.add(
            team=who.team, user=who.user, message=message, channel=channel, post_at=post_at, kind=kind
        )
    except Exception:
        # What we cannot list, the person could not cancel: so it must not stay.
        client.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=message)
        raise
    return Scheduled(message=message, channel=channel, post_at=post_at, kind=kind)


def cancel(services: Services, client: WebClient, who: Who, message: str) -> Cancelling:
    """Delete one waiting message, at Slack first."""
    waiting = find(services, who, message)
    if waiting is None:
        return Cancelling.NOT_THERE
    if not _delete(services, client, waiting):
        return Cancelling.TOO_LATE
    removed = services.store.scheduled.remove(team=who.team, user=who.user, message=message)
    return Cancelling.CANCELLED if removed else Cancelling.NOT_THERE


def cancel_all(services: Services, client: WebClient, who: Who) -> Sweep:
    """Delete everything that waits for this person. One that Slack does not delete keeps none of the others."""
    cancelled, too_late, failed = 0, [], []
    for entry in mine(services, who):
        try:
            deleted = _delete(services, client, entry)
        except Exception as error:
            report("deleting a scheduled message", error)
            failed.append(entry)
            continue
        if deleted:
            services.store.scheduled.remove(team=who.team, user=who.user, message=entry.message)
            cancelled += 1
        else:
            too_late.append(entry)
    return Sweep(cancelled, tuple(too_late), tuple(failed))


def find(services: Services, who: Who, message: str) -> Scheduled | None:
    """Return one message that waits for this person, if there is one by that id."""
    return next((entry for entry in mine(services, who) if entry.message == message), None)


def in_last_minute(services: Services, entry: Scheduled) -> bool:
    """Whether it is about to arrive, and Slack may no longer take it back."""
    return entry.post_at - services.clock() < LAST_MINUTE


def mine(services: Services, who: Who) -> list[Scheduled]:
    """Return what waits for this person, the soonest first."""
    return services.store.scheduled.waiting(team=who.team, user=who.user)


def direct_message(client: WebClient, who: Who) -> str:
    """Return the conversation between this person and the bot."""
    answer = client.conversations_open(users=who.user)
    channel: dict[str, str] = answer["channel"]
    return channel["id"]


def _delete(services: Services, client: WebClient, entry: Scheduled) -> bool:
    """Delete a message at Slack. False if it is too late: in the last minute Slack says that there is no such message."""
    try:
        client.chat_deleteScheduledMessage(channel=entry.channel, scheduled_message_id=entry.message)
    except SlackApiError as error:
        code = slack_error(error)
        if code not in ALREADY_GONE:
            raise
        if code == "invalid_scheduled_message_id" and in_last_minute(services, entry):
            return False
        report("deleting a scheduled message (already gone)", error)
    return True
