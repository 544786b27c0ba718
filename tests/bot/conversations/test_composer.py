"""The composer: coaching follows the typing, and the label of its button says what happens."""

from __future__ import annotations

import threading

import pytest

from bot import composing

pytestmark = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)

DRAFT = "Why is that number low?"
BETTER = "Do you have any idea why that number is low?"


@pytest.fixture
def anna(slack):
    return slack.user("anna")


@pytest.fixture
def connected(anna, bot, slack):
    token = slack.user_token(anna, "chat:write")
    bot.store.tokens.put(team=slack.team_id, user=anna.id, token=token, scopes=("chat:write",))
    return anna


def test_coaching_follows_the_typing(anna, bot):
    composer = anna.shortcut("compose")
    assert "Nothing is sent or kept" in composer.shown
    composer.enter("composer.draft", DRAFT)
    assert "Reason of why-is-x-adj." in anna.modal().shown
    anna.modal().enter("composer.draft", "Thank you!")
    assert "This reads well" in anna.modal().shown


def test_use_this_puts_a_rewrite_into_the_draft(anna, bot):
    anna.shortcut("compose").enter("composer.draft", DRAFT)
    anna.modal().press("composer.use")
    assert anna.modal().element("composer.draft")["initial_value"] == BETTER
    assert "This reads well" in anna.modal().shown


def test_another(anna, bot):
    anna.shortcut("compose").enter("composer.draft", DRAFT)
    anna.modal().press("composer.another")
    assert "(version 2)" in anna.modal().shown


def test_choosing_a_person_takes_over_the_trust_set_for_them(anna, bot, slack):
    bot.store.people.set_trust(team=slack.team_id, user=anna.id, other=slack.user("ben").id, trust="solid")
    anna.shortcut("compose").enter("composer.draft", DRAFT)
    anna.modal().enter("composer.whom", slack.user("ben").id)
    assert anna.modal().element("composer.trust")["initial_option"]["value"] == "solid"
    assert "This reads well" in anna.modal().shown
    anna.modal().enter("composer.trust", "low")
    assert "Reason of why-is-x-adj." in anna.modal().shown


def test_submit_shows_the_final_text_to_select(anna, bot):
    composer = anna.shortcut("compose")
    assert composer.view.content["submit"]["text"] == "Show final text"
    final = composer.submit(**{"composer.draft": "a < b & <!channel>"})
    assert final.title == "Your message"
    assert "a < b & <!channel>" in final.shown


def test_an_empty_draft_cannot_be_submitted(anna, bot):
    composer = anna.shortcut("compose")
    composer.submit()
    assert "Write your draft" in next(iter(composer.errors.values()))


def test_connected_it_sends_where_the_person_chose(connected, bot, slack):
    connected.shortcut("compose").enter("composer.draft", DRAFT)
    connected.modal().enter("composer.channel", connected.place("release").id)
    composer = connected.modal()
    assert composer.view.content["submit"]["text"] == "Send as me"
    last = composer.submit()
    assert slack.user("ben").sees("release")[-1].text == DRAFT
    assert "Sent, in your name." in last.shown
    assert "Ask me tomorrow how it landed" in last.buttons


def test_a_refused_sending_keeps_the_words(connected, bot, slack):
    connected.shortcut("compose").enter("composer.draft", DRAFT)
    connected.modal().enter("composer.channel", connected.place("release").id)
    slack.fail_next("chat.postMessage", "restricted_action")
    last = connected.modal().submit()
    assert "does not allow it there" in last.shown
    assert DRAFT in last.shown


def test_when_the_database_dies_after_it_was_sent_it_is_said_to_be_sent(connected, bot, slack, monkeypatch):
    def down(*_, **__):
        raise OSError

    connected.shortcut("compose").enter("composer.draft", DRAFT)
    connected.modal().enter("composer.channel", connected.place("release").id)
    monkeypatch.setattr(bot.store.claims, "finish", down)
    assert "Sent, in your name." in connected.modal().submit().shown
    assert slack.user("ben").sees("release")[-1].text == DRAFT


@pytest.fixture
def slow(bot):
    """A bot that asks people to wait at once."""
    bot.services.workers.budget = 0.2
    return bot


def test_a_slow_sending_is_settled_on_the_page_that_asked_to_wait(connected, slow, slack):
    connected.shortcut("compose").enter("composer.draft", DRAFT)
    connected.modal().enter("composer.channel", connected.place("release").id)
    slack.fail_next("chat.postMessage", "restricted_action", delay=1)
    last = connected.modal().submit()
    assert "I will say here" in last.shown
    slack.wait_until(lambda: "does not allow it there" in last.shown or None, "the outcome")
    assert DRAFT in last.shown


def test_a_slow_sending_is_settled_by_direct_message_once_the_page_is_closed(connected, slow, slack):
    connected.shortcut("compose").enter("composer.draft", DRAFT)
    connected.modal().enter("composer.channel", connected.place("release").id)
    slack.fail_next("chat.postMessage", "restricted_action", delay=1)
    connected.modal().submit().close()
    told = slack.wait_until(lambda: connected.sees("bot") or None, "a direct message")
    assert "does not allow it there" in told[-1].shown


def test_mentions_of_the_draft_survive_the_field_and_typed_tokens_do_not_ping(connected, bot, slack):
    reply = connected.command("/whoa", f"@ben {DRAFT}")
    composer = reply.click_modal("draft.edit")
    field = composer.element("composer.draft")["initial_value"]
    assert "are mentions and links" in composer.shown
    composer.enter("composer.draft", field + " <!channel>")
    connected.modal().submit()
    sent = slack.user("ben").sees("general")[-1].text
    assert sent.startswith(f"<@{slack.user('ben').id}|ben> Do you")
    assert sent.endswith("&lt;!channel&gt;")


def test_the_view_carries_no_draft_outside_its_field(anna, bot):
    anna.shortcut("compose").enter("composer.draft", "Why is that number low? canary-7")
    assert "canary-7" not in anna.modal().private_metadata


def test_somebody_elses_view_is_refused(anna, bot, slack):
    composer = anna.shortcut("compose")
    composer.enter("composer.draft", DRAFT)
    told = slack.deliveries("interactive")[-1].payload
    view = {
        **told["view"],
        "private_metadata": told["view"]["private_metadata"].replace(anna.id, "U0SOMEBODY"),
    }
    before = len(slack.calls("views.update"))
    slack.deliver("interactive", {**told, "view": view})
    assert len(slack.calls("views.update")) == before


def test_a_view_that_moved_on_is_no_error(anna, bot, slack):
    composer = anna.shortcut("compose")
    slack.fail_next("views.update", "not_found")
    composer.enter("composer.draft", DRAFT)
    assert anna.modal().open


def test_while_somebody_types_the_view_changes_once(anna, bot, slack):
    bot.services.workers.pause = 0.15
    composer = anna.shortcut("compose")
    for end in range(1, len(DRAFT) + 1):
        composer.enter("composer.draft", DRAFT[:end])
    slack.wait_until(lambda: "Reason of" in anna.modal().shown or None, "the coaching")
    assert len(slack.calls("views.update")) == 1


# What comes late never overwrites what is newer


@pytest.fixture
def pauses(bot, monkeypatch):
    """The pauses in the typing that the bot waits for; a test ends them with `end`."""
    begun = []

    class Pause:
        def __init__(self, _seconds, function, args):
            self.end = lambda: function(*args)

        def start(self):
            begun.append(self)

        def cancel(self):
            begun.remove(self)

    monkeypatch.setattr(composing, "Timer", Pause)
    bot.services.workers.pause = 1
    return begun


def test_what_was_typed_just_before_submitting_does_not_bring_the_composer_back(anna, bot, slack, pauses):
    anna.shortcut("compose").enter("composer.draft", DRAFT)
    assert anna.modal().submit().title == "Your message"
    pauses.pop().end()
    assert len(slack.calls("views.update")) == 1
    assert anna.top_modal().title == "Your message"
    assert DRAFT in anna.top_modal().shown


def test_what_was_typed_just_before_use_this_does_not_bring_the_draft_back(anna, bot, pauses):
    anna.shortcut("compose").enter("composer.draft", DRAFT)
    pauses.pop().end()
    anna.modal().enter("composer.draft", DRAFT + " Now")
    anna.modal().press("composer.use")
    pauses.pop().end()
    assert anna.modal().element("composer.draft")["initial_value"] == BETTER


def test_an_update_that_slack_asked_to_wait_does_not_overwrite_what_came_after_it(anna, bot, slack, pauses):
    anna.shortcut("compose").enter("composer.draft", DRAFT)
    pauses.pop().end()
    anna.modal().enter("composer.draft", DRAFT + " Now")
    slack.fail_next("views.update", "ratelimited", status=429, retry_after=1)
    asked = len(slack.calls("views.update"))
    waiting = threading.Thread(target=pauses.pop().end)
    waiting.start()
    slack.wait_until(lambda: len(slack.calls("views.update")) > asked or None, "the update to be refused")
    anna.modal().press("composer.use")
    waiting.join()
    assert anna.modal().element("composer.draft")["initial_value"] == BETTER


def test_a_press_made_while_the_bot_was_still_following_counts(anna, bot, slack):
    composer = anna.shortcut("compose").enter("composer.draft", DRAFT)
    value = composer.element("composer.use")["value"]
    earlier = composer.press("composer.another").payload
    use = {**earlier["actions"][0], "action_id": "composer.use", "value": value}
    slack.deliver("interactive", {**earlier, "actions": [use]})
    assert anna.modal().element("composer.draft")["initial_value"] == BETTER


def test_what_was_typed_before_a_rewrite_was_there_does_not_take_it_away(anna, bot, slack):
    composer = anna.shortcut("compose").enter("composer.draft", DRAFT)
    typed = slack.deliveries("interactive")[-1]
    composer.press("composer.use")
    slack.redeliver(typed)
    assert anna.modal().element("composer.draft")["initial_value"] == BETTER
