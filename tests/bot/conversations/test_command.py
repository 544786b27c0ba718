"""`/whoa <draft>`: answered in the slash reply itself, for one person alone; and the words that are no draft."""

from __future__ import annotations

import pytest

BOTH = pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)
DRAFT = "Hi @ben, Why is that number low? See https://example.com/a?b=1&c=2"


@BOTH
def test_a_draft_comes_back_as_coaching(slack, bot):
    reply = slack.user("anna").command("/whoa", "Why is that number low?")
    assert reply.ephemeral
    assert "“Why is that number low?”  Reason of why-is-x-adj." in reply.shown
    assert "Do you have any idea why that number is low?" in reply.shown
    assert reply.buttons[:2] == ["Edit", "Edit"]
    assert reply.buttons[2:6] == ["Another", "Why?", "Mute this rule", "Not helpful"]


def test_nobody_else_sees_it(slack, bot):
    slack.user("anna").command("/whoa", "Why is that number low?")
    assert slack.user("ben").sees("general") == []


def test_a_fine_draft_gets_one_warm_line_and_no_rewrite(slack, bot):
    anna = slack.user("anna")
    anna.command("/whoa", "Thanks, see you at 10.")  # the first one also says hello
    reply = anna.command("/whoa", "Thanks, see you at 10.")
    assert reply.shown == "This reads well to me."
    assert reply.buttons == []


def test_the_first_time_it_says_hello_and_that_it_polices_nobody(slack, bot):
    anna = slack.user("anna")
    assert "not policing" in anna.command("/whoa", "Thanks!").shown
    assert "not policing" not in anna.command("/whoa", "Thanks!").shown


def test_the_rewrite_keeps_mentions_and_links_real(slack, bot):
    reply = slack.user("anna").command("/whoa", DRAFT)
    rewrites = [block for block in reply.blocks if block["type"] == "rich_text"][1:]
    kinds = [element["type"] for element in rewrites[0]["elements"][0]["elements"]]
    assert "user" in kinds
    assert "link" in kinds
    assert all(part["type"] != "rich_text_preformatted" for block in rewrites for part in block["elements"])


@pytest.mark.parametrize("word", ["help", "HELP"])
def test_help(slack, bot, word):
    assert "/whoa breathe 10m" in slack.user("anna").command("/whoa", word).shown


@pytest.mark.parametrize(
    "draft",
    [
        "help me understand why you broke it",
        "pause the deploy now",
        "breathe in and tell me",
        "trust me",
        "settings are wrong",
        "-- help",
    ],
)
def test_a_draft_may_begin_with_a_command_word(slack, bot, coach, draft):
    reply = slack.user("anna").command("/whoa", draft)
    assert "This reads well" in reply.shown
    assert coach.seen == [draft.removeprefix("-- ")]


def test_trust_is_set_for_a_person_and_used_for_drafts_that_mention_them(slack, bot):
    anna = slack.user("anna")
    assert "solid" in anna.command("/whoa", "trust @ben solid").shown
    assert bot.store.people.trusts(team=slack.team_id, user=anna.id) == {slack.user("ben").id: "solid"}
    assert "This reads well" in anna.command("/whoa", "@ben Why is that number low?").shown
    assert "sting" in anna.command("/whoa", "@carmen Why is that number low?").shown
    anna.command("/whoa", "trust @ben default")
    assert bot.store.people.trusts(team=slack.team_id, user=anna.id) == {}


def test_trust_without_a_person_explains_itself(slack, bot):
    assert "trust @person low" in slack.user("anna").command("/whoa", "trust @nobody.here low").shown


def test_settings_are_listed(slack, bot):
    assert (
        "Trust, when I do not know who it is for: low"
        in slack.user("anna").command("/whoa", "settings").shown
    )


def test_whoa_alone_opens_the_composer(slack, bot):
    assert slack.user("anna").command_modal("/whoa").title == "Compose with Whoa"


def test_connect_gives_a_link(slack, bot):
    reply = slack.user("anna").command("/whoa", "connect")
    assert reply.element("Connect")["url"].endswith("/slack/connect")


def test_markup_is_shown_truly_and_pings_nobody(slack, bot):
    draft = "@channel @here @ben *Why is that number low?* `a < b` & a * b"
    reply = slack.user("anna").command("/whoa", draft)
    assert "@channel @here @ben" in reply.shown
    assert "a < b & a * b" in reply.shown
    kinds = {
        element["type"]
        for block in reply.blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        for element in part["elements"]
    }
    assert "broadcast" not in kinds
    assert "<!channel>" not in reply.text
    assert "<@" not in reply.text


def test_a_draft_past_the_button_limit_still_gets_notes_and_a_way_on(slack, bot):
    anna = slack.user("anna")
    reply = anna.command("/whoa", "Why is that number low? " + "It matters to all of us. " * 90)
    assert "Reason of why-is-x-adj." in reply.shown
    assert "paste it there" in reply.shown
    assert "Another" not in reply.buttons
    composer = reply.click_modal("Open the composer")
    assert "Paste your draft here" in composer.shown


def test_forty_thousand_characters_are_answered(slack, bot):
    reply = slack.user("anna").command("/whoa", "Why is that number low? " + "word " * 8_000)
    assert "first 4,000 characters" in reply.shown
    assert "too long to show here" in reply.shown


@pytest.mark.parametrize("draft", ["\u200b", ":wave:", "@ben", "مرحبا كيف حالك", "\u202eabc", "-- "])
def test_odd_drafts_get_an_answer(slack, bot, draft):
    assert slack.user("anna").command("/whoa", draft).ephemeral


# When it goes wrong


@BOTH
def test_a_coach_that_fails_is_said_honestly(slack, bot, coach):
    coach.error = ValueError("it says Why is that number low?")
    reply = slack.user("anna").command("/whoa", "Why is that number low?")
    assert "You can send your message as it is" in reply.text


def test_a_slow_coach_says_one_moment_and_answers_later(slack, bot, coach):
    bot.services.workers.budget = 0.2
    coach.delay = 0.5
    anna = slack.user("anna")
    assert anna.command("/whoa", "Why is that number low?").text.startswith("One moment")
    assert "Reason of why-is-x-adj." in anna.pop().shown


def test_a_coach_that_fails_late_says_so_too(slack, bot, coach):
    bot.services.workers.budget = 0.1
    coach.delay, coach.error = 0.3, ValueError()
    anna = slack.user("anna")
    anna.command("/whoa", "Why is that number low?")
    assert "could not finish" in anna.pop().text


def test_without_its_database_it_still_coaches(slack, bot, monkeypatch):
    def down(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(bot.store.people, "get", down)
    assert "Reason of why-is-x-adj." in slack.user("anna").command("/whoa", "Why is that number low?").shown


def test_another_workspace_gets_nothing(slack, bot, coach):
    made = slack.user("anna").send_command("/whoa", "Why is that number low?")
    coach.seen.clear()
    slack.deliver("slash_commands", {**made.payload, "team_id": "T0ELSEWHERE"}, accepts_answer=True)
    assert coach.seen == []
