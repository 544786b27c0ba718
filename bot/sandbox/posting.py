"""Messages and reactions: how they come, change and go, and which events they raise."""

from __future__ import annotations

from typing import Any

from bot.sandbox.blockkit import MESSAGE_CHARACTERS, check_blocks, dressed, text_length
from bot.sandbox.elements import initial_values
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Conversation, Message
from bot.sandbox.mrkdwn import rich_text
from bot.sandbox.platform import Platform

Json = dict[str, Any]

EVENT_OF = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
TEXT_CUT = 40_000
"""Slack truncates a message's text past this many characters."""


def valid_blocks(platform: Platform, blocks: Any) -> list[Json]:
    """Blocks of a message as Slack stores them. Raises SlackError `invalid_blocks` and its kin."""
    if not blocks:
        return []
    errors = check_blocks(blocks)
    if errors:
        raise SlackError("invalid_blocks", *errors, errors=errors)
    if text_length(blocks) > MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")
    return dressed(blocks, lambda: platform.world.new_id("b"))


def post(
    platform: Platform,
    conversation: Conversation,
    user: str,
    text: str,
    *,
    blocks: list[Json] | None = None,
    attachments: list[Json] | None = None,
    thread_ts: str | None = None,
    by_app: bool = False,
    typed: bool = False,
    ephemeral_to: str | None = None,
    subtype: str | None = None,
    metadata: Json | None = None,
) -> Message:
    """Add a message. `typed` makes the rich_text block of a person's message out of its text."""
    with platform.lock:
        message = Message(
            ts=platform.world.new_ts(),
            channel=conversation.id,
            user=user,
            text=text[:TEXT_CUT],
            blocks=[rich_text(text)] if typed else list(blocks or []),
            attachments=list(attachments or []),
            thread_ts=thread_ts,
            by_app=by_app,
            ephemeral_to=ephemeral_to,
            subtype=subtype,
            metadata=metadata,
        )
        if typed:
            message.blocks = dressed(message.blocks, lambda: platform.world.new_id("b"))
        message.values = initial_values(message.blocks)
        conversation.messages.append(message)
        message.order = message.told = platform.world.touch()
        if ephemeral_to is None:
            _tell(platform, conversation, {**platform.message_json(message)}, message.ts)
            _tell_mention(platform, conversation, message)
        return message


def edit(
    platform: Platform,
    message: Message,
    editor: str,
    *,
    text: str | None,
    blocks: list[Json] | None,
    metadata: Json | None = None,
) -> None:
    """Change a message. Blocks given replace the old ones; text alone drops them."""
    with platform.lock:
        before = platform.message_json(message)
        message.text = (text or "")[:TEXT_CUT]
        message.blocks = blocks or []
        message.values = initial_values(message.blocks)
        message.metadata = metadata or message.metadata
        if message.ephemeral_to is None:
            message.edited_by, message.edited_ts = editor, platform.world.new_ts()
        message.order = message.told = platform.world.touch()
        if message.ephemeral_to is None:
            after = platform.message_json(message)
            _tell_change(platform, message, "message_changed", {"message": after, "previous_message": before})


def remove(platform: Platform, message: Message) -> None:
    """Delete a message."""
    with platform.lock:
        before = platform.message_json(message)
        message.deleted = True
        message.order = platform.world.touch()
        if message.ephemeral_to is None:
            gone = {"deleted_ts": message.ts, "previous_message": before}
            _tell_change(platform, message, "message_deleted", gone)


def react(platform: Platform, message: Message, user: str, name: str) -> None:
    """Add a reaction. Raises SlackError `already_reacted`."""
    with platform.lock:
        users = message.reactions.setdefault(name, [])
        if user in users:
            raise SlackError("already_reacted")
        users.append(user)
        message.order = platform.world.touch()
        _tell_reaction(platform, "reaction_added", message, user, name)


def unreact(platform: Platform, message: Message, user: str, name: str) -> None:
    """Take a reaction back. Raises SlackError `no_reaction`."""
    with platform.lock:
        if user not in message.reactions.get(name, []):
            raise SlackError("no_reaction")
        message.reactions[name].remove(user)
        if not message.reactions[name]:
            del message.reactions[name]
        message.order = platform.world.touch()
        _tell_reaction(platform, "reaction_removed", message, user, name)


def _present(platform: Platform, conversation: Conversation) -> bool:
    """Whether the app's bot is in the conversation; only then are its events sent."""
    return platform.bot_user(conversation.team_id).id in conversation.members


def _tell(platform: Platform, conversation: Conversation, event: Json, ts: str) -> None:
    """Send a message event."""
    if _present(platform, conversation):
        event |= {"channel": conversation.id, "channel_type": conversation.kind, "event_ts": ts}
        platform.emit(EVENT_OF[conversation.kind], conversation.team_id, event)


def _tell_change(platform: Platform, message: Message, subtype: str, parts: Json) -> None:
    """Send message_changed or message_deleted."""
    ts = platform.world.new_ts()
    event = {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, **parts}
    _tell(platform, platform.world.conversations[message.channel], event, ts)


def _tell_mention(platform: Platform, conversation: Conversation, message: Message) -> None:
    """Send app_mention when a person's channel message names the app's bot."""
    bot = platform.bot_user(conversation.team_id)
    if conversation.kind == "im" or message.user == bot.id or f"<@{bot.id}>" not in message.text:
        return
    if _present(platform, conversation):
        event = {**platform.message_json(message), "type": "app_mention", "channel": conversation.id}
        platform.emit("app_mention", conversation.team_id, {**event, "event_ts": message.ts})


def _tell_reaction(platform: Platform, name: str, message: Message, user: str, reaction: str) -> None:
    """Send reaction_added or reaction_removed: without text, and without thread_ts."""
    conversation = platform.world.conversations[message.channel]
    if _present(platform, conversation):
        event = {
            "type": name,
            "user": user,
            "reaction": reaction,
            "item": {"type": "message", "channel": conversation.id, "ts": message.ts},
            "item_user": message.user,
            "event_ts": platform.world.new_ts(),
        }
        platform.emit(name, conversation.team_id, event)
