"""Before and after a hard message: suggestions that are specific, honest and themselves easy to hear."""

import re
from typing import get_args

import pytest

from rules.moments import OpenerKind, moment_texts


@pytest.fixture(scope="module")
def moments(coach):
    return coach.moments


@pytest.mark.parametrize(
    ("did", "thanks"),
    [
        ("she stayed late to fix the export", "Thank you for staying late to fix the export."),
        (
            "Anna shared her notes from the client meeting",
            "Thank you for sharing your notes from the client meeting.",
        ),
        (
            "they walked me through the code and answered all my questions",
            "Thank you for walking me through the code and answering all my questions.",
        ),
        ("covered my shift on Sunday", "Thank you for covering my shift on Sunday."),
        ("he is always kind to the interns", "Thank you for always being kind to the interns."),
        ("has helped me with `parse_date`", "Thank you for helping me with `parse_date`."),
        ("<@U123ABC> helped me debug the import", "Thank you for helping me debug the import."),
        ("great demo", "Thank you for your great demo."),
    ],
)
def test_thanks_name_the_deed(moments, did, thanks):
    suggestions = moments.good_exchanges(did)
    assert thanks in suggestions.texts
    assert len(suggestions.texts) >= 2
    assert suggestions.note


def test_praise_told_to_others_keeps_the_third_person(moments):
    told = " ".join(moments.good_exchanges("Anna shared her notes").texts)
    assert "A small thank-you to Anna for sharing her notes." in told


@pytest.mark.parametrize("did", ["", "  ", "nothing", "I don't know"])
def test_an_empty_entry_gets_a_kind_line(moments, did):
    suggestions = moments.good_exchanges(did)
    assert not suggestions.texts
    assert suggestions.note == moment_texts().good_notes["empty"]


@pytest.mark.parametrize(
    "did", ["he finally answered", "she yelled at me", "didn't complain for once", "they are always late"]
)
def test_a_grievance_is_not_made_into_praise(moments, did):
    suggestions = moments.good_exchanges(did)
    assert not suggestions.texts
    assert suggestions.note == moment_texts().good_notes["negative"]


def test_the_writers_own_deed_is_no_thanks(moments):
    assert not moments.good_exchanges("I fixed it myself").texts


@pytest.mark.parametrize(
    ("topic", "sign"),
    [
        ("your feedback on the talk", "feedback|hard|nervous|easy"),
        ("the launch is delayed", "news|easy|tell you"),
        ("I disagree with my manager", "disagree|differently|worry|view"),
        ("I should have told you earlier", "late|earlier|sooner|while"),
    ],
)
def test_openers_suit_what_is_to_be_said(moments, topic, sign):
    texts = moments.openers(topic).texts
    assert len(texts) == 3
    assert all(re.search(sign, text) for text in texts)


def test_openers_by_kind(moments):
    assert moments.openers("", kind="apology-late").texts != moments.openers("", kind="bad-news").texts


def test_a_topic_is_named(moments):
    assert "the launch date" in moments.openers("the launch date").texts[0]
    assert "the missed deadline" in moments.check_ins("missed deadline").texts[0]
    assert "the roadmap" in moments.calls("the roadmap").texts[0]


def test_a_whole_draft_is_no_topic(moments):
    assert not any(
        "interrupting" in text
        for text in moments.openers("You keep interrupting me and I don't like it.").texts
    )


def test_another_turn_gives_another_text(moments):
    assert moments.check_ins("", turn=0).texts[0] != moments.check_ins("", turn=1).texts[0]
    assert moments.check_ins("x").texts == moments.check_ins("x").texts


def test_a_proposal_becomes_a_trial_with_an_end(moments):
    for text in moments.experiment("We should stop doing daily standups.").texts:
        assert "we stop doing daily standups" in text
        assert re.search(r"two weeks|one month|end of the month", text)


def test_a_proposal_is_shopped_around(moments):
    suggestions = moments.shop_around("Let's change the on-call rotation for Q3")
    assert any("pager" in who for who in suggestions.people)
    assert all("to change the on-call rotation for Q3" in text for text in suggestions.texts)


@pytest.mark.parametrize("method", ["experiment", "shop_around"])
def test_an_empty_proposal_is_said(moments, method):
    suggestions = getattr(moments, method)("")
    assert not suggestions.texts
    assert suggestions.note


ENTRIES = [
    "",
    "the budget",
    "she covered for me",
    "We should move to Kubernetes",
    "?!",
    "x" * 5_000,
    "Das ist nicht gut",
    "{did}",
    "a\nb",
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_whatever_is_entered_the_suggestions_can_be_sent(coach, entry):
    made = [
        method(entry)
        for method in (
            coach.moments.openers,
            coach.moments.check_ins,
            coach.moments.calls,
            coach.moments.good_exchanges,
            coach.moments.shop_around,
            coach.moments.experiment,
        )
    ]
    for suggestions in made:
        assert suggestions.texts or suggestions.note
        assert not any(coach.coach(text).flagged for text in suggestions.texts)


def test_every_text_can_be_said(coach):
    texts = moment_texts()
    plain = [
        *texts.check_ins,
        *texts.calls,
        *(t for entry in texts.openers for t in entry.texts),
        *texts.advice,
        *texts.trial,
    ]
    filled = [
        re.sub(r"\{plan\}", "we meet twice a week", re.sub(r"\{topic\}", "the plan", text)) for text in plain
    ]
    assert [text for text in filled if coach.coach(text).flagged] == []


def test_every_kind_of_opener_has_texts_and_no_other_is_taken_for_one(moments):
    assert {entry.id for entry in moment_texts().openers} == set(get_args(OpenerKind))
    with pytest.raises(ValueError, match="no such kind: 'feedbak'; choose from feedback, "):
        moments.openers("the launch", kind="feedbak")
