"""The page where a person allows the app (OAuth v2), and what follows from it."""

from __future__ import annotations

import html
import secrets
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.sandbox.errors import SlackError
from bot.sandbox.platform import Platform

Json = dict[str, Any]

CODE_SECONDS = 600
"""How long a code can be exchanged (10 minutes)."""
FIELDS = ("client_id", "scope", "user_scope", "redirect_uri", "state", "team")
LOOPBACK = ("localhost", "127.0.0.1", "::1")

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{app} asks for permission</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
 body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; color: #1d1c1d }}
 h1 {{ font-size: 1.4rem }} code {{ background: #f3f2f3; padding: .1em .3em; border-radius: 4px }}
 button {{ font: inherit; padding: .5rem 1.2rem; border-radius: 6px; border: 1px solid #8d8b8d; background: #fff }}
 button.yes {{ background: #007a5a; border-color: #007a5a; color: #fff }} label {{ display: block; margin: .4rem 0 }}
</style>
<h1>{app} is asking for permission</h1>
<form method="post">
<p><label>You are <select name="user">{people}</select></label></p>
{scopes}
{hidden}
<p><button class="yes" name="answer" value="allow">Allow</button>
<button name="answer" value="cancel">Cancel</button></p>
</form></html>"""


def check_request(platform: Platform, query: Json) -> None:
    """Raise SlackError when the client, a scope or the redirect address is not the app's."""
    if query["client_id"] != platform.client_id:
        raise SlackError("invalid_client_id")
    manifest = platform.manifest
    asked = {"bot": _names(query["scope"]), "user": _names(query["user_scope"])}
    known = {"bot": manifest.bot_scopes, "user": manifest.user_scopes}
    for kind in ("bot", "user"):
        unknown = [name for name in asked[kind] if name not in known[kind]]
        if unknown:
            raise SlackError("invalid_scope", f"not in the manifest: {', '.join(unknown)}")
    if not asked["bot"] and not asked["user"]:
        raise SlackError("no_scopes")
    redirect = query["redirect_uri"]
    local = urlsplit(redirect).hostname in LOOPBACK
    if redirect and not local and not any(redirect.startswith(url) for url in manifest.redirect_urls):
        raise SlackError("bad_redirect_uri")


def _query(source: Any) -> Json:
    """The parameters of an authorization, each a string."""
    return {name: str(source.get(name, "")) for name in FIELDS}


async def show(platform: Platform, request: web.Request) -> web.Response:
    """The page itself."""
    query = _query(request.query)
    try:
        check_request(platform, query)
    except SlackError as error:
        return web.Response(status=400, text=f"{error.code}: {' '.join(map(str, error.args[1:]))}")
    with platform.lock:
        people = "".join(
            f'<option value="{user.id}">{html.escape(user.real_name)}</option>'
            for user in platform.world.users.values()
            if not user.is_bot and query["team"] in ("", user.team_id)
        )
    scopes = ""
    for kind in ("scope", "user_scope"):
        for name in _names(query[kind]):
            title = "act as you" if kind == "user_scope" else "act as the app"
            optional = name in platform.manifest.optional_scopes
            off = "" if optional else "disabled"
            scopes += (
                f'<label><input type="checkbox" checked {off} name="granted" value="{kind}:{name}"> '
                f"<code>{html.escape(name)}</code> ({title})</label>"
            )
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(value)}">' for name, value in query.items()
    )
    page = PAGE.format(app=html.escape(platform.manifest.name), people=people, scopes=scopes, hidden=hidden)
    return web.Response(text=page, content_type="text/html")


async def decide(platform: Platform, request: web.Request) -> web.Response:
    """What the person answered: back to the app with a code, or with access_denied."""
    form = await request.post()
    query = _query(form)
    granted = [str(value) for value in form.getall("granted", [])]
    try:
        check_request(platform, query)
        if form.get("answer") != "allow":
            raise web.HTTPFound(_back(platform, query, error="access_denied"))
        code = new_code(platform, query, str(form.get("user", "")), granted)
    except SlackError as error:
        return web.Response(status=400, text=error.code)
    raise web.HTTPFound(_back(platform, query, code=code))


def new_code(platform: Platform, query: Json, user_id: str, granted: list[str]) -> str:
    """A code for what this person allowed; optional scopes only when ticked."""

    def given(kind: str) -> list[str]:
        optional = platform.manifest.optional_scopes
        return [n for n in _names(query[kind]) if n not in optional or f"{kind}:{n}" in granted]

    with platform.lock:
        user = platform.world.users.get(user_id)
        if user is None or user.is_bot:
            raise SlackError("user_not_found")
        code = secrets.token_hex(16)
        platform.codes[code] = {
            "team_id": user.team_id,
            "user_id": user.id,
            "bot_scopes": given("scope"),
            "user_scopes": given("user_scope"),
            "redirect_uri": query["redirect_uri"],
            "expires": platform.clock.now() + CODE_SECONDS,
        }
        return code


def _back(platform: Platform, query: Json, **answer: str) -> str:
    """The app's address with the answer in it."""
    redirect = query["redirect_uri"] or next(iter(platform.manifest.redirect_urls), "")
    joint = "&" if "?" in redirect else "?"
    return f"{redirect}{joint}{urlencode({**answer, 'state': query['state']})}"


def _names(text: str) -> list[str]:
    """Scope names in a comma- or space-separated list."""
    return [name for name in text.replace(",", " ").split() if name]
