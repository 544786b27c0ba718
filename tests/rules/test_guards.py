"""The guards over every example of every pack, and over generated drafts: what a rewrite may never do."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.guards import garbled, stacked, too_long

FACTS = [
    "<@U07QK2M9D>",
    "`make test`",
    "<https://x.io/a|the doc>",
    "4,118",
    "INC-2201",
    "v2.8.1",
    "Priya",
    "on Friday",
    "at 3pm",
    '"Siobhan"',
]
pytestmark = pytest.mark.timeout(400)  # some coach every example of every rule
SETTINGS = settings(deadline=None, max_examples=60)


@pytest.fixture(scope="module")
def bad(coach):
    marks = re.compile(r"\[\[|\]\]")
    return [
        marks.sub("", e.text) for c in coach.rules.rules if c.rule.kind == "note" for e in c.rule.examples.bad
    ]


def offered(coach, draft):
    coaching = coach.coach(draft, trust="low")
    return coaching, coaching.rewrites


def check(coach, draft):
    coaching, rewrites = offered(coach, draft)
    for rewrite in rewrites:
        again = coach.coach(rewrite.text, trust="low")
        assert not again.flagged, (draft, rewrite.text, [n.rule for n in again.notes])
        assert not again.rewrites
        assert again.heat < coaching.heat, (draft, rewrite.text)
        assert rewrite.text.strip() != draft.strip()
        assert rewrite.text.lower().count("thank") <= max(1, draft.lower().count("thank"))
        assert "{" not in rewrite.text or "{" in draft
        assert "  " not in rewrite.text.strip() or "  " in draft


def test_examples_keep_every_guard(coach, bad):
    for draft in bad:
        check(coach, draft)


def test_a_fact_put_into_any_example_survives(coach, bad):
    for number, draft in enumerate(bad):
        fact = FACTS[number % len(FACTS)]
        ended = draft.rstrip() if draft.rstrip()[-1] in ".?!" else f"{draft.rstrip()}."
        for text in (f"{ended} It is about {fact}.", f"{ended}\nsee {fact} please"):
            for rewrite in offered(coach, text)[1]:
                assert fact.casefold() in rewrite.text.casefold(), (text, rewrite.text)


@SETTINGS
@given(data=st.data())
def test_generated_drafts_keep_every_guard(coach, bad, data):
    sentences = data.draw(st.lists(st.sampled_from(bad), min_size=1, max_size=3))
    fact = data.draw(st.sampled_from(FACTS))
    draft = " ".join([*sentences, f"I looked at {fact} before."])
    check(coach, draft)
    for rewrite in offered(coach, draft)[1]:
        assert fact in rewrite.text


def test_at_most_three_rewrites_all_different(coach, bad):
    for draft in bad:
        texts = [r.text for r in offered(coach, draft)[1]]
        assert len(texts) <= 3
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    "said",
    [
        "I was we'd agreed on it.",
        "We upn't have it.",
        "Could you the file?",
        "I care a lot about the. Can we talk?",
        "Did you get a chance to answer.?",
        "I heard that that it closes.",
        "Could is a problem.",
        "It is not clear that you where it is.",
        "Could you do not book it?",
        "We had it (on Friday, then.",
    ],
)
def test_words_that_never_stand_side_by_side_are_found(said):
    assert garbled("Never mind.", said)
    assert garbled(said, said) is None, "what the writer wrote that way is theirs"


@pytest.mark.parametrize(
    "said",
    [
        "I hardly got a word in in every planning.",
        "I had had enough. Could you say that? I know, we were late.",
        "Could you tell me what that is and how you'd like it? It's with the legal team.",
        "What I'm working on, and whether it was sent, I don't know.",
    ],
)
def test_plain_english_is_not_garbled(said):
    assert garbled("Never mind.", said) is None


def test_the_number_of_an_item_that_goes_leaves_no_half_bracket():
    assert (
        garbled(
            "1) You lost it again.\n2) The key is at the desk (room 4).",
            "2) The key is at the desk (room 4).",
        )
        is None
    )


def test_no_sentence_is_said_twice():
    assert stacked("You lie. QA lies a lot.", "Am I reading that wrong? QA lies. Am I reading that wrong?")
    assert not stacked("QA lies a lot. QA lies a lot.", "QA lies a lot. QA lies a lot.")


@pytest.mark.parametrize(("before", "most"), [(1, 31), (10, 40), (20, 50), (40, 100)])
def test_a_rewrite_does_not_swamp_the_message(before, most):
    assert not too_long("word " * before, "word " * most)
    assert too_long("word " * before, "word " * (most + 1))
