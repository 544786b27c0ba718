"""Signing in at Slack: a person connects their account, or an administrator installs Whoa in a workspace."""

from __future__ import annotations

import hmac
import html
import logging
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web import SlackResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot import manifest
from bot.bots import Bots
from bot.client import web_client
from bot.listeners.homepage import publish
from bot.reliability import report
from bot.services import Services, Who
from bot.store import tenant

log = logging.getLogger("whoa")

COOKIE = "whoa-state"
COOKIE_SECONDS = 600
REDIRECT = "/slack/oauth_redirect"
CONNECTED = "Your account is connected. You can close this page and go back to Slack."
INSTALLED = "Whoa is installed. You can close this page and go back to Slack."
CANCELLED = "Nothing was connected. You can close this page; everything else works as before."
STALE = (
    "This sign-in is too old, or began in another browser. Please go back to Slack and press Connect again."
)
ELSEWHERE = "This Whoa belongs to another workspace. Ask whoever runs it."
REFUSED = "Slack did not accept this sign-in. Please go back to Slack and press Connect again."
BROKEN = "That did not work just now, sorry. Please go back to Slack and try again in a moment."


def oauth_routes(services: Services, bots: Bots) -> list[Route]:
    """Return the pages for signing in. Installing by link only exists where many workspaces are served."""
    flow = Flow(services, bots)

    async def connect(request: Request) -> Response:  # noqa: ARG001
        return await run_in_threadpool(flow.begin, bot=False)

    async def install(request: Request) -> Response:  # noqa: ARG001
        return await run_in_threadpool(flow.begin, bot=True)

    async def redirect(request: Request) -> Response:
        return await run_in_threadpool(
            flow.finish, dict(request.query_params), request.cookies.get(COOKIE, "")
        )

    routes = [Route("/slack/connect", connect), Route(REDIRECT, redirect)]
    if services.settings.many_workspaces:
        routes.append(Route("/slack/install", install))
    return routes


class Flow:
    """OAuth 2 with Slack. The state is good once, for ten minutes, in the browser it began in."""

    def __init__(self, services: Services, bots: Bots) -> None:
        self._services = services
        self._bots = bots

    @property
    def _redirect(self) -> str:
        return f"{self._services.settings.public_url}{REDIRECT}"

    def begin(self, *, bot: bool) -> Response:
        """Send the browser to Slack's page of permissions."""
        settings = self._services.settings
        state = self._services.store.states.issue()
        query = {
            "client_id": settings.client_id,
            "scope": ",".join(manifest.bot_scopes()) if bot else "",
            "user_scope": "" if bot else ",".join(manifest.user_scopes()),
            "redirect_uri": self._redirect,
            "state": state,
        }
        answer = RedirectResponse(
            f"{settings.slack_origin}/oauth/v2/authorize?{urlencode(query)}", status_code=302
        )
        secure = (settings.public_url or "").startswith("https:")
        answer.set_cookie(COOKIE, state, max_age=COOKIE_SECONDS, secure=secure, httponly=True, samesite="lax")
        return answer

    def finish(self, query: dict[str, str], cookie: str) -> Response:
        """Take what Slack sends the browser back with."""
        state = query.get("state", "")
        if query.get("error"):
            return page(CANCELLED)
        if (
            not state
            or not hmac.compare_digest(state, cookie)
            or not self._services.store.states.consume(state)
        ):
            return page(STALE, HTTPStatus.BAD_REQUEST)
        settings = self._services.settings
        client = web_client(None, base_url=settings.api_url, timeout=settings.timeout)
        try:
            answer = client.oauth_v2_access(
                client_id=settings.client_id or "",
                client_secret=settings.client_secret.get_secret_value() if settings.client_secret else "",
                code=query.get("code", ""),
                redirect_uri=self._redirect,
            )
            installation = read_installation(
                answer, lambda token: str(client.auth_test(token=token)["bot_id"])
            )
        except SlackApiError as error:
            report("signing in", error)
            return page(REFUSED, HTTPStatus.BAD_REQUEST)
        if not self._welcome_here(installation):
            self._give_back(installation)
            return page(ELSEWHERE, HTTPStatus.FORBIDDEN)
        if not installation.bot_token and not may_send(installation):
            self._give_back(installation)
            return page(CANCELLED)
        self._services.store.installations.save(installation)
        if installation.bot_token:
            return page(INSTALLED)
        self._refresh_home(installation)
        return page(CONNECTED)

    def _welcome_here(self, installation: Installation) -> bool:
        allowed = self._services.settings.allowed_teams
        if installation.bot_token:
            return not allowed or installation.team_id in allowed
        found = self._bots.find(team_id=installation.team_id, enterprise_id=installation.enterprise_id)
        return found is not None

    def _give_back(self, installation: Installation) -> None:
        """Revoke tokens that we were given and do not want."""
        settings = self._services.settings
        for token in filter(None, (installation.user_token, installation.bot_token)):
            try:
                web_client(token, base_url=settings.api_url, timeout=settings.timeout).auth_revoke()
            except Exception as error:
                report("giving a token back", error)

    def _refresh_home(self, installation: Installation) -> None:
        """Let the person's Home say that they are connected. If that fails, it will when they open it."""
        settings = self._services.settings
        team = tenant(
            team_id=installation.team_id,
            enterprise_id=installation.enterprise_id,
            org_wide=installation.is_enterprise_install,
        )
        try:
            bot = self._bots.find(team_id=installation.team_id, enterprise_id=installation.enterprise_id)
            client = web_client(
                bot.token if bot else None, base_url=settings.api_url, timeout=settings.timeout
            )
            publish(self._services, client, Who(team=team, user=installation.user_id))
        except Exception as error:
            report("refreshing a Home", error)


def read_installation(answer: SlackResponse, bot_id: Callable[[str], str]) -> Installation:
    """Return what oauth.v2.access gave: a bot's token, a person's, or both."""
    team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
    person = answer.get("authed_user") or {}
    bot_token = answer.get("access_token")
    return Installation(
        app_id=answer.get("app_id"),
        enterprise_id=enterprise.get("id"),
        team_id=team.get("id"),
        is_enterprise_install=bool(answer.get("is_enterprise_install")),
        bot_token=bot_token,
        bot_id=bot_id(bot_token) if bot_token else None,
        bot_user_id=answer.get("bot_user_id"),
        bot_scopes=answer.get("scope") or "",
        bot_refresh_token=answer.get("refresh_token"),
        bot_token_expires_in=answer.get("expires_in"),
        user_id=person.get("id") or "",
        user_token=person.get("access_token"),
        user_scopes=person.get("scope") or "",
        user_refresh_token=person.get("refresh_token"),
        user_token_expires_in=person.get("expires_in"),
    )


def may_send(installation: Installation) -> bool:
    """Whether the person gave what connecting is for. On Slack's page they can untick it."""
    given = set(installation.user_scopes or ())
    return bool(installation.user_token) and given >= set(manifest.user_scopes())


def page(text: str, status: HTTPStatus = HTTPStatus.OK) -> HTMLResponse:
    """Return a small page with one sentence."""
    body = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Whoa</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        '<body style="font:18px/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem">'
        f"<h1>Whoa</h1><p>{html.escape(text)}</p></body></html>"
    )
    return HTMLResponse(
        body, status_code=status, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    )
