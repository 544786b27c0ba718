"""How a method is written: a function of the platform and one request, under the world's lock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.model import Conversation, Token
from bot.sandbox.platform import Platform

Json = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """One call, its arguments checked and typed. `token` may be used only by methods that need one."""

    method: str
    args: Json = field(repr=False)
    checked_token: Token | None = None
    basic: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def token(self) -> Token:
        """The caller's token. Raises SlackError `not_authed`."""
        if self.checked_token is None:
            raise SlackError("not_authed")
        return self.checked_token

    def get(self, name: str, default: Any = None) -> Any:
        """An argument, or the default when it is missing or null."""
        value = self.args.get(name)
        return default if value is None else value

    def conversation(self, platform: Platform, name: str = "channel") -> Conversation:
        """The conversation an argument names. Raises SlackError `channel_not_found`."""
        return platform.world.conversation(str(self.args[name]), self.token.team_id)


Method = Callable[[Platform, Request], Json]
METHODS: dict[str, Method] = {}

# Methods that are called without a token.
TOKENLESS = frozenset({"api.test", "oauth.v2.access"})


def method(name: str) -> Callable[[Method], Method]:
    """Register a function as the method `name`."""

    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


def need_scope(request: Request, *any_of: str) -> None:
    """Raise SlackError `missing_scope` unless the token has one of these scopes."""
    if not any(scope in request.token.scopes for scope in any_of):
        provided = ",".join(request.token.scopes)
        raise SlackError("missing_scope", needed=",".join(any_of), provided=provided)


def scope_for(conversation: Conversation, verb: str) -> str:
    """The scope for doing `verb` (read, history) in this kind of conversation."""
    prefix = {"channel": "channels", "group": "groups"}.get(conversation.kind, conversation.kind)
    return f"{prefix}:{verb}"


def page(items: list[Json] | list[str], request: Request, default: int) -> tuple[list[Any], Json]:
    """One page of a list by `cursor` and `limit`, and its response_metadata.

    Raises SlackError `invalid_cursor`.
    """
    cursor = str(request.get("cursor", "") or "0")
    if not cursor.isdigit():
        raise SlackError("invalid_cursor")
    start, limit = int(cursor), int(request.get("limit", 0) or default)
    rest = start + limit < len(items)
    return items[start : start + limit], {"next_cursor": str(start + limit) if rest else ""}
