"""Runs the bot: by Socket Mode or by HTTP, the same listeners behind both, and stops without dropping what it holds."""

from __future__ import annotations

import logging
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.oauth.token_rotation import TokenRotator
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from starlette.types import ASGIApp

from bot.app import build_app
from bot.bots import Bots, first_contact
from bot.client import web_client
from bot.reliability import Workers
from bot.services import Coach, Services
from bot.settings import Mode, Settings, SettingsError, load_settings
from bot.sockets import SocketClient
from bot.store import Store
from bot.web import web_app

log = logging.getLogger("whoa")

QUIET_LOGGERS = ("slack_bolt", "slack_sdk", "urllib3", "uvicorn.access")
"""Libraries that print what people write when they are told to be chatty."""


def serve(mode: Mode, settings: Settings | None = None) -> int:
    """Run until SIGTERM or SIGINT; return the exit code. Raises `SettingsError` with a message for people."""
    settings = (settings or load_settings()).require(mode)
    set_up_logs(settings)
    services = build_services(settings)
    bots = Bots(services)
    bots.check()
    warm_up(services.coach)
    app = build_app(services, bots)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    running: list[SocketServer | HttpServer] = []
    try:
        socket_side = SocketServer(app, settings) if mode == "socket" else None
        if mode == "http" or settings.can_connect or "port" in settings.model_fields_set:
            ready = socket_side.is_ready if socket_side else lambda: True
            asgi = web_app(app, services, bots, slack_requests=mode == "http", is_ready=ready)
            running.append(HttpServer(asgi, settings.host, settings.port))
        if socket_side:
            running.append(socket_side)
        for server in running:
            server.start()
        log.info(
            "whoa is listening (%s)",
            "Socket Mode" if mode == "socket" else f"http://{settings.host}:{settings.port}",
        )
        stop.wait()
        log.info("finishing what is under way")
    finally:
        for server in reversed(running):
            server.stop(settings.drain)
        services.workers.drain(settings.drain)
        services.store.close()
    return 0


def build_services(settings: Settings, *, coach: Coach | None = None, store: Store | None = None) -> Services:
    """Return the parts that the settings ask for. Loading the engine takes a second or two."""
    from rules import load  # noqa: PLC0415  (spaCy is slow to import, and settings errors should be quick)

    key = settings.encryption_key.get_secret_value() if settings.encryption_key else None
    return Services(
        coach=coach or load([settings.rules] if settings.rules else None, settings.model),
        store=store or Store.open(url=settings.database_url, key=key, rotator=rotator(settings)),
        settings=settings,
        workers=Workers(threads=settings.threads),
    )


def warm_up(coach: Coach) -> None:
    """Let the engine load what it loads on first use, before the first person waits for it."""
    for text in ("Why is that number low?", "Warum ist diese Zahl so niedrig? Das verstehe ich nicht."):
        coach.coach(text)
        coach.read(text)


def rotator(settings: Settings) -> TokenRotator | None:
    """Return what trades an expiring token for a fresh one, where the client's secret is known."""
    if not (settings.client_id and settings.client_secret):
        return None
    client = web_client(None, base_url=settings.api_url, timeout=settings.timeout)
    return TokenRotator(
        client_id=settings.client_id, client_secret=settings.client_secret.get_secret_value(), client=client
    )


def set_up_logs(settings: Settings) -> None:
    """Log our own lines at the level chosen, and never let a library go below INFO."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(settings.log_level)))


class SocketServer:
    """Socket Mode, with an end: no request is dropped half-way."""

    def __init__(self, app: App, settings: Settings) -> None:
        if settings.app_token is None:
            raise SettingsError("Socket Mode needs SLACK_APP_TOKEN.")
        self._app = app
        self._settings = settings
        self._busy = 0
        self._changed = threading.Condition()
        self._stopping = False
        self.client = SocketClient(
            app_token=settings.app_token.get_secret_value(),
            web_client=web_client(None, base_url=settings.api_url, timeout=settings.timeout),
            concurrency=settings.threads,
        )
        self.client.socket_mode_request_listeners.append(self.handle)

    def start(self) -> None:
        """Connect; the SDK reconnects by itself from then on. Raises `SettingsError` if that cannot work."""
        with first_contact(self._settings, "SLACK_APP_TOKEN"):
            self.client.connect()

    def is_ready(self) -> bool:
        return not self._stopping and self.client.is_connected()

    def handle(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Answer one envelope. Without an answer Slack delivers an event again; so that is what a failure gives."""
        if self._stopping and request.type == "events_api":
            return  # Slack gives it to another replica
        with self._work():
            answer: BoltResponse = run_bolt_app(self._app, request)
            send_response(client, request, answer, time.time())

    def stop(self, seconds: float) -> None:
        """Take no more events, finish what was begun, then close."""
        self._stopping = True
        with self._changed:
            self._changed.wait_for(lambda: self._busy == 0, timeout=seconds)
        self.client.close()

    @contextmanager
    def _work(self) -> Iterator[None]:
        with self._changed:
            self._busy += 1
        try:
            yield
        finally:
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()


class HttpServer:
    """Uvicorn in a thread, so that this process and not the library decides when to stop."""

    def __init__(self, asgi: ASGIApp, host: str, port: int) -> None:
        self._socket = _listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            asgi, access_log=False, log_level="warning", lifespan="off", timeout_graceful_shutdown=10
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="whoa-http", daemon=True)

    def start(self) -> None:
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.01)

    def stop(self, seconds: float) -> None:
        """Refuse new connections, and answer what was asked."""
        self._server.config.timeout_graceful_shutdown = max(1, int(seconds))
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(seconds + 1)
        self._socket.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, because asyncio turns Nagle's delay (40 ms for each answer) off only where it is.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise SettingsError(
            f"Port {port} on {host} cannot be used ({error.strerror}). Stop what is using it, or set WHOA_PORT."
        ) from None
    made.set_inheritable(True)
    return made
