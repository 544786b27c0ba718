"""The parts of the stand-in, put together: what every method, event and person's action works on."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.delivery import Courier, Delivery
from bot.sandbox.limits import Limits
from bot.sandbox.manifest import Manifest
from bot.sandbox.model import Message, Token, User, View
from bot.sandbox.socket_mode import Sockets
from bot.sandbox.tokens import Tokens
from bot.sandbox.world import World

Json = dict[str, Any]

EVENT_SCOPES = {
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.mpim": "mpim:history",
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read",
}
"""The bot scope without which an event is not sent; events not listed need none."""


@dataclass(frozen=True)
class Call:
    """One call of the Web API, kept for tests to look at. Arguments are left out of the repr."""

    method: str
    args: Json = field(repr=False)
    token_kind: str
    user_id: str
    at: float
    error: str | None
    answer: Json = field(repr=False)
    ignored: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether Slack answered ok."""
        return self.error is None


class Platform:
    """One stand-in: its state, its clock, and its way to the app."""

    def __init__(self, manifest: Manifest, *, ack_seconds: float = 3.0) -> None:
        self.lock = threading.RLock()
        self.manifest = manifest
        self.clock = Clock(self.lock)
        self.world = World(self.lock, self.clock)
        self.tokens = Tokens(self.clock)
        self.limits = Limits(self.clock)
        self.sockets = Sockets(self.world)
        self.courier = Courier(self.world, self.sockets, ack_seconds=ack_seconds)
        self.base_url = ""
        self.signing_secret = "5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c"
        self.verification_token = "sandbox-verification-token"
        self.client_id = "1000000000.2000000000"
        self.client_secret = "0f1e2d3c0f1e2d3c0f1e2d3c0f1e2d3c"
        self.calls: list[Call] = []
        self.problems: list[str] = []
        self.codes: dict[str, Json] = {}

    def problem(self, text: str) -> None:
        """Note something real Slack would let pass silently, or show only to the person."""
        with self.lock:
            self.problems.append(text)
            self.world.touch()

    def bot_user(self, team_id: str) -> User:
        """The app's bot user in a workspace."""
        return self.world.users[self.world.teams[team_id].bot_user_id]

    def bot_scopes(self, team_id: str) -> tuple[str, ...]:
        """The scopes of the app's bot in a workspace; empty when it is not installed."""
        for token in self.tokens.live(team_id, "bot"):
            return token.scopes
        return ()

    def install(self, team_id: str, scopes: tuple[str, ...], *, rotating: bool = False) -> Token:
        """Install the app in a workspace: a new bot token."""
        with self.lock:
            team = self.world.teams[team_id]
            team.installed = True
            self.world.touch()
            return self.tokens.issue("bot", team_id, team.bot_user_id, scopes, rotating=rotating)

    def emit(self, name: str, team_id: str, event: Json) -> Delivery | None:
        """Send an event the app subscribed to as `name`; None when it will not be told.

        It is told when it is installed, declared the event and has the scope for it.
        """
        team = self.world.teams[team_id]
        scope = EVENT_SCOPES.get(name)
        told = team.installed and name in self.manifest.events
        if not told or (scope and scope not in self.bot_scopes(team_id)):
            return None
        now = self.clock.now()
        payload = {
            "token": self.verification_token,
            "team_id": team_id,
            "context_team_id": team_id,
            "context_enterprise_id": None,
            "api_app_id": self.world.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": self.world.new_id("Ev"),
            "event_time": int(now),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team_id,
                    "user_id": team.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{name}-{team_id}",
        }
        return self.courier.send(Delivery("events_api", payload, team_id, user_id=str(event.get("user", ""))))

    def message_json(self, message: Message) -> Json:
        """A message as Slack shows it to apps."""
        team = self.world.conversations[message.channel].team_id
        shown: Json = {
            "type": "message",
            "user": message.user,
            "text": message.text,
            "ts": message.ts,
            "team": team,
        }
        if message.blocks:
            shown["blocks"] = message.blocks
        if message.attachments:
            shown["attachments"] = message.attachments
        if message.subtype:
            shown["subtype"] = message.subtype
        if message.by_app:
            bot_id = self.world.teams[team].bot_id
            shown |= {
                "bot_id": bot_id,
                "app_id": self.world.app_id,
                "bot_profile": {
                    "id": bot_id,
                    "deleted": False,
                    "name": self.manifest.name,
                    "updated": 0,
                    "app_id": self.world.app_id,
                    "icons": {},
                    "team_id": team,
                },
            }
        elif message.subtype is None:
            shown["client_msg_id"] = f"00000000-0000-4000-8000-{message.ts.replace('.', '')[-12:]}"
        if message.thread_ts:
            shown["thread_ts"] = message.thread_ts
        if message.edited_ts:
            shown["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
        if message.reactions:
            shown["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in message.reactions.items()
            ]
        if message.metadata:
            shown["metadata"] = message.metadata
        return shown

    def view_json(self, view: View) -> Json:
        """A view as Slack shows it to apps."""
        team = self.world.teams[view.team_id]
        empty: Json = {"private_metadata": "", "callback_id": "", "external_id": ""}
        empty |= {"title": None, "close": None, "submit": None}
        return {
            **empty,
            "clear_on_close": False,
            "notify_on_close": False,
            **view.content,
            "id": view.id,
            "team_id": view.team_id,
            "state": {"values": view.values},
            "hash": view.hash,
            "previous_view_id": view.previous_id,
            "root_view_id": view.root_id,
            "app_id": self.world.app_id,
            "app_installed_team_id": view.team_id,
            "bot_id": team.bot_id,
        }
