"""What a draft that could not be said again may keep as it is."""

import pytest

GO_ON = "What I need is …"


@pytest.fixture(scope="module")
def coach(coach_of):
    return coach_of(
        gloom={"weight": 2},
        threat={"weight": 3, "hostile": True},
        you={"kind": "residue", "match": ["you|your"]},
    )


@pytest.mark.parametrize(
    ("draft", "start"),
    [
        ("You bring gloom. The call is at 9:30.", f"The call is at 9:30. {GO_ON}"),
        ("the call is at 9. you bring gloom. bus 4 is late", "the call is at 9. bus 4 is late. what i need is …"),
        ("- The call is at 9\n- You bring gloom\n- Bus 4 is late", f"- The call is at 9\n- Bus 4 is late.\n{GO_ON}"),
        ("Gloom. Can we have the room back?", "Can we have the room back? I'm asking because …"),
        ("This is a threat to Anna. The room is booked until noon on 4 May.", f"The room is booked until noon on 4 May. {GO_ON}"),
    ],
    ids=["fact", "lower case", "list", "question", "threat"],
)  # fmt: skip
def test_what_does_not_sting_can_stay_word_for_word(coach, draft, start):
    coaching = coach.coach(draft)
    assert not coaching.rewrites
    assert coaching.start == start


@pytest.mark.parametrize(
    "draft",
    [
        "Gloom. The weather is nice over there.",
        "You bring gloom at 9:30.",
        "Gloom over the invoice of March. It was sent on 4 May.",
        "Gloom. At 9:30 sharp.",
        "Gloom. You were there at 9:30 on Monday.",
    ],
    ids=["no fact", "one sentence", "leans on what goes", "a few words", "still about you"],
)
def test_where_too_little_is_left_nothing_is_offered(coach, draft):
    coaching = coach.coach(draft)
    assert coaching.flagged
    assert not coaching.start
    assert coaching.prompts


def test_what_could_be_said_again_needs_no_start(coach_of):
    coach = coach_of(gloom={"rewrites": [{"move": "plain", "text": "rain"}]})
    coaching = coach.coach("We had gloom. The call is at 9:30.")
    assert coaching.rewrites
    assert not coaching.start
    assert not coaching.prompts


def test_a_sentence_that_stings_by_itself_is_no_start(coach_of):
    coach = coach_of(gloom={}, opening={"match": ["^ the call"]})
    assert not coach.coach("After this gloom: the call is at 9:30.").start


def test_the_sentences_to_finish_suit_the_heaviest_rule(coach_of):
    coach = coach_of(
        gloom={"tactic": "ask-clarity", "weight": 1},
        wall={"tactic": "own-your-bias", "weight": 2},
        murk={"prompts": ["My wish is …"]},
    )
    assert coach.coach("Gloom everywhere.").prompts[0] == "What I'd like to understand is …"
    assert coach.coach("Gloom at a wall.").prompts[0] == "What I care about here is …"
    assert coach.coach("Gloom and murk at a wall.").prompts == ("My wish is …",)


@pytest.mark.parametrize(
    ("draft", "place"),
    [("Gloom.", "say this again"), ("Gloom. Gloom.", "pause|minutes"), ("Gloom. The call is at 9:30.", "go on from there")],
)  # fmt: skip
def test_one_sting_is_not_called_heat(coach, draft, place):
    coaching = coach.coach(draft)
    assert coaching.breathe
    assert any(words in coaching.summary for words in place.split("|"))
