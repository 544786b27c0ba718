"""What is a fact of a draft, and whether a rewrite kept it."""

import pytest

from rules.facts import Fact, facts, lost, too_forgetful


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("Anna broke it again, tell Ravi.", ["Anna", "Ravi"]),
        ("Fix it. Honestly, stop.", []),
        ("It reads 2TB a day", ["2TB"]),
        ("NOBODY told ME on Monday", ["Monday"]),
        ("ask <@U1> about `x.py`", ["<@U1>", "`x.py`"]),
    ],
    ids=["names", "first-words", "a-number-with-its-unit", "shouting", "masked-parts"],
)
def test_a_draft_has_facts(coach, draft, found):
    with coach.examining():
        assert [fact.text for fact in facts(coach.analyse(draft))] == found


@pytest.mark.parametrize(
    ("fact", "rewrite"),
    [("May", "Maybe later."), ("5", "We needed 15."), ("Ed", "It needed that."), ("$40", "It was 40.")],
)
def test_a_fact_inside_another_word_is_lost(fact, rewrite):
    assert lost([Fact(fact, 0)], rewrite) == [fact]


@pytest.mark.parametrize(
    ("fact", "rewrite"), [("MAY", "In May, then."), ("$40", "It was $40."), ("<@U1>", "Could <@U1>'s go?")]
)
def test_a_fact_that_stands_there_is_kept(fact, rewrite):
    assert lost([Fact(fact, 0)], rewrite) == []


NAME, OTHER = Fact("Priya", 0, slight=True), Fact("14", 9, slight=True)
DATE, SPELLED, CODE = Fact("Friday", 20), Fact("twice", 30, hard=False), Fact("`make`", 40)


@pytest.mark.parametrize(
    ("inside", "threat", "forgets"),
    [
        ([NAME], False, False),
        ([NAME, SPELLED], False, False),
        ([NAME, OTHER], False, True),
        ([DATE], False, True),
        ([NAME, OTHER, DATE], True, False),
        ([CODE], True, True),
    ],
    ids=["a-name", "a-spelled-number", "two", "a-date", "a-threat", "what-a-threat-quotes"],
)
def test_a_sneer_takes_one_slight_fact_with_it(inside, threat, forgets):
    assert too_forgetful(inside, "Hello.", threat=threat) is forgets
    assert not too_forgetful(inside, "On Friday Priya ran `make` twice for 14.", threat=threat)
