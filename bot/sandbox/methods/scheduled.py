"""Scheduled messages, sent by the stand-in's clock."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.chat import body_of, check_may_post, thread_of
from bot.sandbox.methods.registry import Request, method, page
from bot.sandbox.model import Scheduled
from bot.sandbox.platform import Platform
from bot.sandbox.posting import post

Json = dict[str, Any]

FURTHEST = 120 * 86_400
"""Seconds ahead a message may be scheduled (120 days)."""
WINDOW, MOST_IN_WINDOW = 300, 30
"""At most 30 messages to a channel within 5 minutes."""
TOO_LATE = 60
"""Seconds before its time within which a message can no longer be taken back."""


@method("chat.scheduleMessage")
def schedule(platform: Platform, request: Request) -> Json:
    """Plan a message."""
    conversation = request.conversation(platform)
    check_may_post(platform, request, conversation)
    text, blocks, _ = body_of(platform, request)
    now, post_at = platform.clock.now(), int(request.args["post_at"])
    if post_at <= now:
        raise SlackError("time_in_past")
    if post_at > now + FURTHEST:
        raise SlackError("time_too_far")
    waiting = platform.world.scheduled.values()
    near = [s for s in waiting if s.channel == conversation.id and abs(s.post_at - post_at) < WINDOW]
    if len(near) >= MOST_IN_WINDOW:
        raise SlackError("restricted_too_many")
    made = Scheduled(
        id=platform.world.new_id("Q"),
        channel=conversation.id,
        post_at=post_at,
        created=int(now),
        author=request.token.user_id,
        text=text,
        blocks=blocks,
        thread_ts=thread_of(platform, request, conversation),
        metadata=request.get("metadata"),
    )
    platform.world.scheduled[made.id] = made
    platform.world.touch()
    platform.clock.at(post_at, lambda: send(platform, made))
    return {
        "channel": conversation.id,
        "scheduled_message_id": made.id,
        "post_at": post_at,
        "message": {"text": text, "type": "delayed_message", "subtype": "bot_message", "blocks": blocks},
    }


def send(platform: Platform, planned: Scheduled) -> None:
    """Send a planned message, unless it was taken back or its app was removed."""
    if platform.world.scheduled.pop(planned.id, None) is None:
        return
    conversation = platform.world.conversations[planned.channel]
    if not platform.world.teams[conversation.team_id].installed:
        return
    post(
        platform,
        conversation,
        planned.author,
        planned.text,
        blocks=planned.blocks,
        thread_ts=planned.thread_ts,
        by_app=planned.by_app,
        metadata=planned.metadata,
    )


@method("chat.scheduledMessages.list")
def listed(platform: Platform, request: Request) -> Json:
    """What this token's owner has planned, the soonest first."""
    channel = request.get("channel")
    if channel and channel not in platform.world.conversations:
        raise SlackError("invalid_channel")
    first, last = float(request.get("oldest", 0)), float(request.get("latest", "inf"))
    mine = [
        planned
        for planned in sorted(platform.world.scheduled.values(), key=lambda s: s.post_at)
        if planned.author == request.token.user_id
        and channel in (None, "", planned.channel)
        and first <= planned.post_at <= last
    ]
    items: list[Json] = [
        {
            "id": planned.id,
            "channel_id": planned.channel,
            "post_at": planned.post_at,
            "date_created": planned.created,
            "text": planned.text,
        }
        for planned in mine
    ]
    found, metadata = page(items, request, 100)
    return {"scheduled_messages": found, "response_metadata": metadata}


@method("chat.deleteScheduledMessage")
def take_back(platform: Platform, request: Request) -> Json:
    """Take a planned message back, at the latest a minute before its time."""
    conversation = request.conversation(platform)
    planned = platform.world.scheduled.get(str(request.args["scheduled_message_id"]))
    mine = planned is not None and planned.author == request.token.user_id
    if planned is None or not mine or planned.channel != conversation.id:
        raise SlackError("invalid_scheduled_message_id")
    if planned.post_at - platform.clock.now() < TOO_LATE:
        raise SlackError("invalid_scheduled_message_id")
    del platform.world.scheduled[planned.id]
    platform.world.touch()
    return {}
