"""The composer: coaching follows the typing, and the label of its button says what happens."""

from __future__ import annotations

import pytest

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
