"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.model import Conversation, Message
from bot.sandbox.platform import Platform
from bot.sandbox.posting import edit, post, remove, valid_blocks

Json = dict[str, Any]

UPDATE_TEXT = 4000
"""The most characters chat.update takes."""


def body_of(platform: Platform, request: Request) -> tuple[str, list[Json], list[Json]]:
    """Text, blocks and attachments. Raises SlackError `no_text`, `invalid_blocks` and their kin."""
    text, blocks = str(request.get("text", "")), valid_blocks(platform, request.get("blocks"))
    if request.get("markdown_text") is not None:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        text = str(request.get("markdown_text"))
        if len(text) > 12_000:
            raise SlackError("msg_too_long")
    attachments = request.get("attachments") or []
    if len(attachments) > 100:
        raise SlackError("too_many_attachments")
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    if blocks and not text and request.method != "chat.update":
        platform.problem(
            f"{request.method} with blocks but no text: notifications and screen readers read the text"
        )
    return text, blocks, attachments


def target(platform: Platform, request: Request) -> Conversation:
    """Where to post: a conversation's ID or name, or a person's ID for direct messages."""
    token, name = request.token, str(request.args["channel"])
    person = platform.world.users.get(name)
    if person is not None and person.team_id == token.team_id and request.method == "chat.postMessage":
        return platform.world.direct(person.id, token.user_id)
    named = platform.world.named(name, token.team_id) if name.startswith("#") else None
    return named or platform.world.conversation(name, token.team_id)


def check_may_post(platform: Platform, request: Request, conversation: Conversation) -> None:
    """Raise SlackError when the token's owner may not write here."""
    token = request.token
    if token.user_id in conversation.members:
        bot = platform.bot_user(token.team_id).id
        if conversation.kind == "im" and bot in conversation.members and not platform.manifest.messages_tab:
            raise SlackError("messages_tab_disabled")
        return
    if conversation.kind != "channel":
        raise SlackError("channel_not_found")
    if "chat:write.public" not in token.scopes:
        raise SlackError("not_in_channel")


def thread_of(platform: Platform, request: Request, conversation: Conversation) -> str | None:
    """The thread to post in: that of the message named. Raises SlackError `cannot_reply_to_message`."""
    ts = request.get("thread_ts")
    if not ts:
        return None
    try:
        parent = platform.world.message(conversation, str(ts))
    except SlackError:
        raise SlackError("cannot_reply_to_message") from None
    return parent.thread_ts or parent.ts


@method("chat.postMessage")
def post_message(platform: Platform, request: Request) -> Json:
    """Post as the token's owner."""
    conversation = target(platform, request)
    check_may_post(platform, request, conversation)
    text, blocks, attachments = body_of(platform, request)
    message = post(
        platform,
        conversation,
        request.token.user_id,
        text,
        blocks=blocks,
        typed=request.token.kind == "user" and not blocks,
        attachments=attachments,
        thread_ts=thread_of(platform, request, conversation),
        by_app=True,
        metadata=request.get("metadata"),
    )
    return {"channel": conversation.id, "ts": message.ts, "message": platform.message_json(message)}


@method("chat.postEphemeral")
def post_ephemeral(platform: Platform, request: Request) -> Json:
    """Post to one person's eyes only, in a conversation both are in."""
    conversation = platform.world.conversation(str(request.args["channel"]), request.token.team_id)
    check_may_post(platform, request, conversation)
    if request.args["user"] not in conversation.members:
        raise SlackError("user_not_in_channel")
    text, blocks, attachments = body_of(platform, request)
    message = post(
        platform,
        conversation,
        request.token.user_id,
        text,
        blocks=blocks,
        attachments=attachments,
        thread_ts=thread_of(platform, request, conversation),
        by_app=True,
        ephemeral_to=str(request.args["user"]),
    )
    return {"message_ts": message.ts}


def own_message(platform: Platform, request: Request, refusal: str) -> tuple[Conversation, Message]:
    """The message named by channel and ts, if the token's owner wrote it. Raises SlackError."""
    conversation = request.conversation(platform)
    if request.token.user_id not in conversation.members and conversation.kind != "channel":
        raise SlackError("channel_not_found")
    message = platform.world.message(conversation, str(request.args["ts"]))
    if message.user != request.token.user_id:
        raise SlackError(refusal)
    return conversation, message


@method("chat.update")
def update(platform: Platform, request: Request) -> Json:
    """Change one's own message; rich text stays rich text."""
    conversation, message = own_message(platform, request, "cant_update_message")
    text, blocks, _ = body_of(platform, request)
    if len(text) > UPDATE_TEXT:
        raise SlackError("msg_too_long")
    if message.typed and not any(block["type"] == "rich_text" for block in blocks):
        raise SlackError("block_mismatch")
    edit(platform, message, request.token.user_id, text=text, blocks=blocks, metadata=request.get("metadata"))
    shown = platform.message_json(message)
    return {"channel": conversation.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete")
def delete(platform: Platform, request: Request) -> Json:
    """Delete one's own message."""
    conversation, message = own_message(platform, request, "cant_delete_message")
    remove(platform, message)
    return {"channel": conversation.id, "ts": message.ts}


@method("chat.getPermalink")
def permalink(platform: Platform, request: Request) -> Json:
    """The address of a message."""
    conversation = request.conversation(platform)
    message = platform.world.message(conversation, str(request.args["message_ts"]))
    team = platform.world.teams[conversation.team_id]
    link = f"https://{team.domain}.slack.com/archives/{conversation.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={conversation.id}"
    return {"channel": conversation.id, "permalink": link}
