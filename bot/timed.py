"""Things for later, by Slack's own scheduled messages: nothing to run here, nothing to lose."""

from __future__ import annotations

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.reliability import report, slack_error
from bot.rendering.blocks import Block
from bot.services import Services, Who
from bot.store import Scheduled
from bot.store.values import ScheduledKind

ALREADY_GONE = {"invalid_scheduled_message_id", "channel_not_found"}


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


def cancel(services: Services, client: WebClient, who: Who, message: str) -> bool:
    """Delete one waiting message, at Slack first. False if there is none of this person's by that id."""
    waiting = next((entry for entry in mine(services, who) if entry.message == message), None)
    if waiting is None:
        return False
    _delete(client, waiting)
    return services.store.scheduled.remove(team=who.team, user=who.user, message=message)


def cancel_all(services: Services, client: WebClient, who: Who) -> int:
    """Delete everything that waits for this person. Returns how many there were."""
    waiting = mine(services, who)
    for entry in waiting:
        _delete(client, entry)
        services.store.scheduled.remove(team=who.team, user=who.user, message=entry.message)
    return len(waiting)


def mine(services: Services, who: Who) -> list[Scheduled]:
    """Return what waits for this person, the soonest first."""
    return services.store.scheduled.waiting(team=who.team, user=who.user)


def direct_message(client: WebClient, who: Who) -> str:
    """Return the conversation between this person and the bot."""
    answer = client.conversations_open(users=who.user)
    channel: dict[str, str] = answer["channel"]
    return channel["id"]


def _delete(client: WebClient, entry: Scheduled) -> None:
    try:
        client.chat_deleteScheduledMessage(channel=entry.channel, scheduled_message_id=entry.message)
    except SlackApiError as error:
        if slack_error(error) not in ALREADY_GONE:
            raise
        report("deleting a scheduled message (already gone)", error)
