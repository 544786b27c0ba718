"""Mistakes that only show when a rule is compiled: all are said, with file and line."""

import pytest
import spacy

from rules.errors import PackError
from rules.loading import load_packs
from rules.matching import RuleSet

PACK = """\
pack: ours
title: Ours
about: For tests.
exceptions:
  - {id: shared, inside: [SHARED]}
rules:
  - id: circle-back
    title: '"circle back"'
    match:
      - circle back
      - "MATCH"
    exceptions:
      - {id: promised, before: ["BEFORE"]}
      - {id: theirs, slot: who, has: [HAS]}
    rewrites:
      - move: plain
        text: "TEXT"
        unless: ["UNLESS"]
    why: It says when and what to nobody.
    source: observed
    examples:
      bad:
        - text: "Let's [[circle back]]."
"""
GOOD = {
    "SHARED": "next week",
    "MATCH": "who=they|we ~circle back",
    "BEFORE": "i|we will",
    "HAS": "we",
    "TEXT": "{who} {before} talk again {rest?}",
    "UNLESS": "today",
}


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


def compiled(nlp, folder, **changed):
    text = PACK
    for name, value in {**GOOD, **changed}.items():
        text = text.replace(name, value)
    (folder / "ours.yaml").write_text(text, encoding="utf-8")
    return RuleSet(load_packs([folder]), nlp)


def test_a_rule_without_mistakes_is_compiled(nlp, tmp_path):
    assert [c.rule.id for c in compiled(nlp, tmp_path).rules] == ["circle-back"]


@pytest.mark.parametrize(
    ("place", "value", "line", "says"),
    [
        ("MATCH", "circle @nolist", 11, "no word list called 'nolist'"),
        ("MATCH", "circle back[", 11, "a stray bracket in 'back['"),
        ("MATCH", "circle &nothing", 11, "no fragment called 'nothing'"),
        ("MATCH", "circle ...99", 11, "a gap is 1 to 8 tokens long"),
        ("BEFORE", "i #will", 13, "no such flag: #will"),
        ("HAS", "'@nolist'", 14, "no word list called 'nolist'"),
        (
            "MATCH",
            "~circle back",
            14,
            "no pattern of the rule has a slot who; name= before a piece makes one",
        ),
        ("TEXT", "talk {when}", 17, "no pattern of the rule has a slot when; there are who"),
        ("TEXT", "talk {who", 17, "cannot read the braces"),
        ("TEXT", "talk {who:loud}", 17, "no such filter: 'loud'"),
        ("UNLESS", "@nolist", 18, "no word list called 'nolist'"),
        ("SHARED", '"@nolist"', 5, "no word list called 'nolist'"),
    ],
)
def test_a_mistake_is_said_with_its_line(nlp, tmp_path, place, value, line, says):
    with pytest.raises(PackError) as caught:
        compiled(nlp, tmp_path, **{place: value})
    assert f"{tmp_path / 'ours.yaml'}:{line}: " in str(caught.value)
    assert says in str(caught.value)


def test_all_mistakes_are_said_at_once(nlp, tmp_path):
    with pytest.raises(PackError) as caught:
        compiled(nlp, tmp_path, MATCH="circle @nolist", BEFORE="i #will", UNLESS="@nolist")
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == ["11", "13", "18"]
