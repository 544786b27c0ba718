"""conversations.*, reactions.*: where people talk, and what they said there."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import Request, method, need_scope, page, scope_for
from bot.sandbox.model import Conversation, Message
from bot.sandbox.platform import Platform
from bot.sandbox.posting import react

Json = dict[str, Any]


def shown(conversation: Conversation, user_id: str) -> Json:
    """A conversation as Slack describes it to `user_id`."""
    described: Json = {
        "id": conversation.id,
        "created": conversation.created,
        "is_archived": False,
        "is_channel": conversation.kind == "channel",
        "is_group": conversation.kind == "group",
        "is_im": conversation.kind == "im",
        "is_mpim": conversation.kind == "mpim",
        "is_private": conversation.kind != "channel",
        "context_team_id": conversation.team_id,
    }
    if conversation.kind == "im":
        others = [member for member in conversation.members if member != user_id]
        return {**described, "user": others[0] if others else user_id, "is_open": True}
    inside = user_id in conversation.members
    topic = {"value": conversation.topic, "creator": "", "last_set": 0}
    return {**described, "name": conversation.name, "is_member": inside, "topic": topic}


def readable(platform: Platform, request: Request, verb: str) -> Conversation:
    """The conversation named, when the token may `verb` (read, history) it. Raises SlackError."""
    conversation = request.conversation(platform)
    need_scope(request, scope_for(conversation, verb))
    if request.token.user_id not in conversation.members:
        if conversation.kind != "channel":
            raise SlackError("channel_not_found")
        if verb == "history":
            raise SlackError("not_in_channel")
    return conversation


@method("conversations.open")
def open_direct(platform: Platform, request: Request) -> Json:
    """Open direct messages with one person or several."""
    token, names = request.token, str(request.get("users", ""))
    if request.get("channel"):
        conversation = request.conversation(platform)
    else:
        people = [name.strip() for name in names.split(",") if name.strip()]
        if not people:
            raise SlackError("users_list_not_supplied")
        need_scope(request, "im:write" if len(people) == 1 else "mpim:write")
        if len(people) > 8:
            raise SlackError("too_many_users")
        for person in people:
            user = platform.world.users.get(person)
            if user is None or user.team_id != token.team_id:
                raise SlackError("user_not_found")
        conversation = platform.world.direct(*dict.fromkeys([*people, token.user_id]))
    if request.get("return_im"):
        return {"channel": shown(conversation, token.user_id)}
    return {"channel": {"id": conversation.id}}


@method("conversations.info")
def info(platform: Platform, request: Request) -> Json:
    """What a conversation is."""
    conversation = readable(platform, request, "read")
    described = shown(conversation, request.token.user_id)
    if request.get("include_num_members"):
        described["num_members"] = len(conversation.members)
    return {"channel": described}


@method("conversations.members")
def members(platform: Platform, request: Request) -> Json:
    """Who is in a conversation."""
    found, metadata = page(readable(platform, request, "read").members, request, 100)
    return {"members": found, "response_metadata": metadata}


@method("conversations.history")
def history(platform: Platform, request: Request) -> Json:
    """Messages, the newest first; replies in threads are not among them."""
    conversation = readable(platform, request, "history")
    top = [m for m in public(conversation) if m.thread_ts in (None, m.ts) and _within(m, request)]
    found, metadata = page([_history_json(platform, m) for m in reversed(top)], request, 100)
    more = bool(metadata["next_cursor"])
    return {"messages": found, "has_more": more, "response_metadata": metadata}


@method("conversations.replies")
def replies(platform: Platform, request: Request) -> Json:
    """A message and the replies in its thread, the oldest first."""
    conversation = readable(platform, request, "history")
    ts = str(request.args["ts"])
    try:
        asked = platform.world.message(conversation, ts)
    except SlackError:
        raise SlackError("thread_not_found") from None
    root = asked.thread_ts or asked.ts
    thread = [m for m in public(conversation) if root in (m.ts, m.thread_ts)]
    kept = [m for m in thread if m.ts == root or _within(m, request)]
    found, metadata = page([_history_json(platform, m) for m in kept], request, 1000)
    more = bool(metadata["next_cursor"])
    return {"messages": found, "has_more": more, "response_metadata": metadata}


@method("reactions.get")
def reactions(platform: Platform, request: Request) -> Json:
    """A message with its reactions and its text, also inside a thread."""
    conversation, message = _reacted(platform, request)
    team = platform.world.teams[conversation.team_id]
    link = f"https://{team.domain}.slack.com/archives/{conversation.id}/p{message.ts.replace('.', '')}"
    seen = {**platform.message_json(message), "permalink": link}
    return {"type": "message", "channel": conversation.id, "message": seen}


@method("reactions.add")
def add_reaction(platform: Platform, request: Request) -> Json:
    """React as the token's owner."""
    _, message = _reacted(platform, request)
    react(platform, message, request.token.user_id, str(request.args["name"]).strip(":"))
    return {}


def public(conversation: Conversation) -> list[Message]:
    """The messages everyone there can see."""
    return [m for m in conversation.messages if not m.deleted and m.ephemeral_to is None]


def _reacted(platform: Platform, request: Request) -> tuple[Conversation, Message]:
    """The message named by channel and timestamp. Raises SlackError."""
    if not request.get("channel") or not request.get("timestamp"):
        raise SlackError("no_item_specified")
    conversation = request.conversation(platform)
    hidden = request.token.user_id not in conversation.members
    if hidden and conversation.kind != "channel":
        raise SlackError("channel_not_found")
    return conversation, platform.world.message(conversation, str(request.args["timestamp"]))


def _within(message: Message, request: Request) -> bool:
    """Whether a message lies between `oldest` and `latest`."""
    at = float(message.ts)
    oldest, latest = float(request.get("oldest", 0)), float(request.get("latest", "inf"))
    return oldest <= at <= latest if request.get("inclusive") else oldest < at < latest


def _history_json(platform: Platform, message: Message) -> Json:
    """A message with what Slack tells of its thread."""
    seen = platform.message_json(message)
    conversation = platform.world.conversations[message.channel]
    answers = [m for m in public(conversation) if m.thread_ts == message.ts and m is not message]
    if answers:
        seen |= {
            "thread_ts": message.ts,
            "reply_count": len(answers),
            "reply_users": list(dict.fromkeys(m.user for m in answers)),
            "latest_reply": answers[-1].ts,
        }
    return seen
