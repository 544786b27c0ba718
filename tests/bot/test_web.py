"""The web side by itself: health, limits, Slack's handshake, and refusals that give nothing away."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.app import build_app
from bot.reliability import Workers
from bot.serve import HttpServer, SettingsError
from bot.services import Services
from bot.settings import Settings
from bot.store import Store
from bot.web import LARGEST_BODY, web_app

from .scripted_coach import ScriptedCoach

SECRET = "a-signing-secret"
NOWHERE = "http://127.0.0.1:9/api/"


@pytest.fixture
def services() -> Iterator[Services]:
    settings = Settings(
        _env_file=None,
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_SIGNING_SECRET=SECRET,
        SLACK_API_URL=NOWHERE,
        WHOA_SLACK_TIMEOUT=1,
    )
    store = Store.in_memory()
    made = Services(ScriptedCoach(), store, settings, Workers())
    yield made
    made.workers.drain(1)
    store.close()


@pytest.fixture
def server(services: Services) -> Iterator[HttpServer]:
    ready = [True]
    made = HttpServer(web_app(build_app(services), services, is_ready=lambda: ready[0]), "127.0.0.1", 0)
    made.ready = ready  # type: ignore[attr-defined]
    made.start()
    yield made
    made.stop(1)


def ask(server: HttpServer, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def signed(body: str, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    stamp = str(int(at if at is not None else time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return {
        "X-Slack-Signature": signature,
        "X-Slack-Request-Timestamp": stamp,
        "Content-Type": "application/json",
    }


def test_health_tells_life_from_readiness(server, services, monkeypatch):
    assert ask(server, "/healthz") == (200, "alive")
    assert ask(server, "/readyz")[0] == 200
    server.ready[0] = False
    status, text = ask(server, "/readyz")
    assert (status, json.loads(text)) == (503, {"slack": False, "database": True})
    assert ask(server, "/healthz")[0] == 200


def test_a_database_that_is_down_is_not_ready(server, services, monkeypatch):
    def down() -> None:
        raise OSError

    monkeypatch.setattr(services.store, "ping", down)
    assert json.loads(ask(server, "/readyz")[1])["database"] is False


def test_slacks_handshake_is_answered(server):
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    assert ask(server, "/slack/events", body.encode(), **signed(body)) == (200, '{"challenge": "abc"}')


@pytest.mark.parametrize("how", [{"secret": "another"}, {"at": 1_000.0}])
def test_a_wrong_or_old_signature_is_refused(server, how):
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    assert ask(server, "/slack/events", body.encode(), **signed(body, **how))[0] == 401


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{secret"),
        ("application/json", b"[1]"),
        ("application/x-www-form-urlencoded", b"payload=secret{"),
    ],
)
def test_what_cannot_be_read_is_refused_without_a_word_in_the_log(server, kind, body, caplog, capfd):
    assert ask(server, "/slack/events", body, **{"Content-Type": kind})[0] == 400
    assert caplog.text + "".join(capfd.readouterr()) == ""


def test_what_is_too_large_is_refused(server):
    assert ask(server, "/slack/events", b"x" * (LARGEST_BODY + 1))[0] == 413


def test_when_slack_cannot_be_reached_slack_is_asked_to_come_again(server):
    event = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "text": "hello there"}
    body = json.dumps({"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event})
    assert ask(server, "/slack/events", body.encode(), **signed(body))[0] == 500


def test_other_pages_do_not_exist(server):
    assert ask(server, "/")[0] == 404
    assert ask(server, "/slack/connect")[0] == 404
    assert ask(server, "/slack/events")[0] == 405


def test_a_busy_port_is_a_clear_message(server, services):
    with pytest.raises(SettingsError, match=f"Port {server.port} on 127.0.0.1 cannot be used"):
        HttpServer(web_app(build_app(services), services), "127.0.0.1", server.port)
