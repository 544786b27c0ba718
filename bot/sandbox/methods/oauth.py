"""oauth.v2.access, auth.revoke and apps.uninstall: how tokens come and go."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.model import Token
from bot.sandbox.platform import Platform

Json = dict[str, Any]


@method("oauth.v2.access")
def access(platform: Platform, request: Request) -> Json:
    """Exchange a code, once, for tokens; or a refresh token for a new one."""
    check_client(platform, request)
    grant = str(request.get("grant_type", "authorization_code"))
    if grant == "refresh_token":
        return _refreshed(platform, request)
    if grant != "authorization_code":
        raise SlackError("invalid_grant_type")
    code = platform.codes.pop(str(request.get("code", "")), None)
    if code is None or code["expires"] < platform.clock.now():
        raise SlackError("invalid_code")
    if code["redirect_uri"] and request.get("redirect_uri", "") != code["redirect_uri"]:
        raise SlackError("bad_redirect_uri")
    team = platform.world.teams[code["team_id"]]
    rotating = platform.manifest.token_rotation
    answer: Json = {
        "app_id": platform.world.app_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": code["user_id"]},
    }
    if code["bot_scopes"]:
        token = platform.install(team.id, tuple(code["bot_scopes"]), rotating=rotating)
        answer |= {**_token_json(platform, token), "bot_user_id": team.bot_user_id}
    if code["user_scopes"]:
        scopes = tuple(code["user_scopes"])
        token = platform.tokens.issue("user", team.id, code["user_id"], scopes, rotating=rotating)
        answer["authed_user"] |= _token_json(platform, token)
    return answer


def check_client(platform: Platform, request: Request) -> None:
    """Check client_id and client_secret, as arguments or HTTP Basic. Raises SlackError."""
    client_id, secret = request.basic or (request.get("client_id"), request.get("client_secret"))
    if client_id != platform.client_id:
        raise SlackError("invalid_client_id")
    if secret != platform.client_secret:
        raise SlackError("bad_client_secret")


def _refreshed(platform: Platform, request: Request) -> Json:
    """The answer to a refresh."""
    token = platform.tokens.refresh(str(request.get("refresh_token", "")))
    team = platform.world.teams[token.team_id]
    answer = {
        **_token_json(platform, token),
        "app_id": platform.world.app_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    return {**answer, "bot_user_id" if token.kind == "bot" else "user_id": token.user_id}


def _token_json(platform: Platform, token: Token) -> Json:
    """A token as oauth.v2.access hands it out."""
    shown: Json = {"access_token": token.value, "token_type": token.kind, "scope": ",".join(token.scopes)}
    if token.expires is not None:
        shown |= {"refresh_token": token.refresh, "expires_in": int(token.expires - platform.clock.now())}
    return shown


@method("auth.revoke")
def revoke(platform: Platform, request: Request) -> Json:
    """Revoke the token the call was made with, and tell the app."""
    if str(request.get("test", False)).lower() in ("true", "1"):
        return {"revoked": False}
    revoke_tokens(platform, [request.token])
    return {"revoked": True}


@method("apps.uninstall")
def uninstall_method(platform: Platform, request: Request) -> Json:
    """Remove the app from the workspace of the token."""
    check_client(platform, request)
    uninstall(platform, request.token.team_id)
    return {}


def revoke_tokens(platform: Platform, tokens: list[Token]) -> None:
    """Revoke tokens of one workspace and send tokens_revoked, which names users, not tokens."""
    if not tokens:
        return
    for token in tokens:
        token.revoked = True
    named: dict[str, list[str]] = {"oauth": [], "bot": []}
    for token in tokens:
        named["bot" if token.kind == "bot" else "oauth"].append(token.user_id)
    platform.emit("tokens_revoked", tokens[0].team_id, {"type": "tokens_revoked", "tokens": named})


def uninstall(platform: Platform, team_id: str) -> None:
    """Remove the app from a workspace: its tokens end, its scheduled messages go, it is told."""
    with platform.lock:
        tokens = [t for t in platform.tokens.live(team_id) if t.kind != "app"]
        revoke_tokens(platform, tokens)
        platform.emit("app_uninstalled", team_id, {"type": "app_uninstalled"})
        platform.world.teams[team_id].installed = False
        world = platform.world
        for planned in list(world.scheduled.values()):
            if world.conversations[planned.channel].team_id == team_id:
                del world.scheduled[planned.id]
        world.touch()
