"""The payloads of commands and interactions, in Slack's own form."""

from __future__ import annotations

from typing import Any

from bot.sandbox.manifest import Shortcut
from bot.sandbox.model import Conversation, Message, ResponseUrl, Team, User, View
from bot.sandbox.platform import Platform
from bot.sandbox.views import new_trigger

Json = dict[str, Any]

RESPONSE_SECONDS = 1800
"""How long a response_url lives."""


def new_response_url(
    platform: Platform,
    conversation: Conversation,
    user: str,
    *,
    origin: Message | None = None,
    command: bool = False,
    thread_ts: str | None = None,
) -> str:
    """An address where the app may answer this interaction."""
    world = platform.world
    made = ResponseUrl(
        id=world.new_id("R"),
        channel=conversation.id,
        user=user,
        expires=platform.clock.now() + RESPONSE_SECONDS,
        origin=origin,
        command=command,
        thread_ts=thread_ts,
    )
    world.response_urls[made.id] = made
    kind = "commands" if command else "actions"
    return f"{platform.base_url}/{kind}/{conversation.team_id}/{made.id}"


def channel_name(conversation: Conversation) -> str:
    """The name Slack gives a conversation in payloads."""
    return {"im": "directmessage", "group": "privategroup"}.get(conversation.kind, conversation.name)


def command(platform: Platform, user: User, conversation: Conversation, name: str, text: str) -> Json:
    """A slash command."""
    team = platform.world.teams[user.team_id]
    return {
        "token": platform.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": conversation.id,
        "channel_name": channel_name(conversation),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": platform.world.app_id,
        "is_enterprise_install": "false",
        "response_url": new_response_url(platform, conversation, user.id, command=True),
        "trigger_id": new_trigger(platform, team.id, user.id).id,
    }


def message_actions(
    platform: Platform, user: User, conversation: Conversation, message: Message, actions: list[Json]
) -> Json:
    """Buttons pressed, or choices made, in a message. Ephemeral messages are not in the payload."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": conversation.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    url = new_response_url(platform, conversation, user.id, origin=message, thread_ts=message.thread_ts)
    payload = _interaction(platform, "block_actions", user)
    payload |= {
        "api_app_id": platform.world.app_id,
        "container": container,
        "trigger_id": new_trigger(platform, user.team_id, user.id).id,
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
        "state": {"values": message.values},
        "response_url": url,
        "actions": actions,
    }
    if message.ephemeral_to is None:
        payload["message"] = platform.message_json(message)
    return payload


def view_actions(platform: Platform, user: User, view: View, actions: list[Json]) -> Json:
    """Buttons pressed, or choices made, in a modal or App Home."""
    modal = view.content.get("type") == "modal"
    trigger = new_trigger(platform, user.team_id, user.id, view.id if modal else None)
    return {
        **_interaction(platform, "block_actions", user),
        "api_app_id": platform.world.app_id,
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger.id,
        "view": platform.view_json(view),
        "actions": actions,
    }


def global_shortcut(platform: Platform, user: User, shortcut: Shortcut) -> Json:
    """A shortcut from the lightning menu: no channel, no response_url."""
    return {
        **_interaction(platform, "shortcut", user, names="username"),
        "callback_id": shortcut.callback_id,
        "trigger_id": new_trigger(platform, user.team_id, user.id).id,
        "action_ts": platform.world.new_ts(),
    }


def message_shortcut(
    platform: Platform, user: User, conversation: Conversation, message: Message, shortcut: Shortcut
) -> Json:
    """A shortcut from a message's menu; it works where the bot is not a member."""
    return {
        **_interaction(platform, "message_action", user, names="name"),
        "callback_id": shortcut.callback_id,
        "trigger_id": new_trigger(platform, user.team_id, user.id).id,
        "response_url": new_response_url(platform, conversation, user.id, thread_ts=message.thread_ts),
        "action_ts": platform.world.new_ts(),
        "message_ts": message.ts,
        "message": platform.message_json(message),
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
    }


def view_submission(platform: Platform, user: User, view: View) -> Json:
    """A modal submitted."""
    return {
        **_interaction(platform, "view_submission", user),
        "api_app_id": platform.world.app_id,
        "trigger_id": new_trigger(platform, user.team_id, user.id, view.id).id,
        "view": platform.view_json(view),
        "response_urls": [],
    }


def view_closed(platform: Platform, user: User, view: View, *, cleared: bool) -> Json:
    """A modal closed by the person; `cleared` when the whole stack went."""
    return {
        **_interaction(platform, "view_closed", user),
        "api_app_id": platform.world.app_id,
        "view": platform.view_json(view),
        "is_cleared": cleared,
    }


def _interaction(platform: Platform, kind: str, user: User, *, names: str = "username name") -> Json:
    """What every interaction carries; which of the two names the person has differs."""
    team: Team = platform.world.teams[user.team_id]
    known = dict.fromkeys(names.split(), user.name)
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": {"id": user.id, **known, "team_id": team.id},
        "token": platform.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }
