"""What the app sends back: command replies, response_url messages, and answers to submitted modals."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.sandbox.delivery import Delivery
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Message, ResponseUrl, View
from bot.sandbox.platform import Platform
from bot.sandbox.posting import edit, post, remove, valid_blocks
from bot.sandbox.views import close_views, open_view, stack, update_view, valid_content

Json = dict[str, Any]

MOST_USES = 5
TROUBLE = "We had some trouble connecting. Try again?"


def command_settled(platform: Platform, channel: str, user: str, delivery: Delivery) -> None:
    """Show the reply that came with a command's acknowledgement, or Slack's error line."""
    conversation = platform.world.conversations[channel]
    if not delivery.acked:
        status = delivery.attempts[-1].status
        code = "operation_timeout" if status in ("silent", "late") else "dispatch_failed"
        name = delivery.payload["command"]
        platform.problem(f"{name} was not acknowledged in time ({status})")
        line = f"{name} failed with the error “{code}”"
        post(platform, conversation, "USLACKBOT", line, ephemeral_to=user, subtype="slack_error")
        return
    answer = delivery.answer or {}
    if answer.get("text") or answer.get("blocks"):
        try:
            _show(platform, answer, channel, user, thread_ts=None)
        except SlackError as error:
            platform.problem(f"the reply to a command was not shown: {error.body}")


def interaction_settled(platform: Platform, delivery: Delivery) -> None:
    """Note interactions that failed, and answers Slack would not read."""
    if not delivery.acked:
        platform.problem(f"{delivery.payload['type']} was not acknowledged ({delivery.attempts[-1].status})")
    elif delivery.answer:
        platform.problem(f"the answer to {delivery.payload['type']} is ignored by Slack")


def submission_settled(platform: Platform, view: View, delivery: Delivery) -> None:
    """Do what the answer to a submitted modal says: close, update, push, clear, or show errors."""
    if not delivery.acked:
        view.errors = {"": TROUBLE}
        platform.problem(f"view_submission was not acknowledged ({delivery.attempts[-1].status})")
        return
    answer = delivery.answer or {}
    try:
        _respond(platform, view, answer)
    except SlackError as error:
        view.errors = {"": TROUBLE}
        platform.problem(f"the answer to view_submission was refused: {error.body}")
    view.order = platform.world.touch()


def _respond(platform: Platform, view: View, answer: Json) -> None:
    """One response_action."""
    todo = answer.get("response_action")
    if todo is None:
        close_views(platform, [view])
    elif todo == "clear":
        close_views(platform, stack(platform, view.user))
    elif todo == "update":
        update_view(platform, view, valid_content(platform, answer.get("view"), "modal", own=view))
    elif todo == "push":
        content = valid_content(platform, answer.get("view"), "modal")
        open_view(platform, view.team_id, view.user, content, over=view)
    elif todo == "errors":
        inputs = {b["block_id"] for b in view.content["blocks"] if b["type"] == "input"}
        view.errors = dict(answer.get("errors") or {})
        if not view.errors or not set(view.errors) <= inputs:
            raise SlackError("invalid_arguments", "errors must name input blocks of the view")
    else:
        raise SlackError("invalid_arguments", f"unknown response_action: {todo}")


async def response_url(platform: Platform, request: web.Request) -> web.Response:
    """A message sent to a response_url: five times at most, within 30 minutes."""
    with platform.lock:
        known = platform.world.response_urls.get(request.match_info["url_id"])
    if known is None:
        return _refusal("invalid_url", 404)
    try:
        body = await request.json()
        if not isinstance(body, dict):
            return _refusal("invalid_payload", 400)
    except ValueError:
        return _refusal("invalid_payload", 400)
    with platform.lock:
        if platform.clock.now() > known.expires:
            return _refusal("expired_url", 404)
        if known.uses >= MOST_USES:
            return _refusal("used_url", 404)
        known.uses += 1
        try:
            _answer_at(platform, known, body)
        except SlackError as error:
            return web.json_response(error.body, status=400)
    return web.Response(text="ok")


def _answer_at(platform: Platform, known: ResponseUrl, body: Json) -> None:
    """Replace, delete or add a message."""
    origin = known.origin
    replace, delete = (_flag(body.get(f"{what}_original")) for what in ("replace", "delete"))
    if known.command and (replace or delete):
        platform.problem("a command's response_url cannot replace or delete a message")
    elif delete:
        if origin is not None:
            remove(platform, origin)
        return
    elif origin is not None and replace is not False and body.get("response_type") is None:
        if replace is None:
            platform.problem("response_url without replace_original: say true or false")
        _replace(platform, origin, body)
        return
    _show(platform, body, known.channel, known.user, known.thread_ts)


def _replace(platform: Platform, origin: Message, body: Json) -> None:
    """Put new content in the place of the message that was acted on."""
    blocks = valid_blocks(platform, body.get("blocks"))
    if not blocks and not body.get("text"):
        raise SlackError("no_text")
    origin.deleted = False
    edit(platform, origin, origin.user, text=body.get("text"), blocks=blocks)


def _show(platform: Platform, body: Json, channel: str, user: str, thread_ts: str | None) -> None:
    """Add the app's message to a conversation: ephemeral unless it says in_channel."""
    blocks = valid_blocks(platform, body.get("blocks"))
    if not blocks and not body.get("text"):
        raise SlackError("no_text")
    public = body.get("response_type") == "in_channel"
    conversation = platform.world.conversations[channel]
    post(
        platform,
        conversation,
        platform.bot_user(conversation.team_id).id,
        body.get("text") or "",
        blocks=blocks,
        thread_ts=body.get("thread_ts") or thread_ts,
        by_app=True,
        ephemeral_to=None if public else user,
    )


def _flag(value: Any) -> bool | None:
    """A boolean, also when it came as text."""
    return None if value is None else str(value).lower() == "true"


def _refusal(code: str, status: int) -> web.Response:
    """An error answer."""
    return web.json_response({"ok": False, "error": code}, status=status)
