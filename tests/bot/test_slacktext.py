"""Slack's text, both ways: shown truly, sent unchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import slacktext


def elements(text, **options):
    return [
        element for part in slacktext.rich_text(text, **options)["elements"] for element in part["elements"]
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<@U1|ana>", {"type": "user", "user_id": "U1"}),
        ("<#C1|general>", {"type": "channel", "channel_id": "C1"}),
        ("<!subteam^S1|@team>", {"type": "usergroup", "usergroup_id": "S1"}),
        ("<https://a.b/?x=1&amp;y=2|here>", {"type": "link", "url": "https://a.b/?x=1&y=2", "text": "here"}),
        ("<mailto:a@b.c>", {"type": "link", "url": "mailto:a@b.c"}),
        (":+1::skin-tone-3:", {"type": "emoji", "name": "+1", "skin_tone": 3}),
        ("*bold*", {"type": "text", "text": "bold", "style": {"bold": True}}),
        ("`a &lt; b`", {"type": "text", "text": "a < b", "style": {"code": True}}),
        ("a &lt; b &amp; c", {"type": "text", "text": "a < b & c"}),
        ("<!channel>", {"type": "text", "text": "@channel"}),
        ("<!date^1^{date}|in May>", {"type": "text", "text": "in May"}),
    ],
)
def test_it_looks_as_it_would_once_sent(text, wanted):
    assert elements(text) == [wanted]


@pytest.mark.parametrize(
    "text", ["2 * 3 * 4", "snake_case_name", "a ` b", "10:30:45", "*", "~5 people", "&amp;lt;"]
)
def test_what_is_no_markup_stays_as_it_is(text):
    assert elements(text) == [{"type": "text", "text": slacktext.unescape(text)}]


def test_a_broadcast_lives_only_in_the_message_itself():
    assert elements("<!here>", live=True) == [{"type": "broadcast", "range": "here"}]


def test_quotes_and_code_blocks_keep_their_shape():
    kinds = [
        part["type"] for part in slacktext.rich_text("&gt; said\nmine\n```\nx = 1\n```\nend")["elements"]
    ]
    assert kinds == ["rich_text_quote", "rich_text_section", "rich_text_preformatted", "rich_text_section"]


@given(st.text())
def test_escaping_goes_both_ways(text):
    assert slacktext.unescape(slacktext.escape(text)) == text


@given(st.text(alphabet="ab<>&;@!U1|*`_~: \n"))
def test_a_field_brings_back_what_it_was_given(text):
    draft = slacktext.escape(text)
    assert slacktext.typed(slacktext.for_field(draft)) == draft


def test_tokens_of_the_draft_stay_live_and_typed_ones_do_not():
    draft = "<@U1|ana> look at <https://a.b|this>"
    known = slacktext.tokens(draft)
    assert (
        slacktext.typed(slacktext.for_field(draft) + " <!channel> <@U2>", known)
        == draft + " &lt;!channel&gt; &lt;@U2&gt;"
    )


@given(st.text(alphabet="ab<>&;@!#U1C|*`_~:-^ \n>") | st.text())
def test_any_text_can_be_shown_and_pings_nobody(text):
    block = slacktext.rich_text(text)
    assert all(part["elements"] for part in block["elements"])
    assert "broadcast" not in str(block)
    assert "<!" not in slacktext.quiet(text)
    assert "<@" not in slacktext.quiet(text)
