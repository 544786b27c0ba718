"""What is not offered: what still lands badly, loses a fact, or says a threat again."""

import pytest

from rules.offers import HOT


def said(text, **more):
    return {"rewrites": [{"move": "plain", "scope": "sentence", "lossy": True, "text": text, **more}]}


@pytest.mark.parametrize(("cues", "offered"), [(1, True), (2, False)])
def test_what_is_still_hot_is_not_offered_however_much_it_cools(coach_of, cues, offered):
    cue = {"kind": "cue", "weight": 3, "confidence": "high"}
    coach = coach_of(
        gloom={"weight": 3, "confidence": "high", **said("I see the plan another way.")},
        sleet=cue,
        hail=cue,
    )
    around = " The sleet is here." + " The hail is here." * (cues - 1)
    left = coach.coach(f"I see the plan another way.{around}")
    assert (left.heat < HOT) is offered
    coaching = coach.coach(f"The plan is gloom.{around}")
    assert coaching.heat > left.heat
    assert bool(coaching.rewrites) is offered


def test_a_fact_that_went_in_a_later_round_is_missed(coach_of):
    coach = coach_of(
        told={"match": ["you told who=#word"], **said("{who} was told about it.")},
        gossip={"match": ["was told about it"], "rewrites": [{"move": "drop", "scope": "drop"}]},
    )
    room = "The big room on the second floor is free for lunch at the office."
    coaching = coach.coach(f"You told Priya. {room}")
    assert coaching.notes
    assert not coaching.rewrites
    assert [r.text for r in coach.coach(f"You told everybody. {room}").rewrites] == [room]


def test_a_threat_is_not_said_again_by_itself(coach_of):
    plain = said("I see {what} another way.")
    coach = coach_of(
        gloom={"match": ["gloom about what=<NOUN>"], **plain},
        threat={"match": ["threat about what=<NOUN>"], "hostile": True, **plain},
        wall={"match": ["wall"]},
    )
    notes = coach.coach("Gloom about rain. Threat about snow. Wall.").notes
    assert {note.rule: note.instead for note in notes} == {
        "gloom": "I see rain another way.",
        "threat": "",
        "wall": "",
    }


def test_two_sentences_of_which_one_is_long_are_said_again_one_by_one(coach_of):
    plain = said("I see {what} {rest?} another way.")
    coach = coach_of(
        gloom={"match": ["gloom about what=<NOUN>"], **plain},
        murk={"match": ["murk about what=<NOUN>"], **plain},
    )
    short = coach.coach("Gloom about rain. Murk about snow.")
    assert [r.text for r in short.rewrites] == ["I see rain another way. I see snow another way."]
    tail = "in the small garden behind the old school at the end of the street"
    long = coach.coach(f"Gloom about rain. Murk about snow {tail}.")
    assert not long.rewrites
    assert [note.instead for note in long.notes] == [
        "I see rain another way.",
        f"I see snow {tail} another way.",
    ]


@pytest.mark.parametrize(
    ("left", "offered"),
    [
        ("The truck left at 9:30.", True),
        ("You sent the truck at 9:30.", False),
        ("You even left the truck at gate 4.", False),
        ("If you have a minute, the truck is at gate 4.", True),
        ("You can't park the truck at gate 4.", True),
        ("Could you park the truck at gate 4? You left it open.", True),
        ("Six weeks for 1 truck.", False),
        ("It's at gate 4.", True),
    ],
)
def test_where_a_sneer_only_goes_no_charge_and_no_fragment_is_left(coach_of, left, offered):
    coach = coach_of(gloom={"match": ["gloom"], "rewrites": [{"move": "drop", "scope": "drop"}]})
    rewrites = coach.coach(f"Gloom. {left}").rewrites
    assert [r.text for r in rewrites] == [left] * offered
