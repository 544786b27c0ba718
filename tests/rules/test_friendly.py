"""Silence when the draft is fine: friendly drafts, many in words that a naive filter would flag."""

from pathlib import Path

FRIENDLY = Path(__file__).parents[1] / "data" / "friendly.txt"


def test_friendly_drafts_are_left_alone(coach):
    lines = FRIENDLY.read_text(encoding="utf-8").splitlines()
    drafts = [line for line in lines if not line.startswith("# ")]
    coached = {draft: coach.coach(draft) for draft in drafts}
    assert len(drafts) > 1000
    assert {d: [n.rule for n in c.notes] for d, c in coached.items() if c.notes} == {}
    assert {
        d: c.limits for d, c in coached.items() if c.limits
    } == {}  # and none is taken for another language
