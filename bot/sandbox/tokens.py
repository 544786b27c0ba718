"""Access tokens: issuing, looking up, rotating and revoking them."""

from __future__ import annotations

import secrets

from bot.sandbox.clock import Clock
from bot.sandbox.errors import SlackError
from bot.sandbox.model import Token, TokenKind

ROTATED_LIFE = 43_200
"""Seconds a rotating token lives (12 hours)."""
PREFIX: dict[TokenKind, str] = {"bot": "xoxb", "user": "xoxp", "app": "xapp-1"}


class Tokens:
    """Every token the stand-in has issued."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tokens: dict[str, Token] = {}

    def issue(
        self,
        kind: TokenKind,
        team_id: str,
        user_id: str,
        scopes: tuple[str, ...],
        *,
        rotating: bool = False,
    ) -> Token:
        """Make a token; a rotating one runs out after 12 hours and carries a refresh token."""
        secret = secrets.token_hex(12)
        value = f"{PREFIX[kind]}-{team_id}-{secret}"
        token = Token(value, kind, team_id, user_id, scopes)
        if rotating:
            token.value = f"xoxe.{value}"
            token.expires = self._clock.now() + ROTATED_LIFE
            token.refresh = f"xoxe-1-{secrets.token_hex(12)}"
        self._tokens[token.value] = token
        return token

    def check(self, value: str | None) -> Token:
        """The token behind this value.

        Raises SlackError `not_authed`, `invalid_auth`, `token_revoked` or `token_expired`.
        """
        if not value:
            raise SlackError("not_authed")
        token = self._tokens.get(value)
        if token is None:
            raise SlackError("invalid_auth")
        if token.revoked:
            raise SlackError("token_revoked")
        if token.expires is not None and self._clock.now() >= token.expires:
            raise SlackError("token_expired")
        return token

    def refresh(self, value: str) -> Token:
        """Exchange a refresh token, once, for a new access token.

        Raises SlackError `invalid_refresh_token`.
        """
        for token in self._tokens.values():
            if token.refresh == value and not token.revoked:
                token.refresh = None
                return self.issue(token.kind, token.team_id, token.user_id, token.scopes, rotating=True)
        raise SlackError("invalid_refresh_token")

    def live(self, team_id: str, kind: TokenKind | None = None, user_id: str | None = None) -> list[Token]:
        """The tokens of a workspace that are not revoked, of one kind and person if given."""
        return [
            token
            for token in self._tokens.values()
            if token.team_id == team_id
            and not token.revoked
            and kind in (None, token.kind)
            and user_id in (None, token.user_id)
        ]
