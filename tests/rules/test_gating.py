"""Notes and their company: what warmth excuses, and when a hint speaks."""

import pytest

from rules.coach import Coach, load_model
from rules.loading import load_packs

PACK = """
pack: ours
title: Ours
about: Two hints and a note.
rules:
"""
RULE = """
  - id: {word}
    title: A rule
    hint: {hint}
    weight: 1
    trust: low
    match: [{word}]
    why: It hurts.
    source: observed
    examples: {{bad: [{{text: "[[{word}]]"}}]}}
"""
BLUNT = "You broke the import again."


def noted(coach, text, like=None):
    with coach.examining():
        draft = coach.analyse(like) if like else None
        return [hit.rule.id for hit in coach.analyse(text, draft).hits if hit.rule.kind == "note"]


def test_a_kind_word_excuses_a_blunt_one(coach):
    assert coach.coach(BLUNT).flagged
    assert not coach.coach(f"{BLUNT} No need to worry, I can run it by hand.").flagged


def test_it_does_not_excuse_the_harshest(coach):
    assert coach.coach("You're a moron. No need to worry, I can run it by hand.").flagged


def test_meant_as_a_jab_it_excuses_nothing(coach):
    assert coach.coach("Congratulations, you broke the import again.").flagged


def test_what_a_rewrite_adds_excuses_nothing_in_it(coach):
    kind = f"{BLUNT} No need to worry."
    assert not noted(coach, kind)
    assert noted(coach, kind, like=BLUNT)


@pytest.fixture(scope="module")
def hinting(tmp_path_factory):
    """A coach that knows two hints and one note."""
    pack = tmp_path_factory.mktemp("packs") / "ours.yaml"
    hints = {"again": "true", "nobody": "true", "mess": "false"}
    pack.write_text(PACK + "".join(RULE.format(word=word, hint=hint) for word, hint in hints.items()))
    return Coach(load_packs([pack]), load_model())


@pytest.mark.parametrize(
    ("draft", "speak"),
    [
        ("It is empty again.", []),
        ("It is empty again, and again.", []),
        ("It is empty again. Nobody looked.", ["again", "nobody"]),
        ("It is empty again. What a mess.", ["again", "mess"]),
        ("What a mess.", ["mess"]),
    ],
)
def test_a_hint_speaks_in_company(hinting, draft, speak):
    assert [note.rule for note in hinting.coach(draft).notes] == speak
