"""Writing to Whoa: a draft, a message that stung, a question, help. It answers people, and never itself."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)

DRAFT = "Why is that number low?"


@pytest.fixture
def anna(slack):
    return slack.user("anna")


def test_a_draft_is_coached(anna, bot):
    reply = anna.dm_bot(DRAFT)
    assert "Reason of why-is-x-adj." in reply.shown
    assert "I received this" in reply.buttons


@pytest.mark.parametrize(
    "text",
    [f"They wrote: {DRAFT}", f"> {DRAFT}", f"my manager said: “{DRAFT}”", f"what does this mean: {DRAFT}"],
)
def test_a_message_that_stung_is_read_generously(anna, bot, coach, text):
    reply = anna.dm_bot(text)
    assert "They may be under pressure." in reply.shown
    assert coach.seen[-1] == DRAFT


def test_what_is_said_with_slash_me_is_a_draft_too(anna, bot, slack):
    anna.dm_bot("help")
    told = next(d for d in slack.deliveries("events_api", "message") if d.payload["event"]["user"] == anna.id)
    event = {**told.payload["event"], "subtype": "me_message", "text": DRAFT}
    slack.deliver("events_api", {**told.payload, "event": event, "event_id": "Ev0ME"})
    assert "Reason of why-is-x-adj." in anna.pop().shown


def test_how_do_i_say(anna, bot, coach):
    anna.dm_bot("How do I say “You broke the build” nicely?")
    assert coach.seen[-1] == "You broke the build"


def test_the_buttons_flip_it(anna, bot):
    reply = anna.dm_bot(DRAFT)
    flipped = reply.click("I received this")
    assert "They may be under pressure." in flipped.shown
    assert "Reason of why-is-x-adj." in flipped.click("I'm sending this").shown


def test_edit_the_reply_in_the_composer(anna, bot):
    composer = anna.dm_bot(f"They wrote: {DRAFT}").click_modal("Edit this reply")
    assert "the story in my head" in composer.element("composer.draft")["initial_value"]


def test_abuse_gets_no_charitable_reading(anna, bot):
    reply = anna.dm_bot("They wrote: You will regret this")
    assert "Step away." in reply.shown
    assert "pressure" not in reply.shown


@pytest.mark.parametrize("text", ["help", "hi", "Hello!"])
def test_help(anna, bot, text):
    assert "/whoa breathe 10m" in anna.dm_bot(text).shown


def test_commands_work_without_their_slash(anna, bot, slack):
    assert "I am quiet for 1 day" in anna.dm_bot("pause 1d").shown


def test_threads_are_kept(anna, bot):
    root = anna.dm_bot(DRAFT)
    answer = anna.dm_bot("You broke the build", thread=root)
    assert answer.thread_ts == root.ts


def test_no_loop_with_itself(anna, bot, slack):
    anna.dm_bot(DRAFT)
    slack.settle()
    assert len(slack.calls("chat.postMessage")) == 1


def test_edits_and_deletions_are_left_alone(anna, bot, slack):
    post = anna.say("bot", DRAFT)
    anna.pop()
    anna.edit(post, "You broke the build")
    anna.delete(post)
    assert anna.nothing_new()


def test_flipping_is_only_for_the_one_who_asked(anna, bot, slack):
    reply = anna.dm_bot(DRAFT)
    before = reply.shown
    reply.press("I received this", by=slack.user("ben"))
    assert reply.shown == before


def test_a_rewrite_can_be_edited_but_not_sent_nowhere(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    assert "Send as me" not in anna.dm_bot(DRAFT).buttons
