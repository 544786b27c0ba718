"""Which notes a writer is told of: by trust, by audience, by what else is in the draft."""

import pytest

from rules.noting import MOST_NOTES, Circumstances
from rules.types import TRUSTS

SOFTENER = {"kind": "softener", "match": ["maybe"]}


@pytest.fixture(scope="module")
def mild(coach_of):
    """Three mild notes, one for each level of trust: alone none of them hurts anyone."""
    return coach_of(**{level: {"trust": level, "weight": 1} for level in TRUSTS})


@pytest.mark.parametrize(
    ("trust", "told"),
    [("low", ["low", "building", "solid"]), ("building", ["building", "solid"]), ("solid", ["solid"])],
)
def test_a_rule_speaks_at_its_own_level_of_trust_and_below(mild, trust, told):
    coaching = mild.coach("low, building, solid", trust=trust)
    assert [note.rule for note in coaching.notes] == told


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        ("gloom", []),
        ("gloom and murk", ["gloom", "murk"]),
        ("doom and murk", ["doom", "murk"]),
        ("gloom and haze", []),
        ("doom and haze", ["doom"]),
    ],
    ids=["one-heavy", "two-heavy", "the-harshest", "a-light-one-is-no-second", "a-light-one-stays-silent"],
)
def test_what_would_hurt_anyone_is_told_at_every_level(coach_of, draft, told):
    coach = coach_of(
        gloom={"trust": "low", "weight": 2},
        murk={"trust": "low", "weight": 2},
        doom={"trust": "low", "weight": 3},
        haze={"trust": "low", "weight": 1},
    )
    assert [note.rule for note in coach.coach(draft, trust="solid").notes] == told


def test_a_rule_for_an_audience_speaks_to_that_audience(coach_of):
    coach = coach_of(gloom={"audience": ["channel", "senior"]})
    flagged = {who: coach.coach("gloom", audience=who).flagged for who in ("dm", "channel", "senior")}
    assert flagged == {"dm": False, "channel": True, "senior": True}


def test_a_bare_rule_is_silent_where_something_softens(coach_of):
    coach = coach_of(gloom={"bare": True}, doom={}, soft=SOFTENER)
    assert [note.rule for note in coach.coach("gloom and doom").notes] == ["gloom", "doom"]
    assert [note.rule for note in coach.coach("maybe gloom and doom").notes] == ["doom"]


def test_of_two_that_overlap_the_heavier_speaks(coach_of):
    coach = coach_of(light={"weight": 1, "match": ["gloom and doom"]}, heavy={"weight": 2, "match": ["doom"]})
    assert [note.rule for note in coach.coach("gloom and doom").notes] == ["heavy"]


def test_the_heaviest_notes_are_told_in_the_order_of_the_text(coach_of):
    weights = {"one": 1, "two": 2, "three": 1, "four": 3, "five": 2, "six": 1, "seven": 3}
    coach = coach_of(**{name: {"weight": weight} for name, weight in weights.items()})
    notes = coach.coach(" and ".join(weights)).notes
    assert [note.rule for note in notes] == ["one", "two", "four", "five", "seven"]
    assert len(notes) == MOST_NOTES


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"trust": "medium"}, "no such trust: 'medium'; choose from low, building, solid"),
        ({"audience": "everyone"}, "no such audience: 'everyone'; choose from dm, channel, senior"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_choices(coach, given, says):
    with pytest.raises(ValueError, match=says):
        Circumstances(**given)
    with pytest.raises(ValueError, match=says):
        coach.coach("", **given)
