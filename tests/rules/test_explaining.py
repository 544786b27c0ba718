"""Why a rule is silent: the reason given is the true one."""

import pytest

from rules.explaining import LONELY, explain
from rules.near import nearest


def silent(coach, text, **given):
    return {s.rule: (s.by, s.condition) for s in explain(coach, text, **given).saved}


def near(coach, text):
    return {n.rule: n.failed for n in explain(coach, text).near}


def hidden(coach, text, **given):
    return {f.rule: f.hidden for f in explain(coach, text, **given).fired}


def test_a_rule_without_its_company_is_said_to_lack_it(coach_of):
    coach = coach_of(order={"beside": True}, heavy={"weight": 2, "trust": "low"})
    assert silent(coach, "order") == {"order": ("beside", LONELY)}
    assert hidden(coach, "order and heavy") == {"order": "", "heavy": ""}
    assert near(coach, "order") == {}


def test_company_that_this_reader_is_not_told_of_is_none(coach_of):
    coach = coach_of(order={"beside": True}, heavy={"audience": ["channel"]})
    assert hidden(coach, "order and heavy", audience="channel") == {"order": "", "heavy": ""}
    assert hidden(coach, "order and heavy") == {
        "order": LONELY,
        "heavy": "only shown to the audience channel",
    }


def test_a_softener_inside_a_note_is_said_to_be_covered_by_it(coach_of):
    coach = coach_of(thanks={"kind": "softener"}, jab={"match": ["thanks for nothing"], "title": "A jab"})
    assert silent(coach, "thanks for nothing") == {"thanks": ("note:jab", "A jab")}
    assert near(coach, "thanks for nothing") == {}


def test_of_two_notes_on_the_same_words_one_is_said_to_cover_the_other(coach_of):
    coach = coach_of(long={"match": ["gloom and doom"]}, short={"match": ["doom"]})
    assert hidden(coach, "gloom and doom") == {
        "long": "",
        "short": "another note, heavier or longer, covers these words",
    }


def test_a_gate_is_named(coach_of):
    coach = coach_of(fire={"kind": "gate", "mutes": ["own"], "title": "Danger"}, gloom={})
    assert silent(coach, "fire and gloom") == {"gloom": ("gate:fire", "Danger")}


def test_what_is_looked_for_in_rewrites_only_did_not_nearly_match(coach_of):
    assert near(coach_of(sharp={"kind": "residue"}), "sharp words") == {}


@pytest.mark.parametrize(
    ("match", "text", "failed"),
    [
        ("^ the part", "So it is the part.", "^ wants them at the start of the sentence"),
        ("the part $", "So the part is here.", "$ wants nothing but marks after them"),
        ("^ the part $", "So, the part is here.", "$ wants nothing but marks after them"),
        ("the part", "The part-timers are here.", "a hyphen or a slash ties them to another word"),
    ],
)
def test_a_pattern_that_matched_elsewhere_than_it_may_says_where(coach_of, match, text, failed):
    coach = coach_of(rule={"match": [match]})
    with coach.examining():
        analysis = coach.analyse(text)
        assert [n.failed for n in nearest(coach.rules.rules, analysis, set())] == [failed]
