"""All of it together: the real engine, the real bot, real sockets. The pairs are those the mission names."""

from __future__ import annotations

import pytest

from bot.sandbox import Sandbox

from .conftest import MANIFEST


@pytest.fixture
def coach(engine):
    return engine


@pytest.fixture
def slack():
    """These tests are about what is said, not how fast: that has its own tests, and a watch in tools/bench_slack.py."""
    with Sandbox.start(MANIFEST, ack_seconds=30, patience=40) as sandbox:
        yield sandbox


@pytest.fixture
def bot(bot):
    bot.services.workers.budget = 25
    return bot


@pytest.fixture
def anna(slack):
    return slack.user("anna")


@pytest.mark.parametrize("mode", ["socket", "http"], indirect=True)
@pytest.mark.parametrize(
    ("draft", "wanted"),
    [
        ("Why is that number low?", "do you have any idea why"),
        ("You're missing data.", "do you see"),
        ("That number seems low.", "?"),
        ("You only asked me for that status email because you don't trust me.", "story in my head"),
    ],
)
def test_a_blunt_draft_gets_words_that_can_be_heard(anna, bot, draft, wanted):
    reply = anna.command("/whoa", draft)
    assert wanted in reply.shown.lower()
    assert "Edit" in reply.buttons


def test_a_message_that_stung_is_read_generously(anna, bot):
    reply = anna.dm_bot("They wrote: Why is that number low?")
    assert "What it may have meant" in reply.shown
    assert "?" in reply.shown
    assert "Edit this reply" in reply.buttons


def test_a_draft_that_is_fine_stays_as_it_is(anna, bot):
    anna.command("/whoa", "Thanks for looking into it! Could you send me the numbers by Friday?")
    reply = anna.command("/whoa", "Thanks for looking into it! Could you send me the numbers by Friday?")
    assert "Edit" not in reply.buttons
    assert len([block for block in reply.blocks if block["type"] == "section"]) == 1


def test_a_mention_a_link_and_code_survive_every_rewrite(anna, bot):
    reply = anna.command("/whoa", "@ben why is that number low? See https://example.com/x and `count_rows()`")
    rewrites = [
        b for b in reply.blocks if b["type"] == "rich_text" and b["elements"][0]["type"] != "rich_text_list"
    ]
    assert rewrites
    for block in rewrites:
        found = [element for part in block["elements"] for element in part["elements"]]
        assert {"type": "user", "user_id": anna.slack.user("ben").id} in found
        assert [e["url"] for e in found if e["type"] == "link"] == ["https://example.com/x"]
        assert [e["text"] for e in found if e.get("style") == {"code": True}] == ["count_rows()"]


@pytest.mark.parametrize(
    "draft",
    [
        "Warum ist diese Zahl so niedrig? Das kann doch nicht wahr sein.",
        "¿Por qué es tan bajo ese número? No entiendo nada de esto.",
        "なぜその数字は低いのですか。",
        "\u200b\u200b",
        "\u202eWhy is that number low?",
        ":wave:",
        "```\nWhy is that number low?\n```",
        "word " * 8_000,
    ],
)
def test_odd_drafts_get_a_clear_answer(anna, bot, draft):
    reply = anna.command("/whoa", draft)
    assert reply.shown.strip()
    assert "could not finish" not in reply.text


def test_muting_the_rule_silences_the_real_rule(anna, bot):
    reply = anna.command("/whoa", "Why is that number low?")
    reply.press("Mute this rule")
    assert "Mute this rule" not in anna.command("/whoa", "Why is that number low?").buttons
    assert "Unmute" in anna.home().buttons


def test_another_gives_other_words(anna, bot):
    reply = anna.command("/whoa", "Why is that number low?")
    before = reply.shown
    assert reply.click("Another").shown != before


def test_the_composer_follows_the_real_engine(anna, bot):
    anna.shortcut("compose").enter("composer.draft", "You broke the build.")
    anna.modal().press("composer.use")
    assert anna.modal().element("composer.draft")["initial_value"] != "You broke the build."
