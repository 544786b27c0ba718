"""Warmth in a draft: what it excuses, and what it does not."""

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


BESIDE = {"beside": True, "weight": 2}


def test_a_rule_beside_others_speaks_only_in_heavy_company(coach_of):
    pack = coach_of(order=BESIDE, command=BESIDE, mild={"weight": 1}, heavy={"weight": 2})

    def told(text):
        return [note.rule for note in pack.coach(text).notes]

    assert told("order") == []
    assert told("order and command") == [], "two of them are no company for each other"
    assert told("order and mild") == ["mild"]
    assert told("order and heavy") == ["order", "heavy"]


def test_a_softener_inside_a_note_softens_nothing(coach_of):
    pack = coach_of(
        thanks={"kind": "softener", "credit": "You thanked."}, jab={"match": ["thanks for nothing"]}
    )
    assert pack.coach("thanks for lunch").credits == ("You thanked.",)
    assert pack.coach("thanks for nothing").credits == ()
