"""Everything the workspace holds, how to find it, and how to wait for it to change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from bot.sandbox.clock import Clock
from bot.sandbox.errors import SlackError
from bot.sandbox.model import (
    Conversation,
    Message,
    ResponseUrl,
    Scheduled,
    Team,
    Trigger,
    User,
    View,
)

T = TypeVar("T")


class World:
    """The state of all workspaces. Change it only while holding `lock`, then call `touch`."""

    def __init__(self, lock: threading.RLock, clock: Clock) -> None:
        self.lock = lock
        self.clock = clock
        self.changed = threading.Condition(lock)
        self.touched: Callable[[], None] = lambda: None
        """Called at every change, with the lock held."""
        self.version = 0
        self.teams: dict[str, Team] = {}
        self.users: dict[str, User] = {}
        self.conversations: dict[str, Conversation] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.scheduled: dict[str, Scheduled] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.app_id = "A0SANDBOX0"
        self._ids = 0
        self._last_ts = 0

    def touch(self) -> int:
        """Say that something changed; wakes everyone who waits. Returns the new version."""
        with self.lock:
            self.version += 1
            self.changed.notify_all()
            self.touched()
            return self.version

    def wait_for(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """Wait, at most `seconds` of real time, until `look` finds something; None if it never does."""
        deadline = time.monotonic() + seconds
        with self.lock:
            while True:
                found = look()
                if found is not None and found is not False:
                    return found
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self.changed.wait(left)

    def new_id(self, prefix: str) -> str:
        """An ID in Slack's form: the prefix letter and ten more characters."""
        with self.lock:
            self._ids += 1
            return f"{prefix}0{self._ids:09X}"

    def new_ts(self) -> str:
        """A timestamp that no message has yet, later than every one before."""
        with self.lock:
            self._last_ts = max(int(self.clock.now() * 1_000_000), self._last_ts + 100)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def team_of(self, user_id: str) -> Team:
        """The workspace a user belongs to."""
        return self.teams[self.users[user_id].team_id]

    def people(self, team_id: str) -> Iterator[User]:
        """The users of a workspace, its bot included."""
        return (user for user in self.users.values() if user.team_id == team_id)

    def conversation(self, channel_id: str, team_id: str) -> Conversation:
        """A conversation of this workspace. Raises SlackError `channel_not_found`."""
        found = self.conversations.get(channel_id)
        if found is None or found.team_id != team_id:
            raise SlackError("channel_not_found")
        return found

    def named(self, name: str, team_id: str) -> Conversation | None:
        """A channel by its name, with or without #."""
        for conversation in self.conversations.values():
            if conversation.team_id == team_id and conversation.name == name.lstrip("#"):
                return conversation
        return None

    def direct(self, *user_ids: str) -> Conversation:
        """The direct-message conversation of exactly these people, made when it is new."""
        with self.lock:
            wanted = set(user_ids)
            for conversation in self.conversations.values():
                if conversation.kind in ("im", "mpim") and set(conversation.members) == wanted:
                    return conversation
            kind, prefix = ("im", "D") if len(user_ids) <= 2 else ("mpim", "G")
            made = Conversation(
                id=self.new_id(prefix),
                team_id=self.users[user_ids[0]].team_id,
                kind="im" if kind == "im" else "mpim",
                name="" if kind == "im" else "mpdm-" + "--".join(self.users[u].name for u in user_ids),
                members=list(user_ids),
                created=int(self.clock.now()),
            )
            self.conversations[made.id] = made
            self.touch()
            return made

    def message(self, conversation: Conversation, ts: str) -> Message:
        """A message that is not deleted or ephemeral. Raises SlackError `message_not_found`."""
        for message in reversed(conversation.messages):
            if message.ts == ts and not message.deleted and message.ephemeral_to is None:
                return message
        raise SlackError("message_not_found")

    def visible_to(self, user_id: str) -> Iterator[Message]:
        """Every message this person can see, oldest change last."""
        for conversation in self.conversations.values():
            if user_id in conversation.members:
                for message in conversation.messages:
                    if message.ephemeral_to in (None, user_id):
                        yield message
