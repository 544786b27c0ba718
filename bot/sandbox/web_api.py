"""The Web API endpoint: reads a call, checks it as Slack would, runs the method, answers."""

from __future__ import annotations

import asyncio
import base64
import binascii
from typing import Any

from aiohttp import web

from bot.sandbox.errors import SlackError
from bot.sandbox.facts import Method, check_arguments, methods
from bot.sandbox.methods import METHODS, Request
from bot.sandbox.model import Token
from bot.sandbox.platform import Call, Platform

from .methods.registry import TOKENLESS

Json = dict[str, Any]


async def answer_call(platform: Platform, request: web.Request) -> web.Response:
    """Answer `/api/<method>`. The body may be a form, multipart, or (where allowed) JSON."""
    name = request.match_info["method"]
    fact = methods().get(name)
    if fact is None or name not in METHODS:
        platform.problem(f"unknown method: {name}")
        return web.json_response({"ok": False, "error": "unknown_method", "req_method": name})
    try:
        args = await _arguments(request, fact)
    except SlackError as error:
        return web.json_response(error.body)
    fault = platform.limits.fault(name)
    if fault is not None and fault.delay:
        await asyncio.sleep(fault.delay)
    token_value = _bearer(request) or args.pop("token", None)
    args.pop("token", None)
    token: Token | None = None
    ignored: list[str] = []
    headers: dict[str, str] = {}
    refusal: str | None = None
    status = 200
    with platform.lock:
        try:
            if fault is not None and fault.error and not fault.after:
                raise fault.answer()
            if name not in TOKENLESS:
                token = platform.tokens.check(token_value)
                headers = _scope_headers(token, fact)
                _check_token(token, fact)
                platform.limits.admit(name, fact.tier, token.team_id, str(args.get("channel", "")))
            args, ignored = check_arguments(fact, args)
            call = Request(name, args, token, _basic(request))
            answer: Json = {"ok": True, **METHODS[name](platform, call)}
            if fault is not None and fault.error and fault.after:
                raise fault.answer()
        except SlackError as refused:
            answer, refusal, status = refused.body, refused.code, refused.status
            headers |= refused.headers
        _log(platform, name, args, token, refusal, answer, ignored)
    if fault is not None and fault.hang_up and request.transport is not None:
        request.transport.close()
    return web.json_response(answer, status=status, headers=headers)


def _log(
    platform: Platform,
    name: str,
    args: Json,
    token: Token | None,
    error: str | None,
    answer: Json,
    ignored: list[str],
) -> None:
    """Keep the call for tests to look at."""
    kind, user = (token.kind, token.user_id) if token else ("", "")
    at = platform.clock.now()
    platform.calls.append(Call(name, args, kind, user, at, error, answer, tuple(ignored)))
    if ignored:
        platform.problem(f"{name}: arguments Slack does not know: {', '.join(ignored)}")
    platform.world.touch()


async def _arguments(request: web.Request, fact: Method) -> Json:
    """Everything passed in the address and the body. Raises SlackError `invalid_json`."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        if fact.json and request.can_read_body:
            try:
                body = await request.json()
            except ValueError:
                raise SlackError("invalid_json") from None
            if not isinstance(body, dict):
                raise SlackError("json_not_object")
            body.pop("token", None)
            args |= body
    elif request.can_read_body:
        args |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return args


def _bearer(request: web.Request) -> str | None:
    """The token in the Authorization header."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None


def _basic(request: web.Request) -> tuple[str, str] | None:
    """Client ID and secret in the Authorization header."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, secret = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return name, secret


def _scope_headers(token: Token, fact: Method) -> dict[str, str]:
    """The headers that tell which scopes a token has, and which the method takes."""
    return {
        "X-OAuth-Scopes": ",".join(token.scopes),
        "X-Accepted-OAuth-Scopes": ",".join(fact.scopes.get(token.kind, [])),
    }


def _check_token(token: Token, fact: Method) -> None:
    """Raise SlackError `not_allowed_token_type` or `missing_scope`."""
    wants_app = "app" in fact.scopes
    if wants_app != (token.kind == "app") and fact.name != "auth.test":
        raise SlackError("not_allowed_token_type")
    if fact.scopes and token.kind not in fact.scopes:
        raise SlackError("not_allowed_token_type")
    if fact.name == "views.publish" and token.kind != "bot":
        raise SlackError("not_allowed_token_type")
    any_of = fact.scopes.get(token.kind, [])
    if any_of and not set(any_of) & set(token.scopes):
        provided = ",".join(token.scopes)
        raise SlackError("missing_scope", needed=",".join(any_of), provided=provided)
