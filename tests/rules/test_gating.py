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
