"""The HTTP side: Slack's requests, signing in, and health. Bolt works in threads, so that the loop stays free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus

from slack_bolt import App, BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.bots import Bots
from bot.oauth import BROKEN, oauth_routes, page
from bot.reliability import report
from bot.services import Services

LARGEST_BODY = 2_000_000
"""Bytes. Slack's largest requests (views) stay under 250 KB."""


def web_app(
    app: App,
    services: Services,
    bots: Bots | None = None,
    *,
    slack_requests: bool = True,
    is_ready: Callable[[], bool] = lambda: True,
) -> Starlette:
    """Return the web application. `slack_requests=False`: only health and signing in, beside Socket Mode."""

    async def events(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                return PlainTextResponse("too large", status_code=413)
        try:
            bolt_request = BoltRequest(
                body=body.decode("utf-8", "replace"), query=str(request.url.query), headers=headers(request)
            )
        except Exception:  # no request of Slack's; anybody can send it, so it is not even logged
            return PlainTextResponse("not understood", status_code=HTTPStatus.BAD_REQUEST)
        return as_response(await run_in_threadpool(app.dispatch, bolt_request))

    def live(request: Request) -> Response:  # noqa: ARG001
        return PlainTextResponse("alive")

    def ready(request: Request) -> Response:  # noqa: ARG001
        checks = {"slack": is_ready(), "database": _database_answers(services)}
        return JSONResponse(checks, status_code=200 if all(checks.values()) else 503)

    routes = [Route("/healthz", live), Route("/readyz", ready)]
    if slack_requests:
        routes.append(Route("/slack/events", events, methods=["POST"]))
    if services.settings.can_connect:
        routes += oauth_routes(services, bots or Bots(services))
    return Starlette(routes=routes, middleware=[Middleware(Quiet)])


class Quiet:
    """Says in a sentence that a page failed, and logs the kind of error: the server would log its text, too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            report("a web page", error)
            await page(BROKEN, HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, send)


def headers(request: Request) -> dict[str, str | Sequence[str]]:
    return dict(request.headers)


def as_response(answer: BoltResponse) -> Response:
    return Response(status_code=answer.status, content=answer.body, headers=answer.first_headers())


def _database_answers(services: Services) -> bool:
    try:
        services.store.ping()
    except Exception:
        return False
    return True
