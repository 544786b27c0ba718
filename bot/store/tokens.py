"""People's own tokens, given so that Whoa may post or replace as them."""

from __future__ import annotations

from bot.store.grants import Grant, Grants
from bot.store.rotation import FreshGrants
from bot.store.values import UserToken, ident


class Tokens:
    """A person's token, by (team, user). A sign-in through Bolt puts it here by itself."""

    def __init__(self, grants: Grants, fresh: FreshGrants) -> None:
        self._grants = grants
        self._fresh = fresh

    def get(self, *, team: str, user: str) -> UserToken | None:
        """Return this person's token, fresh; `None` if they did not connect their account."""
        grant = self._fresh.get(team=ident("team", team), user=ident("user", user))
        if grant is None:
            return None
        return UserToken(token=grant.token, scopes=grant.scopes, expires_at=grant.expires_at)

    def put(
        self,
        *,
        team: str,
        user: str,
        token: str,
        scopes: tuple[str, ...] = (),
        refresh_token: str | None = None,
        expires_at: float | None = None,
    ) -> None:
        """Store this person's token in place of the one before."""
        self._grants.put(
            Grant(
                team=team,
                user=ident("user", user),
                token=token,
                scopes=scopes,
                refresh_token=refresh_token,
                expires_at=expires_at,
            )
        )

    def delete(self, *, team: str, user: str) -> bool:
        """Delete this person's token here. To end it at Slack as well, call `auth.revoke` first."""
        return self._grants.delete(team=ident("team", team), user=ident("user", user)) > 0
