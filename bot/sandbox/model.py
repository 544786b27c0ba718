"""The workspace as plain data. All of it is changed only under `World.lock`.

Times are seconds since the epoch on the stand-in's clock; `ts` is Slack's "seconds.micros" string
that names a message within its conversation. Texts are left out of every `repr`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
TokenKind = Literal["bot", "user", "app"]


@dataclass
class Team:
    """A workspace. `installed` is whether the app is installed there."""

    id: str
    name: str
    domain: str
    bot_user_id: str
    bot_id: str
    installed: bool = False


@dataclass
class User:
    """A person, or the app's bot user. `name` is what comes after the @."""

    id: str
    team_id: str
    name: str
    real_name: str
    is_bot: bool = False
    tz: str = "Europe/Berlin"


@dataclass
class Message:
    """One message; `ephemeral_to` is the only person who sees it.

    `order` is the world's version at its last change of any kind, `told` at its last change of content.
    """

    ts: str
    channel: str
    user: str
    text: str = field(repr=False)
    blocks: list[Json] = field(default_factory=list, repr=False)
    attachments: list[Json] = field(default_factory=list, repr=False)
    thread_ts: str | None = None
    by_app: bool = False
    subtype: str | None = None
    ephemeral_to: str | None = None
    edited_by: str | None = None
    edited_ts: str | None = None
    deleted: bool = False
    reactions: dict[str, list[str]] = field(default_factory=dict)
    metadata: Json | None = field(default=None, repr=False)
    values: dict[str, Json] = field(default_factory=dict, repr=False)
    order: int = 0
    told: int = 0

    @property
    def typed(self) -> bool:
        """Whether a rich_text block is in it, as in every message a person types."""
        return any(block.get("type") == "rich_text" for block in self.blocks)


@dataclass
class Conversation:
    """A channel, a private group, or direct messages; `members` are user IDs in order of joining."""

    id: str
    team_id: str
    kind: Literal["channel", "group", "im", "mpim"]
    name: str = ""
    members: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list, repr=False)
    topic: str = ""
    created: int = 0


@dataclass
class View:
    """A modal or an App Home as one person sees it. `values` is Slack's state.values."""

    id: str
    team_id: str
    user: str
    content: Json = field(repr=False)
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict, repr=False)
    errors: dict[str, str] = field(default_factory=dict)
    open: bool = True
    order: int = 0


@dataclass
class Trigger:
    """The right to open one modal within 3 seconds."""

    id: str
    team_id: str
    user: str
    expires: float
    view_id: str | None = None
    used: bool = False


@dataclass
class Token:
    """An access token. `expires` is None for tokens that live until revoked."""

    value: str = field(repr=False)
    kind: TokenKind
    team_id: str
    user_id: str
    scopes: tuple[str, ...]
    expires: float | None = None
    refresh: str | None = field(default=None, repr=False)
    revoked: bool = False


@dataclass
class Scheduled:
    """A message waiting for its time; `token` is the one that scheduled it."""

    id: str
    channel: str
    post_at: int
    created: int
    author: str
    text: str = field(repr=False)
    blocks: list[Json] = field(default_factory=list, repr=False)
    thread_ts: str | None = None
    by_app: bool = True
    metadata: Json | None = field(default=None, repr=False)


@dataclass
class ResponseUrl:
    """Where an app may answer one interaction: five times, within 30 minutes."""

    id: str
    channel: str
    user: str
    expires: float
    origin: Message | None = None
    command: bool = False
    thread_ts: str | None = None
    uses: int = 0
