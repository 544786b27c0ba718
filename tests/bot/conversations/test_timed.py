"""Breathe and check in: by Slack's own scheduled messages, which really go when they are cancelled."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)

DRAFT = "THIS IS UNBELIEVABLE!!! Why is that number low?"


@pytest.fixture
def anna(slack):
    return slack.user("anna")


def test_breathe_brings_a_nudge_without_a_word_of_the_draft(anna, bot, slack):
    reply = anna.command("/whoa", "breathe 10m")
    assert "I want to give this a proper answer" in reply.shown
    slack.clock.advance(minutes=11)
    nudge = anna.pop()
    assert "Your pause is over" in nudge.shown
    assert nudge.click_modal("Open the composer").title == "Compose with Whoa"


def test_cancel_really_cancels(anna, bot, slack):
    answer = anna.command("/whoa", "breathe 10m").click("Cancel the reminder")
    assert "Cancelled." in answer.shown
    assert slack.scheduled == []
    assert bot.store.scheduled.waiting(team=slack.team_id, user=anna.id) == []


def test_in_the_last_minute_it_is_too_late_to_cancel_and_that_is_said(anna, bot, slack):
    reply = anna.command("/whoa", "breathe 10m")
    slack.clock.advance(minutes=9, seconds=30)
    assert "too late" in reply.click("Cancel the reminder").shown
    assert len(bot.store.scheduled.waiting(team=slack.team_id, user=anna.id)) == 1
    slack.clock.advance(minutes=1)
    assert "Your pause is over" in anna.pop().shown


def test_a_reminder_that_slack_lost_long_before_its_time_counts_as_cancelled(anna, bot, slack):
    reply = anna.command("/whoa", "breathe 10m")
    slack.fail_next("chat.deleteScheduledMessage", "invalid_scheduled_message_id")
    assert "Cancelled." in reply.click("Cancel the reminder").shown
    assert bot.store.scheduled.waiting(team=slack.team_id, user=anna.id) == []


def test_in_the_last_minute_no_second_reminder_is_planned_for_the_draft(anna, bot, slack):
    reply = anna.command("/whoa", DRAFT).click("Take a breath")
    slack.clock.advance(minutes=9, seconds=30)
    assert "too late to add your draft" in reply.click("Bring my draft back with it").shown
    assert len(slack.scheduled) == 1


def test_a_double_click_plans_one_reminder_and_a_minute_later_another(anna, bot, slack):
    reply = anna.command("/whoa", DRAFT)
    reply.click("Take a breath")
    assert "a moment ago" in reply.click("Take a breath").shown
    assert len(slack.scheduled) == 1
    slack.clock.advance(minutes=1)
    reply.click("Take a breath")
    assert len(slack.scheduled) == 2


def test_a_reminder_that_could_not_be_planned_can_be_asked_for_again_at_once(anna, bot, slack):
    reply = anna.command("/whoa", DRAFT)
    slack.fail_next("chat.scheduleMessage", "restricted_action")
    assert "could not finish" in reply.click("Take a breath").text
    assert "I will come back to you" in reply.click("Take a breath").shown


def test_a_double_click_brings_the_draft_back_once(anna, bot, slack):
    delivery = anna.command("/whoa", DRAFT).click("Take a breath").press("Bring my draft back with it")
    slack.redeliver(delivery)
    slack.wait_until(lambda: "I have that already." in anna.sees("general")[-1].shown or None, "the answer")
    assert len(slack.scheduled) == 1


def test_what_was_planned_is_said_even_where_its_button_is_gone(anna, bot, slack, monkeypatch):
    reply = anna.command("/whoa", DRAFT)
    monkeypatch.setattr(type(bot.services), "respond", lambda *_, **__: False)
    assert "I will come back to you" in reply.click("Take a breath").shown
    assert len(slack.scheduled) == 1


def test_bringing_the_draft_back_is_a_choice_that_says_where_it_lies(anna, bot, slack):
    reply = anna.command("/whoa", DRAFT).click("Take a breath")
    confirm = reply.element("Bring my draft back with it")["confirm"]["text"]["text"]
    assert "history" in confirm
    answer = reply.click("Bring my draft back with it")
    assert "waits at Slack" in answer.shown
    assert len(slack.scheduled) == 1
    slack.clock.advance(minutes=11)
    nudge = anna.pop()
    assert "Why is that number low?" in nudge.shown
    assert "UNBELIEVABLE" in nudge.click_modal("Open the composer").element("composer.draft")["initial_value"]


def test_the_reminder_with_the_draft_can_be_cancelled_too(anna, bot, slack):
    reply = anna.command("/whoa", DRAFT).click("Take a breath").click("Bring my draft back with it")
    reply.click("Cancel the reminder")
    assert slack.scheduled == []


def test_pause_cancels_what_was_planned(anna, bot, slack):
    anna.command("/whoa", "breathe 10m")
    assert "I cancelled 1 planned message" in anna.command("/whoa", "pause 1d").shown
    assert slack.scheduled == []
    assert "listening again" in anna.command("/whoa", "resume").shown


def test_pause_says_what_it_could_not_cancel_and_cancels_the_rest(anna, bot, slack):
    for minutes in (10, 20, 30):
        anna.command("/whoa", f"breathe {minutes}m")
    slack.clock.advance(minutes=9, seconds=30)
    slack.fail_next("chat.deleteScheduledMessage", "internal_error")
    slack.fail_next("chat.deleteScheduledMessage", "invalid_scheduled_message_id")
    answer = anna.command("/whoa", "pause 1d").shown
    assert "did not let me cancel 1 planned message" in answer
    assert "I cancelled 2 planned messages" in answer


def test_pause_in_the_last_minute_of_a_reminder_says_that_it_still_comes(anna, bot, slack):
    anna.command("/whoa", "breathe 10m")
    anna.command("/whoa", "breathe 20m")
    slack.clock.advance(minutes=9, seconds=30)
    answer = anna.command("/whoa", "pause 1d").shown
    assert "I cancelled 1 planned message." in answer
    assert "too late to take back 1 planned message" in answer


def test_nobody_else_can_cancel_it(anna, bot, slack):
    reply = anna.command("/whoa", "breathe 10m")
    reply.press("Cancel the reminder", by=slack.user("ben"))
    assert len(slack.scheduled) == 1


def test_check_in_asks_later_and_counts_only_if_asked_to(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    bot.store.people.update_settings(team=slack.team_id, user=anna.id, counts=True)
    sent = anna.command("/whoa", "@ben Why is that number low?").click("Send as me")
    sent.click("Ask me tomorrow how it landed")
    slack.clock.advance(days=1, minutes=1)
    question = anna.pop()
    assert "@ben" in question.shown
    assert "How did my last message come across" in question.shown
    assert "number" not in question.shown
    assert "I counted it" in question.click("It was hard").shown
    counts = bot.store.people.exchanges(team=slack.team_id, user=anna.id)
    assert counts[slack.user("ben").id].hard == 1


def test_a_double_click_asks_and_counts_once(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    bot.store.people.update_settings(team=slack.team_id, user=anna.id, counts=True)
    sent = anna.command("/whoa", "@ben Why is that number low?").click("Send as me")
    slack.redeliver(sent.press("Ask me in an hour"))
    assert len(slack.scheduled) == 1
    slack.clock.advance(hours=1, minutes=1)
    question = slack.wait_until(lambda: anna.sees("bot") or None, "the question")[-1]
    for button in ("It was hard", "It went well"):
        assert button in question.buttons
    answered = question.press("It went well")
    assert question.buttons == []
    assert "How did my last message come across" in question.shown
    slack.redeliver(answered)
    slack.deliver("interactive", {**answered.payload, "actions": [hard(answered.payload["actions"][0])]})
    counts = bot.store.people.exchanges(team=slack.team_id, user=anna.id)[slack.user("ben").id]
    assert (counts.good, counts.hard) == (1, 0)


def hard(action):
    """Return the press of the other button, made before the buttons went."""
    return {**action, "action_id": "checkin.hard"}


def test_without_the_opt_in_nothing_is_counted(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    anna.command("/whoa", "@ben Why is that number low?").click("Send as me").click("Ask me in an hour")
    slack.clock.advance(hours=1, minutes=1)
    assert "Glad to hear it." in anna.pop().click("It went well").shown
    assert bot.store.people.exchanges(team=slack.team_id, user=anna.id) == {}


def test_a_reminder_that_cannot_be_noted_is_taken_back(anna, bot, slack, monkeypatch):
    def down(**_: object) -> None:
        raise OSError

    monkeypatch.setattr(bot.store.scheduled, "add", down)
    assert "could not finish" in anna.command("/whoa", "breathe 10m").text
    assert slack.scheduled == []
