"""The mask: what no rule may touch, and offsets that stay true."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.mask import FROWN, PLACEHOLDERS, SMILE, mask


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("run `make test` now", "run Codebit now"),
        ("<@U07QK2M9D> can you look", "Maria can you look"),
        ("see <https://x.io/a?b=1|the guide>, please", "see Linkbit, please"),
        ("in <#C02HELP99|it-help> please", "in Channelbit please"),
        ('he said "you never listen" today', "he said Quotebit today"),
        ("don't 'quote this' twice", "don't Quotebit twice"),
        ("it’s fine &amp; done", "it's fine & done"),
        ("*really* _now_", "really now"),
        ("*_really_* ~gone~", "really gone"),
        ("delete *.log and foo_", "delete *.log and foo_"),
        ("zero\u200bwidth \u202eright\u202c", "zerowidth right"),
        ("a  b\n\n\nc", "a b\nc"),
    ],
)
def test_view_holds_only_what_rules_may_read(text, view):
    assert mask(text).view == view


@pytest.mark.parametrize(
    "text",
    ["```\nyou broke it\n```", "> you broke it", "&gt; you broke it", "ERROR: you must be owner of it"],
)
def test_blocks_quoted_lines_and_logs_vanish(text):
    assert mask(text).view.strip() == ""


@pytest.mark.parametrize(
    ("text", "tone"),
    [("ok :joy:", SMILE), ("ok 🙄", FROWN), ("ok :upside_down_face:", FROWN), ("ok 🎉", SMILE)],
)
def test_emoji_keep_their_tone(text, tone):
    assert tone in mask(text).view


def test_parts_are_kept_byte_for_byte():
    text = "<@U1AB> look at `a  b` and <https://x.io|x> :joy:"
    assert mask(text).parts == ("<@U1AB>", "`a  b`", "<https://x.io|x>", ":joy:")


@pytest.mark.parametrize("word", sorted(PLACEHOLDERS.values()))
def test_a_masked_part_maps_back_to_its_source(word):
    sources = {
        "Maria": "<@U1AB>",
        "Channelbit": "<#C1|x>",
        "Linkbit": "<https://x.io|x>",
        "Codebit": "`x y`",
        "Quotebit": '"x y"',
    }
    masked = mask(f"well, {sources[word]} is here")
    start = masked.view.index(word)
    first, last = masked.to_text(start, start + len(word))
    assert masked.text[first:last] == sources[word]


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_every_place_of_the_view_maps_into_the_text(text):
    masked = mask(text)
    assert len(masked.origin) == len(masked.view) + 1
    for index in range(len(masked.view)):
        start, end = masked.to_text(index, index + 1)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("text", ["Thanks 🙄", "Thanks 🙄 then", "Thanks 🙏🏽 then", "Thanks :sob: then"])
def test_an_emoji_is_a_place_of_its_own(text):
    masked = mask(text)
    tone = masked.view.index(":")
    first, last = masked.to_text(tone, tone + 2)
    assert text[first:last] in ("🙄", "🙏", ":sob:")
