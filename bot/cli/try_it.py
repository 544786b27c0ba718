"""`whoa try`: the real bot with a stand-in for Slack, in the browser."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from bot.cli.common import Problem

if TYPE_CHECKING:
    from bot.sandbox import Sandbox
    from bot.settings import Settings

PORT = 8417
TIPS = (
    "/whoa Why is that number low?",
    "/whoa You broke the build again.",
    "/whoa I already told you this twice.",
    "/whoa Could you send me the numbers by Friday? Thanks!",
)


@click.command("try")
@click.option(
    "--port", type=click.IntRange(0, 65535), help=f"Port of the page. [default: {PORT}, or any free one]"
)
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
def command(*, port: int | None, no_browser: bool) -> None:
    """Use the bot in your browser, without Slack: no workspace, no token, no network, until Ctrl-C.

    What you write stays in this process and is gone when it ends.
    """
    from bot.manifest import manifest
    from bot.sandbox import PortBusy, Sandbox

    click.echo("Starting the bot and a small stand-in for Slack …", err=True)
    try:
        if port is None:
            port = PORT if _is_free(PORT) else 0
        with Sandbox.start(manifest(), port=port, story=True, tips=TIPS) as slack, _bot(slack):
            stopped = _told_to_stop()  # before anyone knows that we are here, and may end us
            click.echo(f"Whoa is here: {slack.url}")
            click.echo("Type /whoa and a draft there. Ctrl-C ends it.", err=True)
            if not no_browser and _has_browser():
                webbrowser.open(slack.url)
            stopped.wait()
    except PortBusy as error:
        raise Problem(str(error.strerror)) from error


def _told_to_stop() -> threading.Event:
    """Set by Ctrl-C or SIGTERM from now on."""
    done = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: done.set())
    return done


@contextmanager
def _bot(slack: Sandbox) -> Iterator[None]:
    """Run the bot against the stand-in, by Socket Mode; its pages for signing in on a port of their own."""
    from bot.app import build_app
    from bot.bots import Bots
    from bot.cli.engine import load_coach
    from bot.reliability import Workers
    from bot.serve import HttpServer, SocketServer, set_up_logs, warm_up
    from bot.services import Services
    from bot.store import Store
    from bot.web import web_app

    settings = _settings(slack)
    set_up_logs(settings)
    key = settings.encryption_key.get_secret_value() if settings.encryption_key else None
    store = Store.in_memory(key=key, clock=slack.clock.now)
    coach = load_coach()
    warm_up(coach)
    services = Services(coach=coach, store=store, settings=settings, workers=Workers(), clock=slack.clock.now)
    bots = Bots(services)
    app = build_app(services, bots)
    pages = HttpServer(web_app(app, services, bots, slack_requests=False), settings.host, settings.port)
    servers: tuple[SocketServer | HttpServer, ...] = (SocketServer(app, settings), pages)
    try:
        for server in servers:
            server.start()
        slack.wait_connected()
        yield
    finally:
        for server in servers:
            server.stop(1)
        services.workers.drain(1)
        store.close()


def _settings(slack: Sandbox) -> Settings:
    """The stand-in's secrets; nothing of a real workspace that may be set here is used."""
    from bot.settings import Settings
    from bot.store import new_key

    port = _free_port()
    values: dict[str, Any] = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_CLIENT_ID": slack.client_id,
        "SLACK_CLIENT_SECRET": slack.client_secret,
        "SLACK_API_URL": slack.api_url,
        "WHOA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "WHOA_HOST": "127.0.0.1",
        "WHOA_PORT": port,
        "WHOA_ENCRYPTION_KEY": new_key(),
        "WHOA_LOG_LEVEL": "WARNING",
    }
    return Settings(_env_file=None, **values)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _has_browser() -> bool:
    """Whether a browser would open in a window of its own, and not in this terminal."""
    graphical = (
        sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    return bool(graphical) and sys.stdout.isatty()
