"""Installed by link in several workspaces: each has its own token, settings and people."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from bot.app import build_app
from bot.bots import Bots
from bot.reliability import Workers
from bot.sandbox import Sandbox
from bot.serve import HttpServer, SocketServer
from bot.services import Services
from bot.settings import Settings
from bot.store import Store, StoreUnavailableError, new_key
from bot.web import web_app

from .conftest import MANIFEST

DRAFT = "Why is that number low?"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST, installed=False) as sandbox:
        yield sandbox


@pytest.fixture
def place() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def settings(slack: Sandbox, place: str) -> Settings:
    return Settings(
        _env_file=None,
        SLACK_APP_TOKEN=slack.app_token,
        SLACK_CLIENT_ID=slack.client_id,
        SLACK_CLIENT_SECRET=slack.client_secret,
        SLACK_API_URL=slack.api_url,
        WHOA_PUBLIC_URL=place,
        WHOA_ENCRYPTION_KEY=new_key(),
    )


@pytest.fixture
def store(slack: Sandbox, settings: Settings) -> Iterator[Store]:
    opened = Store.in_memory(key=settings.encryption_key.get_secret_value(), clock=slack.clock.now)
    yield opened
    opened.close()


@pytest.fixture
def running(slack, settings, store, coach, place) -> Iterator[Services]:
    services = Services(coach, store, settings, Workers(pause=0), clock=slack.clock.now)
    bots = Bots(services)
    app = build_app(services, bots)
    servers = [
        HttpServer(
            web_app(app, services, bots, slack_requests=False), "127.0.0.1", int(place.split(":")[-1])
        ),
        SocketServer(app, settings),
    ]
    for server in servers:
        server.start()
    slack.wait_connected()
    yield services
    for server in servers:
        server.stop(5)
    services.workers.drain(5)


def test_install_connect_and_use(slack, running, store, place):
    anna = slack.user("anna")
    assert "Whoa is installed" in anna.authorize(f"{place}/slack/install").text
    assert "Reason of" in anna.command("/whoa", DRAFT).shown
    assert "Your account is connected" in anna.authorize(f"{place}/slack/connect").text
    assert "Send as me" in anna.command("/whoa", DRAFT).buttons
    assert "Reason of" in anna.dm_bot(DRAFT).shown


def test_for_a_while_it_works_without_its_database(slack, running, store, place, monkeypatch):
    anna = slack.user("anna")
    anna.authorize(f"{place}/slack/install")
    anna.command("/whoa", DRAFT)

    def down(**_: object) -> None:
        raise StoreUnavailableError

    monkeypatch.setattr(store.installations, "bot", down)
    assert "Reason of" in anna.command("/whoa", DRAFT).shown
    slack.clock.advance(minutes=11)
    assert not anna.send_command("/whoa", DRAFT).acked


def test_two_workspaces_keep_apart(slack, running, store, place):
    anna = slack.user("anna")
    anna.authorize(f"{place}/slack/install")
    elsewhere = slack.add_team("Elsewhere", installed=False)
    eve = slack.add_user("eve", team_id=elsewhere)
    assert "Whoa is installed" in eve.authorize(f"{place}/slack/install").text
    anna.command("/whoa", "pause 1d")
    assert store.people.settings(team=slack.team_id, user=anna.id).paused_until
    assert "Reason of" in eve.dm_bot(DRAFT).shown
    assert store.stored_about(team=elsewhere, user=anna.id) == {}


def test_a_workspace_that_is_not_allowed_cannot_install(slack, running, store, place):
    object.__setattr__(
        running, "settings", running.settings.model_copy(update={"allowed_teams": ("T0OTHER",)})
    )
    page = slack.user("anna").authorize(f"{place}/slack/install")
    assert page.status == 403
    assert store.installations.bot(team_id=slack.team_id) is None
    assert len(slack.calls("auth.revoke")) == 1


def test_uninstalled_and_installed_again(slack, running, store, place):
    anna = slack.user("anna")
    anna.authorize(f"{place}/slack/install")
    anna.command("/whoa", "trust @ben low")
    slack.uninstall()
    slack.settle()
    assert store.installations.bot(team_id=slack.team_id) is None
    assert store.stored_about(team=slack.team_id, user=anna.id) == {}
    anna.authorize(f"{place}/slack/install")
    assert "Reason of" in anna.command("/whoa", DRAFT).shown
