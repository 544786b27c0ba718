"""Slack delivers again what was not dealt with; the person is told once. In Socket Mode and over HTTP."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from bot import reliability
from bot.listeners import once as once_module
from bot.sandbox import Sandbox
from bot.store import Claimed, StoreUnavailableError, UserToken

from .conftest import MANIFEST

DRAFT = "Why is that number low?"
BOTH = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)
FAST = 0.9
"""Seconds that the stand-in waits for an answer here, instead of Slack's three."""


@pytest.fixture
def slack():
    with Sandbox.start(MANIFEST, ack_seconds=FAST) as sandbox:
        yield sandbox


@pytest.fixture
def anna(slack):
    return slack.user("anna")


def answers(slack):
    return [call for call in slack.calls("chat.postMessage") if call.ok]


def lost(bot, slack):
    with bot.store._database.read() as connection:
        return connection.exec_driver_sql(
            "select coalesce(sum(total), 0) from whoa_count where name = 'lost-window'"
        ).scalar_one()


def say(slack, anna, text=DRAFT):
    """Write to the bot, and return the delivery once its first tries are over."""
    anna.say("bot", text)
    slack.settle()
    return next(
        d
        for d in reversed(slack.deliveries("events_api", "message"))
        if d.payload["event"].get("user") == anna.id
    )


@BOTH
def test_an_event_delivered_three_times_makes_one_answer(slack, anna, bot):
    delivery = say(slack, anna)
    assert slack.redeliver(delivery).acked
    assert slack.redeliver(delivery).acked
    assert len(answers(slack)) == 1


@BOTH
def test_while_the_first_is_still_in_work_the_second_is_told_to_come_again(
    slack, anna, bot, coach, monkeypatch
):
    monkeypatch.setattr(once_module, "EVENT_BUDGET", 0.3)
    coach.delay = FAST + 0.3
    delivery = say(slack, anna)
    assert [attempt.status == "acked" for attempt in delivery.attempts] == [False, False]
    slack.wait_until(lambda: answers(slack) or None, "the first attempt to finish")
    slack.clock.advance(seconds=61)
    assert delivery.acked
    assert len(answers(slack)) == 1


@BOTH
def test_a_listener_that_fails_leaves_it_to_slack_to_deliver_again(slack, anna, bot, coach):
    coach.error = ValueError("the words are: " + DRAFT)
    delivery = say(slack, anna)
    assert not delivery.acked
    assert answers(slack) == []
    coach.error = None
    slack.clock.advance(seconds=61)
    assert delivery.acked
    assert len(answers(slack)) == 1


def test_after_the_last_try_the_person_hears_that_it_did_not_work(slack, anna, bot, coach):
    coach.error = ValueError()
    delivery = say(slack, anna)
    slack.clock.advance(minutes=7)
    assert delivery.acked
    assert "could not finish" in anna.pop().text
    assert len(answers(slack)) == 1


@BOTH
def test_without_its_database_the_person_hears_of_it_after_the_last_try(slack, anna, bot, monkeypatch):
    def down(**_: object) -> None:
        raise StoreUnavailableError

    monkeypatch.setattr(bot.store.claims, "claim", down)
    delivery = say(slack, anna)
    assert answers(slack) == []
    slack.clock.advance(minutes=7)
    assert delivery.acked
    assert "could not finish" in anna.pop().text
    assert len(answers(slack)) == 1


def test_a_command_in_a_direct_message_is_obeyed_once(slack, anna, bot):
    slack.fail_next("chat.postMessage", after=True, hang_up=True)
    say(slack, anna, "breathe 10m")
    slack.clock.advance(seconds=62)
    assert len(slack.scheduled) == 1


def test_a_command_that_fails_in_a_direct_message_says_so(slack, anna, bot):
    slack.fail_next("chat.scheduleMessage", "restricted_action", times=2)
    say(slack, anna, "breathe 10m")
    for said in (anna.pop().text, anna.command("/whoa", "breathe 10m").text):
        assert "could not finish that" in said
        assert "safe" not in said  # there is no draft


@BOTH
def test_a_process_that_died_at_work_loses_nothing(slack, anna, bot, coach, monkeypatch):
    claims = bot.store.claims
    real = claims.claim
    died = []

    def die(**keys):
        """The first process takes the event and is never heard of again."""
        if not died:
            died.append(real(**keys))
            raise ConnectionError
        return real(**keys)

    monkeypatch.setattr(claims, "claim", die)
    delivery = say(slack, anna)
    assert isinstance(died[0], Claimed)
    assert not delivery.acked  # nor at the immediate retry: the lease is live
    slack.clock.advance(seconds=61)
    assert delivery.acked
    assert len(answers(slack)) == 1


def test_dying_after_telling_slack_tells_once_and_is_counted(slack, anna, bot, monkeypatch):
    claims = bot.store.claims
    real = claims.finish
    died = []

    def die(claim, **keys):
        if not died:
            died.append(claim)
            raise ConnectionError
        return real(claim, **keys)

    monkeypatch.setattr(claims, "finish", die)
    delivery = say(slack, anna)
    slack.clock.advance(seconds=61)
    assert delivery.acked
    assert len(answers(slack)) == 1
    assert lost(bot, slack) == 1


def test_a_rate_limit_is_waited_for(slack, anna, bot):
    slack.fail_next("chat.postMessage", "ratelimited", status=429, retry_after=0)
    say(slack, anna)
    assert len(answers(slack)) == 1
    assert len(slack.calls("chat.postMessage")) == 2


def test_retry_after_is_obeyed_to_the_second(slack, bot):
    client = bot.services.as_person(UserToken(slack.bot_token))
    slack.fail_next("auth.test", "ratelimited", status=429, retry_after=1)
    began = time.monotonic()
    assert client.auth_test()["ok"]
    assert time.monotonic() - began >= 1.0


def test_a_rate_limit_too_long_to_wait_for_is_left_to_slack(slack, anna, bot):
    slack.fail_next("chat.postMessage", "ratelimited", status=429, retry_after=40, times=2)
    delivery = say(slack, anna)
    assert not delivery.acked
    slack.clock.advance(seconds=61)
    assert len(answers(slack)) == 1


def test_an_answer_that_got_lost_is_not_sent_twice(slack, anna, bot):
    slack.fail_next("chat.postMessage", after=True, hang_up=True)
    delivery = say(slack, anna)
    slack.clock.advance(minutes=7)
    assert delivery.acked
    assert len([post for post in anna.sees("bot") if post.author == slack.bot_user_id]) == 1
    assert lost(bot, slack) == 1


def test_a_refusal_for_good_is_not_asked_for_again(slack, anna, bot):
    slack.fail_next("chat.postMessage", "messages_tab_disabled")
    delivery = say(slack, anna)
    assert delivery.acked
    assert answers(slack) == []


def test_without_its_database_slack_is_asked_to_come_again(slack, anna, bot, monkeypatch):
    real = bot.store.claims.claim
    down = [True]

    def claim(**keys):
        if down[0]:
            raise OSError
        return real(**keys)

    monkeypatch.setattr(bot.store.claims, "claim", claim)
    delivery = say(slack, anna)
    assert not delivery.acked
    down[0] = False
    slack.clock.advance(seconds=61)
    assert len(answers(slack)) == 1


@BOTH
def test_what_nothing_listens_for_is_acknowledged(slack, bot, anna):
    event = {"type": "event_callback", "team_id": slack.team_id, "event_id": "Ev1", "api_app_id": "A1"}
    assert slack.deliver("events_api", {**event, "event": {"type": "channel_rename", "user": anna.id}}).acked
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "unknown",
        "state": {"values": {}},
        "private_metadata": "",
    }
    user, team = {"id": anna.id, "team_id": slack.team_id}, {"id": slack.team_id, "domain": "x"}
    for kind in ("view_submission", "view_closed"):
        assert slack.deliver(
            "interactive", {"type": kind, "user": user, "team": team, "view": view}, accepts_answer=True
        ).acked
    old = {
        "type": "block_actions",
        "user": user,
        "team": team,
        "trigger_id": "1",
        "container": {"type": "message"},
    }
    assert slack.deliver(
        "interactive",
        {**old, "actions": [{"type": "button", "action_id": "old", "block_id": "b", "value": "x"}]},
    ).acked


@pytest.mark.parametrize("mode", ["http"], indirect=True)
def test_a_request_with_a_wrong_signature_is_refused(slack, bot, coach):
    slack.platform.courier.transport.secret = "0" * 32
    slack.user("anna").send_command("/whoa", DRAFT)
    assert coach.seen == []
    slack.problems.clear()


def test_stopping_finishes_what_is_under_way(slack, anna, bot, coach):
    coach.delay = 0.3
    done = []
    asking = threading.Thread(target=lambda: done.append(anna.command("/whoa", DRAFT).shown))
    asking.start()
    anna.slack.wait_until(lambda: coach.seen or None, "the coach to be at work")
    bot.server.stop(5)
    asking.join(5)
    assert "Reason of" in done[0]


def test_errors_are_named_without_their_message(caplog):
    with caplog.at_level(logging.INFO):
        reliability.report("work", ValueError("You broke the build"))
    assert "ValueError" in caplog.text
    assert "broke" not in caplog.text
