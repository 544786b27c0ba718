"""The page in the browser, and the JSON it asks for: `/sandbox/api/state`, `/sandbox/api/<verb>`.

What a person does there is what a test's person does: both go through `people`.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox import people
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Conversation, Message, User, View
from bot.sandbox.mrkdwn import rich_text, typed_text
from bot.sandbox.platform import Platform
from bot.sandbox.posting import edit, react, remove, unreact
from bot.sandbox.snapshot import snapshot

Json = dict[str, Any]
Verb = Callable[["PageApi", User, Json], Awaitable[None]]

POLL_SECONDS = 20.0
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
FILES = {
    "index.html": "text/html",
    "style.css": "text/css",
    "app.js": "text/javascript",
    "blocks.js": "text/javascript",
    "conversation.js": "text/javascript",
    "dom.js": "text/javascript",
    "elements.js": "text/javascript",
    "text.js": "text/javascript",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
MESSAGES = {
    "unknown_command": "Slack does not know this command.",
    "messages_tab_disabled": "This app takes no messages.",
    "not_in_channel": "You are not in this conversation.",
    "already_reacted": "You have reacted so already.",
}


class PageApi:
    """Serves the page of one platform."""

    def __init__(self, platform: Platform, tips: tuple[str, ...] = ()) -> None:
        self.platform = platform
        self.tips = tips
        self._changed = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        """Where the page and its API are."""
        return [
            web.get("/", self._file),
            web.get("/sandbox/page/{name}", self._file),
            web.get("/sandbox/api/state", self._state),
            web.post("/sandbox/api/{verb}", self._act),
        ]

    def pulse(self) -> None:
        """Wake every page that waits for a change. On the server's loop only."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _file(self, request: web.Request) -> web.Response:
        """A file of the page."""
        name = request.match_info.get("name", "index.html")
        if name not in FILES or not _is_local(request):
            raise web.HTTPNotFound
        body = files("bot.sandbox").joinpath("page", name).read_bytes()
        return web.Response(body=body, content_type=FILES[name], charset="utf-8", headers=HEADERS)

    async def _state(self, request: web.Request) -> web.Response:
        """What a person sees, once it differs from version `since` (or after 20 seconds)."""
        if not _is_local(request):
            raise web.HTTPForbidden
        since = int(request.query.get("since", "-1"))
        changed = self._changed
        if self.platform.world.version <= since:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), POLL_SECONDS)
        user = self._user(request.query.get("me", ""))
        return web.json_response(snapshot(self.platform, user, self.tips), headers=HEADERS)

    async def _act(self, request: web.Request) -> web.Response:
        """Do what a person does in the page."""
        verb = VERBS.get(request.match_info["verb"])
        if verb is None or request.content_type != "application/json" or not _is_local(request):
            raise web.HTTPForbidden
        body = await request.json()
        try:
            await verb(self, self._user(body.get("me", "")), body)
        except SlackError as error:
            said = MESSAGES.get(error.code, f"Slack says: {error.code}")
            return web.json_response({"ok": False, "error": said}, headers=HEADERS)
        except (KeyError, ValueError, TypeError):
            raise web.HTTPBadRequest from None
        return web.json_response({"ok": True}, headers=HEADERS)

    def _user(self, name: str) -> User:
        """A person by ID; the first one when there is none such."""
        users = self.platform.world.users
        if name in users and not users[name].is_bot:
            return users[name]
        return next(user for user in users.values() if not user.is_bot)

    def conversation(self, user: User, body: Json) -> Conversation:
        """The conversation a request names, if this person is in it."""
        found = self.platform.world.conversation(body["channel"], user.team_id)
        if user.id not in found.members:
            raise SlackError("not_in_channel")
        return found

    def message(self, user: User, body: Json) -> Message:
        """The message a request names, if this person sees it."""
        for message in self.conversation(user, body).messages:
            if message.ts == body["ts"] and message.ephemeral_to in (None, user.id) and not message.deleted:
                return message
        raise SlackError("message_not_found")

    def view(self, user: User, body: Json) -> View:
        """The view a request names, if it is this person's."""
        world = self.platform.world
        found = world.views.get(body["view"]) or world.homes.get(user.id)
        if found is None or found.id != body["view"] or found.user != user.id or not found.open:
            raise SlackError("not_found")
        return found


async def say(page: PageApi, user: User, body: Json) -> None:
    """Send what is in the composer: a command when it begins with one, else a message."""
    conversation, text = page.conversation(user, body), str(body["text"])
    name, _, rest = text.partition(" ")
    if name.startswith("/") and not body.get("thread"):
        people.run_command(page.platform, user, conversation, name.strip(), rest)
    else:
        people.say(page.platform, user, conversation, text, body.get("thread"))


async def change(page: PageApi, user: User, body: Json) -> None:
    """Change or delete one's own message."""
    message = page.message(user, body)
    if message.user != user.id:
        raise SlackError("cant_update_message")
    if body.get("delete"):
        remove(page.platform, message)
        return
    linked = typed_text(page.platform.world, user.team_id, str(body["text"]))
    edit(page.platform, message, user.id, text=linked, blocks=[rich_text(linked)])


async def toggle_reaction(page: PageApi, user: User, body: Json) -> None:
    """React, or take the reaction back."""
    message, name = page.message(user, body), str(body["name"])
    if message.ephemeral_to is not None:
        raise SlackError("not_reactable")
    given = user.id in message.reactions.get(name, [])
    (unreact if given else react)(page.platform, message, user.id, name)


async def shortcut(page: PageApi, user: User, body: Json) -> None:
    """Run a shortcut, on a message if one is named."""
    message = page.message(user, body) if body.get("ts") else None
    people.run_shortcut(page.platform, user, str(body["id"]), message)


async def act(page: PageApi, user: User, body: Json) -> None:
    """Press, choose or enter something in a message or view."""
    place = page.view(user, body) if body.get("view") else page.message(user, body)
    ids = (str(body["block"]), str(body["action"]))
    people.act(page.platform, user, place, *ids, body.get("choice"))
    if body.get("enter") and isinstance(place, View):
        people.press_enter(page.platform, user, place, *ids)


async def submit(page: PageApi, user: User, body: Json) -> None:
    """Submit a modal."""
    people.submit(page.platform, user, page.view(user, body))


async def close(page: PageApi, user: User, body: Json) -> None:
    """Close a modal."""
    people.close(page.platform, user, page.view(user, body))


async def home(page: PageApi, user: User, body: Json) -> None:
    """Open the app's Home or Messages tab."""
    people.open_home(page.platform, user, str(body.get("tab", "home")))


async def advance(page: PageApi, _user: User, body: Json) -> None:
    """Move the clock on, and wait until everything due has happened."""
    minutes = min(float(body["minutes"]), 200 * 24 * 60)
    await asyncio.to_thread(page.platform.clock.advance, minutes=minutes)


VERBS: dict[str, Verb] = {
    "say": say,
    "change": change,
    "react": toggle_reaction,
    "shortcut": shortcut,
    "act": act,
    "submit": submit,
    "close": close,
    "home": home,
    "advance": advance,
}


def _is_local(request: web.Request) -> bool:
    """Whether the page itself asks: other sites must not reach it through the person's browser."""
    origin = request.headers.get("Origin")
    host = request.host.rsplit(":", 1)[0]
    return host in LOCAL and (origin is None or urlsplit(origin).netloc == request.host)
