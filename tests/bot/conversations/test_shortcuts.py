"""The message shortcuts: no public reaction, and they work where the bot is no member."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)

DRAFT = "Why is that number low?"


@pytest.fixture
def anna(slack):
    return slack.user("anna")


@pytest.fixture
def ben(slack):
    return slack.user("ben")


def test_soften_my_own_message_between_two_people(anna, ben, bot):
    post = anna.say(ben, DRAFT)
    modal = anna.shortcut("soften", post)
    assert modal.title == "Soften this"
    assert "Do you have any idea why that number is low?" in modal.shown


def test_buttons_work_inside_the_modal(anna, ben, bot):
    modal = anna.shortcut("soften", anna.say(ben, DRAFT))
    modal.press("Another")
    assert "(version 2)" in anna.modal().shown
    anna.modal().press("Mute this rule")
    assert "Muted for you" in anna.modal().shown
    modal.press("draft.why")
    assert anna.modal().title == "Why?"


def test_edit_and_not_helpful_open_on_top(anna, ben, bot):
    modal = anna.shortcut("soften", anna.say(ben, DRAFT))
    modal.press("Not helpful")
    assert "without your words" in anna.modal().shown
    anna.modal().close()
    modal.press("draft.edit")
    assert anna.modal().title == "Compose with Whoa"


def test_replace_from_the_modal(anna, ben, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    post = anna.say(ben, DRAFT)
    anna.shortcut("soften", post).press("Replace my message")
    assert post.text == "Do you have any idea why that number is low?"
    assert "Replaced." in anna.modal().shown


def test_the_composer_can_replace_it_too(anna, ben, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    post = anna.say(ben, DRAFT)
    anna.shortcut("soften", post).press("draft.edit")
    composer = anna.modal()
    assert composer.view.content["submit"]["text"] == "Replace my message"
    composer.submit(**{"composer.draft": "Shall we look at that number together?"})
    assert post.text == "Shall we look at that number together?"


def test_what_might_they_mean(anna, ben, bot):
    modal = anna.shortcut("understand", ben.say(anna, DRAFT))
    assert "They may be under pressure." in modal.shown
    assert "Only you can see this" in modal.shown
    assert ben.nothing_new()


def test_soften_on_anothers_message_helps_to_read_it(anna, ben, bot):
    modal = anna.shortcut("soften", ben.say(anna, DRAFT))
    assert "not yours" in modal.shown
    assert "They may be under pressure." in modal.shown


def test_soften_on_what_i_forwarded_without_a_word_helps_to_read_it(anna, ben, bot):
    post = anna.say(ben, "x")
    post.message.text, post.message.blocks = "", []
    post.message.attachments = [{"is_share": True, "text": DRAFT}]
    assert "They may be under pressure." in anna.shortcut("soften", post).shown


def test_a_message_without_words_says_so(anna, ben, bot):
    post = anna.say(ben, "x")
    post.message.text, post.message.blocks = "", []
    assert "no words" in anna.shortcut("soften", post).shown


@pytest.mark.parametrize("error", ["expired_trigger_id", "internal_error"])
def test_where_no_window_opens_it_is_said_without_one(anna, ben, bot, slack, error):
    for callback, post in (("soften", anna.say("general", DRAFT)), ("compose", None)):
        slack.fail_next("views.open", error)
        assert anna.send_shortcut(callback, post).acked
        told = anna.pop()
        assert "could not open a window" in told.text
        assert told.ephemeral == (post is not None)
    assert ben.nothing_new()


def test_a_slow_coach_opens_a_page_first(anna, ben, bot, coach):
    bot.services.workers.budget = 0.2
    coach.delay = 0.4
    post = anna.say(ben, DRAFT)
    mark = anna.mark()
    anna.send_shortcut("soften", post)
    assert "One moment" in anna.modal().shown or "Reason" in anna.modal().shown
    anna.slack.wait_until(lambda: "Reason of" in anna.modal().shown or None, "the late answer")
    assert anna.mark() > mark
