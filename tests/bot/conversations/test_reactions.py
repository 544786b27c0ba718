"""The reaction: on one's own message other ways to say it, on another's a private reading."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)

DRAFT = "Why is that number low?"
BETTER = "Do you have any idea why that number is low?"


@pytest.fixture
def anna(slack):
    return slack.user("anna")


@pytest.fixture
def ben(slack):
    return slack.user("ben")


@pytest.fixture
def connected(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    return anna


def test_on_my_own_message_only_i_get_other_ways_to_say_it(anna, ben, bot):
    post = anna.say("general", DRAFT)
    anna.react(post, "seedling")
    reply = anna.pop()
    assert reply.ephemeral
    assert reply.channel == post.channel
    assert BETTER in reply.shown
    assert "edit your message" in reply.shown
    assert len(ben.sees("general")) == 1


def test_in_a_thread_the_answer_is_in_the_thread(anna, ben, bot):
    root = ben.say("general", "How was the launch?")
    post = anna.say("general", DRAFT, thread=root)
    anna.react(post, "seedling")
    assert anna.pop().thread_ts == root.ts


def test_the_first_message_of_a_thread_is_answered_in_the_channel(anna, ben, bot):
    root = anna.say("general", DRAFT)
    ben.say("general", "because", thread=root)
    root.message.thread_ts = root.ts  # as Slack gives it once there are answers
    anna.react(root, "seedling")
    assert anna.pop().thread_ts is None


def test_where_whispering_fails_it_is_a_direct_message(anna, bot, slack):
    post = anna.say("general", DRAFT)
    slack.fail_next("chat.postEphemeral", "user_not_in_channel")
    anna.react(post, "seedling")
    reply = anna.pop()
    assert not reply.ephemeral
    assert reply.channel == anna.place("bot").id
    assert BETTER in reply.shown


def test_one_click_replaces_my_message_and_it_stays_rich(connected, slack, bot):
    post = connected.say("general", f"@ben *please* {DRAFT} `x`")
    connected.react(post, "seedling")
    after = connected.pop().click("Replace my message")
    assert "Replaced." in after.shown
    assert BETTER in post.text
    assert post.edited
    assert post.message.typed
    kinds = [element["type"] for element in post.blocks[0]["elements"][0]["elements"]]
    assert "user" in kinds


def test_replacing_says_that_a_later_edit_is_lost(connected, bot):
    connected.react(connected.say("general", DRAFT), "seedling")
    asked = connected.pop().element("Replace my message")["confirm"]["text"]["text"]
    assert "changed it after I read it" in asked


def test_a_block_mismatch_is_said(connected, slack, bot):
    post = connected.say("general", DRAFT)
    connected.react(post, "seedling")
    reply = connected.pop()
    slack.fail_next("chat.update", "edit_window_closed")
    assert "no longer allows editing" in reply.click("Replace my message").shown


def test_on_anothers_message_i_get_a_private_reading_and_they_are_not_told(anna, ben, bot):
    post = ben.say("general", DRAFT)
    anna.react(post, "seedling")
    reply = anna.pop()
    assert reply.channel == anna.place("bot").id
    assert "They may be under pressure." in reply.shown
    assert "Only you can see this" in reply.shown
    assert ben.nothing_new()
    assert len(anna.sees("general")) == 1


@pytest.mark.parametrize("mine", [True, False])
def test_a_message_forwarded_without_a_word_is_read_too(anna, ben, bot, coach, mine):
    post = (anna if mine else ben).say("general", "x")
    post.message.text, post.message.blocks = "", []
    post.message.attachments = [{"is_share": True, "text": DRAFT}]
    anna.react(post, "seedling")
    assert "They may be under pressure." in anna.pop().shown
    assert coach.seen == [DRAFT]


def test_other_reactions_are_left_alone(anna, bot, slack, coach):
    anna.react(anna.say("general", DRAFT), "wave")
    assert anna.nothing_new()
    assert coach.seen == []


@pytest.mark.parametrize(("switch", "mine"), [("seedling_own", True), ("help_others", False)])
def test_each_use_can_be_switched_off(anna, ben, bot, slack, switch, mine):
    bot.store.people.update_settings(team=slack.team_id, user=anna.id, **{switch: False})
    anna.react((anna if mine else ben).say("general", DRAFT), "seedling")
    assert anna.nothing_new()


def test_while_paused_it_stays_quiet(anna, bot, slack):
    anna.command("/whoa", "pause 1d")
    anna.react(anna.say("general", DRAFT), "seedling")
    assert anna.nothing_new()


def test_a_message_that_cannot_be_read_points_to_the_menu(anna, bot, slack):
    post = anna.say("general", DRAFT)
    slack.fail_next("reactions.get", "message_not_found")
    anna.react(post, "seedling")
    assert "⋮ menu" in anna.pop().shown


def test_on_whoas_own_message_nothing_happens(anna, bot, slack):
    anna.react(anna.dm_bot(DRAFT), "seedling")
    assert anna.nothing_new()
