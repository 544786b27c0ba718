"""The Web API client, replayed from recordings: what Slack is sent, and how each answer is taken.

`make cassettes` records them again: against the stand-in for Slack, or against a real workspace if WHOA_RECORD_BOT_TOKEN (xoxb-…)
and WHOA_RECORD_USER (your user id there) are set. The first lines of each cassette say which. Tokens never get into them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import private, timed
from bot.client import web_client
from bot.reliability import Workers
from bot.rendering.help import WELCOME_TEXT, welcome_blocks
from bot.rendering.home import HomeState, home_view
from bot.replies import Reply
from bot.sandbox import Sandbox
from bot.services import Services, Who
from bot.settings import Settings
from bot.store import Person, Store

from .scripted_coach import ScriptedCoach

ROOT = Path(__file__).parents[2]
CASSETTES = ROOT / "tests/cassettes"
REAL_TOKEN, REAL_USER = os.environ.get("WHOA_RECORD_BOT_TOKEN"), os.environ.get("WHOA_RECORD_USER")
PLACE = "https://slack.com/api/"
NOW = 1_767_225_600.0
HIDDEN = ("authorization", "host", "x-slack-signature", "set-cookie", "cookie", "user-agent")
RESPONSE_HIDDEN = {
    "set-cookie",
    "date",
    "server",
    "x-slack-req-id",
    "x-oauth-scopes",
    "x-accepted-oauth-scopes",
    "via",
}


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    return str(CASSETTES)


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return {
        "filter_headers": list(HIDDEN),
        "filter_post_data_parameters": ["token", "client_secret"],
        "before_record_request": _without_place,
        "before_record_response": _without_secrets,
        "match_on": ["method", "path", "sent"],
        "decode_compressed_response": True,
    }


def _without_place(request: Any) -> Any:
    """Recordings name Slack, wherever they were made. Where to send it is settled before this."""
    recorded = copy(request)
    recorded.uri = PLACE + request.uri.split("/api/")[-1]
    return recorded


def _without_secrets(response: dict[str, Any]) -> dict[str, Any]:
    response["headers"] = {k: v for k, v in response["headers"].items() if k.lower() not in RESPONSE_HIDDEN}
    return response


@pytest.fixture
def workspace(record_mode: str) -> Iterator[tuple[str, str, str]]:
    """Where to talk to, with which token, as whom: a stand-in or a real workspace to record, else a recording."""
    if record_mode == "none":
        yield PLACE, "xoxb-replayed", "U0ANNA00000"
    elif REAL_TOKEN and REAL_USER:
        yield PLACE, REAL_TOKEN, REAL_USER
    else:
        with Sandbox.start(ROOT / "manifest.yml") as slack:
            yield slack.api_url, slack.bot_token, slack.user("anna").id


@pytest.fixture
def client(workspace: tuple[str, str, str]) -> WebClient:
    return web_client(workspace[1], base_url=workspace[0], timeout=5)


@pytest.fixture
def who(workspace: tuple[str, str, str]) -> Who:
    return Who(team="T0SANDBOX0", user=workspace[2])


@pytest.fixture
def services(workspace: tuple[str, str, str], record_mode: str) -> Iterator[Services]:
    clock = (lambda: NOW) if record_mode == "none" else time.time
    store = Store.in_memory(clock=clock)
    settings = Settings(_env_file=None, SLACK_API_URL=workspace[0], SLACK_BOT_TOKEN=workspace[1])
    yield Services(ScriptedCoach(), store, settings, Workers(), clock=clock)
    store.close()


@pytest.mark.vcr
def test_who_am_i(client):
    answer = client.auth_test()
    assert answer["ok"]
    assert answer["team_id"].startswith("T")
    assert answer["bot_id"].startswith("B")


@pytest.mark.vcr
def test_a_direct_message(client, who):
    private.direct(client, who, Reply(WELCOME_TEXT, welcome_blocks("seedling")))


@pytest.mark.vcr
def test_a_home(client, who):
    answer = client.views_publish(user_id=who.user, view=home_view(HomeState(person=Person())))
    assert answer["view"]["type"] == "home"


@pytest.mark.vcr
def test_a_reminder_and_its_end(client, who, services):
    planned = timed.schedule(services, client, who, seconds=600, kind="breathe", text="later", blocks=[])
    assert planned.message.startswith("Q")
    assert timed.cancel(services, client, who, planned.message)


@pytest.mark.vcr
def test_a_refusal_carries_slacks_code(client):
    with pytest.raises(SlackApiError) as raised:
        client.chat_postEphemeral(channel="C0NOWHERE00", user="U0NOBODY000", text="x")
    assert raised.value.response["error"] == "channel_not_found"


@pytest.mark.vcr
def test_a_whisper_that_cannot_be_heard_becomes_a_direct_message(client, who):
    private.whisper(client, who, Reply.line("psst"), channel="C0NOWHERE00")


def test_no_cassette_holds_a_token():
    texts = [path.read_text(encoding="utf-8") for path in CASSETTES.glob("*.yaml")]
    assert texts
    assert not [text for text in texts if "xox" in text or "xapp-" in text or "127.0.0.1" in text]


def test_every_cassette_says_where_it_was_recorded():
    for path in CASSETTES.glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# Recorded against "), path.name
