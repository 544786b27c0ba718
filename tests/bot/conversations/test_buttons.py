"""Each button under a draft does what it says, and only for the person it was made for."""

from __future__ import annotations

import pytest

from bot import presses
from bot.services import Who

pytestmark = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)

DRAFT = "Why is that number low?"
TWO = "Why is that number low? You broke the build."


@pytest.fixture
def anna(slack):
    return slack.user("anna")


def test_another_shows_other_ways_in_place(anna, bot):
    reply = anna.command("/whoa", DRAFT)
    again = reply.click("Another")
    assert again.ts == reply.ts
    assert "(version 2)" in again.shown
    assert "(version 3)" in again.click("Another").shown


def test_edit_opens_the_composer_with_the_words(anna, bot):
    composer = anna.command("/whoa", DRAFT).click_modal("draft.edit")
    assert (
        composer.element("composer.draft")["initial_value"] == "Do you have any idea why that number is low?"
    )


def test_why_explains_each_note(anna, bot):
    modal = anna.command("/whoa", DRAFT).click_modal("draft.why")
    assert "Reason of why-is-x-adj." in modal.shown
    assert "a bare question" in modal.shown
    assert "not judgements" in modal.shown


def test_not_helpful_counts_the_rule_and_nothing_else(anna, bot, slack):
    thanks = anna.command("/whoa", DRAFT).click("Not helpful")
    assert thanks.ephemeral
    assert "without your words" in thanks.shown
    assert bot.store.counts.by_rule(team=slack.team_id)["why-is-x-adj"]["not-helpful"] == 1


def test_mute_this_rule_silences_it(anna, bot):
    reply = anna.command("/whoa", DRAFT)
    assert "Muted for you" in reply.click("Mute this rule").shown
    assert "This reads well" in anna.command("/whoa", DRAFT).shown


def test_with_several_rules_each_can_be_muted(anna, bot, slack):
    modal = anna.command("/whoa", TWO).click_modal("Mute a rule")
    modal.press("draft.mute")
    assert bot.store.people.get(team=slack.team_id, user=anna.id).muted == {"why-is-x-adj"}


def test_take_a_breath_plans_a_reminder_without_the_draft(anna, bot, slack):
    reply = anna.command("/whoa", "THIS IS UNBELIEVABLE!!! " + DRAFT)
    assert "I'm listening, I need a minute." in reply.shown
    answer = reply.click("Take a breath")
    assert "I will come back to you" in answer.shown
    assert len(slack.scheduled) == 1
    assert "number" not in slack.scheduled[0].text + str(slack.scheduled[0].blocks)


def test_a_threat_gets_no_cosmetic_rewrite(anna, bot):
    reply = anna.command("/whoa", "You will regret this")
    assert "Edit" not in reply.buttons
    assert "Another" not in reply.buttons
    assert "Take a breath" in reply.buttons


# Send as me


def down(*_, **__):
    raise OSError


def posts(person, slack):
    """How many messages there are in the person's name."""
    return len([post for post in slack.user("ben").sees("general") if post.author == person.id])


@pytest.fixture
def connected(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    return anna


def test_without_an_account_there_is_no_such_button(anna, bot):
    assert "Send as me" not in anna.command("/whoa", DRAFT).buttons


def test_send_as_me_posts_the_words_as_the_person(connected, slack, bot):
    reply = connected.command("/whoa", "@ben " + DRAFT)
    after = reply.click("Send as me")
    posted = slack.user("ben").sees("general")[-1]
    assert posted.author == connected.id
    assert posted.text == f"<@{slack.user('ben').id}|ben> Do you have any idea why that number is low?"
    assert "Sent, in your name." in after.shown
    assert "Ask me tomorrow how it landed" in after.buttons


def test_a_double_click_sends_one(connected, slack, bot):
    reply = connected.command("/whoa", DRAFT)
    delivery = reply.press("draft.send")
    slack.redeliver(delivery)
    assert posts(connected, slack) == 1


def test_markup_is_sent_unchanged(connected, slack, bot):
    made = connected.command("/whoa", "@here *thanks* `a < b` & c <!channel>")
    made.press("Send as me")
    assert (
        slack.user("ben").sees("general")[-1].text == "<!here> *thanks* `a &lt; b` &amp; c &lt;!channel&gt;"
    )


def test_a_refusal_is_said_and_the_words_stay(connected, slack, bot):
    reply = connected.command("/whoa", DRAFT)
    slack.fail_next("chat.postMessage", "restricted_action")
    answer = reply.click("Send as me")
    assert "your workspace does not allow it there" in answer.shown
    assert "Send as me" in reply.buttons


def test_no_answer_from_slack_is_said_as_it_is(connected, slack, bot):
    reply = connected.command("/whoa", DRAFT)
    slack.fail_next("chat.postMessage", hang_up=True)
    assert "I do not know whether it was sent" in reply.click("Send as me").shown


def test_when_the_database_dies_after_it_was_sent_it_is_said_to_be_sent(connected, slack, bot, monkeypatch):
    reply = connected.command("/whoa", DRAFT)
    monkeypatch.setattr(bot.store.claims, "finish", down)
    assert "Sent, in your name." in reply.click("Send as me").shown
    assert posts(connected, slack) == 1


def test_when_it_cannot_be_said_where_the_button_is_a_direct_message_says_it_was_sent(
    connected, slack, bot, monkeypatch
):
    reply = connected.command("/whoa", DRAFT)
    monkeypatch.setattr("bot.services.webhook", down)
    assert reply.click("Send as me").channel == connected.place("bot").id
    assert [post.shown for post in connected.sees("bot")][-1] == "Sent, in your name."
    assert posts(connected, slack) == 1


def test_a_reply_that_slack_no_longer_takes_is_said_by_direct_message_too(connected, slack, bot, monkeypatch):
    reply = connected.command("/whoa", DRAFT)
    monkeypatch.setattr(type(bot.services), "respond", lambda *_, **__: False)
    slack.fail_next("chat.postMessage", "restricted_action")
    assert "your workspace does not allow it there" in reply.click("Send as me").shown


def test_nobody_knows_after_an_inner_error_of_slacks(connected, slack, bot):
    reply = connected.command("/whoa", DRAFT)
    slack.fail_next("chat.postMessage", "internal_error", after=True)
    assert "I do not know whether it was sent" in reply.click("Send as me").shown
    assert posts(connected, slack) == 1


def test_what_may_have_been_sent_is_not_called_sent_and_can_be_sent_in_a_minute(connected, slack, bot):
    reply = connected.command("/whoa", DRAFT)
    slack.fail_next("chat.postMessage", hang_up=True)
    reply.click("Send as me")
    again = reply.click("Send as me").shown
    assert "press again in a minute" in again
    assert "sent already" not in again
    assert posts(connected, slack) == 0
    slack.clock.advance(seconds=60)
    assert "Sent, in your name." in reply.click("Send as me").shown
    assert posts(connected, slack) == 1


def test_a_second_click_while_the_first_is_under_way_is_not_told_that_it_was_sent(connected, slack, bot):
    reply = connected.command("/whoa", DRAFT)
    presses.claim(bot.services, Who(slack.team_id, connected.id), reply.ts, "send")
    assert "I am still at it" in reply.click("Send as me").shown


def test_a_press_leaves_no_row_that_names_the_person(connected, slack, bot):
    connected.command("/whoa", DRAFT).click("Send as me")
    with bot.store._database.read() as connection:
        rows = connection.exec_driver_sql("select * from whoa_claim").all()
    assert "press:" in str(rows)
    assert connected.id not in str(rows)


def test_a_token_that_ended_is_forgotten(connected, slack, bot):
    reply = connected.command("/whoa", DRAFT)
    slack.fail_next("chat.postMessage", "token_revoked")
    assert "not connected" in reply.click("Send as me").shown
    assert bot.store.tokens.get(team=slack.team_id, user=connected.id) is None


# Only mine


@pytest.mark.parametrize(
    "button", ["draft.another", "draft.edit", "draft.why", "draft.mute", "draft.not_helpful", "draft.send"]
)
def test_another_person_cannot_press_it(connected, slack, bot, button, coach):
    reply = connected.command("/whoa", DRAFT)
    before, posts = str(reply.blocks), len(slack.user("anna").sees("general"))
    coach.seen.clear()
    reply.press(button, by=slack.user("ben"))
    assert coach.seen == []
    assert str(reply.blocks) == before
    assert len(slack.user("anna").sees("general")) == posts
    assert slack.user("ben").top_modal() is None
    assert bot.store.people.get(team=slack.team_id, user=slack.user("ben").id).muted == frozenset()


def test_a_payload_from_another_workspace_does_nothing(connected, slack, bot, coach):
    delivery = connected.command("/whoa", DRAFT).press("draft.why")
    coach.seen.clear()
    forged = {**delivery.payload, "team": {"id": "T0ELSEWHERE", "domain": "x"}}
    slack.deliver("interactive", forged)
    assert coach.seen == []
    slack.problems.clear()  # Bolt itself answers a workspace it has no token for
