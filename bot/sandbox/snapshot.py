"""What one person sees, as JSON for the page in the browser."""

from __future__ import annotations

from typing import Any

from bot.sandbox.model import Conversation, Message, User, View
from bot.sandbox.platform import Platform
from bot.sandbox.views import stack

Json = dict[str, Any]


def snapshot(platform: Platform, user: User, tips: tuple[str, ...]) -> Json:
    """Everything the page shows to `user` now."""
    with platform.lock:
        world = platform.world
        bot = platform.bot_user(user.team_id)
        home = world.homes.get(user.id)
        return {
            "version": world.version,
            "now": platform.clock.now(),
            "connected": bool(platform.sockets.connections) or platform.courier.transport.name == "http",
            "waiting": platform.courier.idle() is None,
            "team": world.teams[user.team_id].name,
            "app": {"name": platform.manifest.name, "user": bot.id, "home": platform.manifest.home_tab},
            "me": user.id,
            "users": {one.id: _user(one) for one in world.people(user.team_id)},
            "conversations": [
                _conversation(platform, conversation, user)
                for conversation in world.conversations.values()
                if user.id in conversation.members
            ],
            "commands": [
                {"command": c.command, "description": c.description, "hint": c.usage_hint}
                for c in platform.manifest.commands.values()
            ],
            "shortcuts": [
                {"id": s.callback_id, "name": s.name, "kind": s.kind, "description": s.description}
                for s in platform.manifest.shortcuts.values()
            ],
            "modals": [_view(view) for view in stack(platform, user.id)],
            "home": _view(home) if home else None,
            "scheduled": [
                {"id": planned.id, "at": planned.post_at, "channel": planned.channel, "text": planned.text}
                for planned in sorted(world.scheduled.values(), key=lambda s: s.post_at)
                if user.id in world.conversations[planned.channel].members
            ],
            "tips": list(tips),
        }


def _user(user: User) -> Json:
    return {"id": user.id, "name": user.name, "real_name": user.real_name, "bot": user.is_bot}


def _conversation(platform: Platform, conversation: Conversation, user: User) -> Json:
    """A conversation with the messages this person sees."""
    messages = [
        _message(platform, message)
        for message in conversation.messages
        if not message.deleted and message.ephemeral_to in (None, user.id)
    ]
    return {
        "id": conversation.id,
        "kind": conversation.kind,
        "name": conversation.name,
        "topic": conversation.topic,
        "members": conversation.members,
        "messages": messages,
    }


def _message(platform: Platform, message: Message) -> Json:
    return {
        **platform.message_json(message),
        "channel": message.channel,
        "ephemeral": message.ephemeral_to is not None,
        "values": message.values,
        "order": message.order,
    }


def _view(view: View) -> Json:
    return {
        "id": view.id,
        "hash": view.hash,
        "content": view.content,
        "values": view.values,
        "errors": view.errors,
    }
