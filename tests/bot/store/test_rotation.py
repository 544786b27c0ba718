"""Tokens that expire are renewed once, however many replicas want to."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.store.grants import Grants

HOURS = 3600
TEAM = {"enterprise_id": None, "team_id": "T1"}


class Slack(WebClient):
    """Slack's `oauth.v2.access`: each refresh token works once."""

    def __init__(self):
        super().__init__()
        self.spent, self.calls, self.error, self.during = set(), 0, None, lambda: None
        self.lock = Lock()

    def oauth_v2_access(self, *, refresh_token, **_):
        time.sleep(0.05)
        self.during()
        with self.lock:
            self.calls += 1
            error = self.error or ("invalid_refresh_token" if refresh_token in self.spent else None)
            if isinstance(error, Exception):
                raise error
            if error:
                raise SlackApiError("refused", {"ok": False, "error": error})
            self.spent.add(refresh_token)
        kind, number = refresh_token.split("-")
        return {
            "token_type": kind,
            "access_token": f"xox{kind[0]}-{int(number) + 1}",
            "refresh_token": f"{kind}-{int(number) + 1}",
            "expires_in": 12 * HOURS,
        }


@pytest.fixture
def slack():
    return Slack()


@pytest.fixture
def rotator(slack):
    return TokenRotator(client_id="1", client_secret="2", client=slack)


@pytest.fixture
def store(open_store, rotator, clock):
    store = open_store(rotator=rotator)
    store.installations.save(
        Installation(
            team_id="T1",
            bot_token="xoxb-1",
            bot_id="B1",
            bot_user_id="U0BOT",
            bot_refresh_token="bot-1",
            bot_token_expires_at=int(clock.now) + 12 * HOURS,
            user_id="U1",
            user_token="xoxu-1",
            user_refresh_token="user-1",
            user_token_expires_at=int(clock.now) + 12 * HOURS,
        )
    )
    return store


def test_a_fresh_token_is_left_alone(store, slack):
    assert store.tokens.get(team="T1", user="U1").token == "xoxu-1"
    assert store.installations.bot(team_id="T1").token == "xoxb-1"
    assert slack.calls == 0


def test_a_token_that_ends_soon_is_renewed_and_kept(store, slack, clock):
    clock.move(11 * HOURS)
    assert store.tokens.get(team="T1", user="U1").token == "xoxu-2"
    assert store.installations.bot(team_id="T1").token == "xoxb-2"
    assert store.tokens.get(team="T1", user="U1").token == "xoxu-2"
    assert slack.calls == 2
    clock.move(11 * HOURS)
    assert store.tokens.get(team="T1", user="U1").token == "xoxu-3"


def test_bolt_gets_no_refresh_token_to_spend(store, clock):
    clock.move(11 * HOURS)
    found = store.installations.find_installation(**TEAM, user_id="U1")
    assert (found.bot_token, found.user_token) == ("xoxb-2", "xoxu-2")
    assert (found.bot_refresh_token, found.user_refresh_token) == (None, None)


def test_without_a_rotator_bolt_gets_the_refresh_tokens(store, open_store):
    found = open_store(rotator=None).installations.find_installation(**TEAM, user_id="U1")
    assert (found.bot_refresh_token, found.user_refresh_token) == ("bot-1", "user-1")


@pytest.mark.parametrize("hours", [11, 13])
def test_many_replicas_renew_once(store, open_store, rotator, slack, clock, hours):
    clock.move(hours * HOURS)
    replicas = [store, *(open_store(rotator=rotator) for _ in range(3))]
    start = Barrier(8)

    def one(replica):
        start.wait()
        return replica.installations.bot(team_id="T1").token

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(one, replicas * 2))
    assert slack.calls == 1
    assert answers <= ({"xoxb-1", "xoxb-2"} if hours == 11 else {"xoxb-2"})
    assert store.installations.bot(team_id="T1").token == "xoxb-2"


@pytest.mark.parametrize("error", ["ratelimited", OSError("no network")])
def test_if_slack_cannot_be_asked_the_present_token_goes_on(store, slack, clock, error):
    clock.move(11 * HOURS)
    slack.error = error
    assert store.tokens.get(team="T1", user="U1").token == "xoxu-1"
    slack.error = None
    assert store.tokens.get(team="T1", user="U1").token == "xoxu-2"


def test_a_person_whose_grant_is_over_is_asked_to_connect_again(store, slack, clock):
    clock.move(11 * HOURS)
    slack.error = "invalid_refresh_token"
    assert store.tokens.get(team="T1", user="U1") is None
    assert store.stored_about(team="T1", user="U1") == {}


def test_a_bot_whose_grant_is_over_is_kept_for_the_administrator(store, slack, clock):
    clock.move(11 * HOURS)
    slack.error = "invalid_refresh_token"
    assert store.installations.bot(team_id="T1").token == "xoxb-1"


def test_disconnecting_during_a_renewal_stays_disconnected(store, slack, clock):
    clock.move(11 * HOURS)
    slack.during = lambda: store.delete_person(team="T1", user="U1")
    assert store.tokens.get(team="T1", user="U1") is None


@pytest.mark.parametrize("error", [None, "invalid_refresh_token"])
def test_connecting_again_during_a_renewal_wins(store, slack, clock, error):
    clock.move(11 * HOURS)
    slack.error = error
    slack.during = lambda: store.tokens.put(team="T1", user="U1", token="xoxp-new")
    assert store.tokens.get(team="T1", user="U1").token == "xoxp-new"


def test_a_replica_that_died_while_renewing_is_taken_over(store, slack, clock):
    clock.move(11 * HOURS)
    slack.during = lambda: (_ for _ in ()).throw(SystemExit)
    with pytest.raises(SystemExit):
        store.tokens.get(team="T1", user="U1")
    slack.during = lambda: None
    assert store.tokens.get(team="T1", user="U1").token == "xoxu-1"
    clock.move(30)
    assert store.tokens.get(team="T1", user="U1").token == "xoxu-2"


def test_a_renewal_that_came_just_before_ours_is_not_repeated(
    store, open_store, rotator, slack, clock, monkeypatch
):
    clock.move(11 * HOURS)
    other = open_store(rotator=rotator)
    begin = Grants.begin_renewal

    def late(grants, **lease):
        monkeypatch.undo()
        other.tokens.get(team="T1", user="U1")
        return begin(grants, **lease)

    monkeypatch.setattr(Grants, "begin_renewal", late)
    assert store.tokens.get(team="T1", user="U1").token == "xoxu-2"
    assert slack.calls == 1
