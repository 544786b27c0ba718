"""Connecting one's own account, ending that, and Whoa being removed: what belongs to it is deleted."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.serve import HttpServer
from bot.store import StoreUnavailableError
from bot.web import web_app


@pytest.fixture
def anna(slack):
    return slack.user("anna")


@pytest.fixture
def public_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def settings(settings, public_port):
    return settings.model_copy(update={"public_url": f"http://127.0.0.1:{public_port}"})


@pytest.fixture
def pages(bot, public_port) -> Iterator[HttpServer]:
    server = HttpServer(web_app(bot.app, bot.services), "127.0.0.1", public_port)
    server.start()
    yield server
    server.stop(5)


def test_connect_then_send_as_me_then_disconnect(anna, bot, pages, slack):
    url = anna.command("/whoa", "connect").element("Connect")["url"]
    page = anna.authorize(url)
    assert "Your account is connected" in page.text
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id).scopes == ("chat:write",)
    assert "Send as me" in anna.command("/whoa", "Why is that number low?").buttons
    assert "Disconnected" in anna.command("/whoa", "disconnect").shown
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id) is None


def test_disconnecting_says_so_also_when_the_event_of_it_is_quicker(anna, bot, slack, monkeypatch):
    mine = {"team": slack.team_id, "user": anna.id}
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(**mine, token=token, scopes=("chat:write",))
    revoke = WebClient.auth_revoke

    def slowly(client):
        answer = revoke(client)
        slack.wait_until(lambda: bot.store.tokens.get(**mine) is None or None, "the token to be forgotten")
        return answer

    monkeypatch.setattr(WebClient, "auth_revoke", slowly)
    assert "Disconnected" in anna.command("/whoa", "disconnect").shown


def test_disconnecting_says_so_when_slack_did_not_confirm_it(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    slack.fail_next("auth.revoke", hang_up=True)
    assert "Disconnected. Slack did not confirm" in anna.command("/whoa", "disconnect").shown
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id) is None


def test_home_says_so_at_once(anna, bot, pages):
    home = anna.home()
    anna.authorize(home.element("Connect")["url"])
    assert "Your account is connected" in anna.home().shown


def test_saying_no_connects_nothing(anna, bot, pages, slack):
    page = anna.authorize(f"{bot.services.settings.public_url}/slack/connect", allow=False)
    assert "Nothing was connected" in page.text
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id) is None


def test_leaving_out_what_sending_needs_connects_nothing(anna, bot, pages, slack):
    page = anna.authorize(f"{bot.services.settings.public_url}/slack/connect", decline=("chat:write",))
    assert "Nothing was connected" in page.text
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id) is None


@pytest.mark.parametrize("what", ["slack", "begin", "save"])
def test_a_sign_in_that_breaks_off_says_so_and_logs_no_words(
    anna, bot, pages, slack, monkeypatch, what, caplog, capfd
):
    def down(*_: object, **__: object) -> None:
        raise StoreUnavailableError("the name of a server")

    if what == "slack":
        slack.fail_next("oauth.v2.access", hang_up=True)
    else:
        place = bot.store.states if what == "begin" else bot.store.installations
        monkeypatch.setattr(place, "issue" if what == "begin" else "save", down)
    page = anna.authorize(f"{bot.services.settings.public_url}/slack/connect")
    assert (page.status, "did not work" in page.text) == (500, True)
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id) is None
    said = caplog.text + "".join(capfd.readouterr())
    assert "a web page failed" in said
    assert "Traceback" not in said
    assert "the name of a server" not in said


def test_a_link_from_another_browser_is_refused(anna, bot, pages, slack):
    state = bot.store.states.issue()
    code = slack.code_for(anna, user_scope="chat:write")
    page = anna.authorize(
        f"{bot.services.settings.public_url}/slack/oauth_redirect?code={code}&state={state}"
    )
    assert page.status == 400
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id) is None


def test_there_is_no_install_page_for_one_workspace(anna, bot, pages):
    assert anna.authorize(f"{bot.services.settings.public_url}/slack/install").status == 404


@pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)
def test_access_taken_away_at_slack_is_forgotten_here(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    slack.revoke(anna)
    slack.settle()
    assert bot.store.tokens.get(team=slack.team_id, user=anna.id) is None


@pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)
def test_uninstalling_deletes_everything(anna, bot, slack):
    anna.command("/whoa", "trust @ben low")
    slack.uninstall()
    slack.settle()
    assert bot.store.stored_about(team=slack.team_id, user=anna.id) == {}
