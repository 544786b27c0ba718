"""The real bot against the stand-in for Slack, over real sockets. Tests read like a chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from slack_bolt import App

from bot.app import build_app
from bot.reliability import Workers
from bot.sandbox import Sandbox
from bot.serve import HttpServer, SocketServer, warm_up
from bot.services import Coach, Services
from bot.settings import Settings
from bot.store import Store, new_key
from bot.web import web_app
from rules import load
from tests.bot.scripted_coach import ScriptedCoach

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
PUBLIC = "http://127.0.0.1:9"


@dataclass
class Bot:
    """A running bot: its parts, to look at and to break."""

    services: Services
    server: SocketServer | HttpServer
    store: Store
    app: App


@pytest.fixture
def coach() -> ScriptedCoach:
    return ScriptedCoach()


@pytest.fixture(scope="session")
def engine() -> Coach:
    """The real engine, for the tests that are about all of it together."""
    coach = load()
    warm_up(coach)
    return coach


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST) as sandbox:
        yield sandbox


@pytest.fixture(params=["socket"])
def mode(request: pytest.FixtureRequest) -> str:
    """How Slack talks to the bot; a test that asks for both says so by parametrizing it."""
    return str(request.param)


@pytest.fixture
def settings(slack: Sandbox) -> Settings:
    return Settings(
        _env_file=None,
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
        SLACK_SIGNING_SECRET=slack.signing_secret,
        SLACK_CLIENT_ID=slack.client_id,
        SLACK_CLIENT_SECRET=slack.client_secret,
        SLACK_API_URL=slack.api_url,
        WHOA_PUBLIC_URL=PUBLIC,
        WHOA_ENCRYPTION_KEY=new_key(),
    )


@pytest.fixture
def bot(slack: Sandbox, settings: Settings, coach: ScriptedCoach, mode: str) -> Iterator[Bot]:
    store = Store.in_memory(key=settings.encryption_key.get_secret_value(), clock=slack.clock.now)
    services = Services(
        coach=coach, store=store, settings=settings, workers=Workers(pause=0), clock=slack.clock.now
    )
    app = build_app(services)
    server: SocketServer | HttpServer
    if mode == "http":
        server = HttpServer(web_app(app, services), "127.0.0.1", 0)
        server.start()
        slack.use_http(f"http://127.0.0.1:{server.port}/slack/events")
    else:
        server = SocketServer(app, settings)
        server.start()
        slack.wait_connected()
    yield Bot(services, server, store, app)
    server.stop(5)
    services.workers.drain(5)
    store.close()
    assert slack.problems == []
