"""Every rule of every pack proves itself: one case per rule, so that a failure names it."""

import pytest

from rules.loading import built_in, load_packs
from rules.mistakes import without_slot
from rules.proving import prove_rule

LOADED = load_packs([built_in()])
ON = [rule for rule in LOADED.rules if rule.status != "retired"]


@pytest.mark.parametrize("identifier", [rule.id for rule in ON])
def test_rule_proves_itself(coach, identifier):
    assert list(prove_rule(coach, coach.rules.by_id[identifier].rule)) == []


def test_no_rewrite_of_ours_names_a_slot_that_no_pattern_has(coach):
    assert [c.rule.id for c in coach.rules.rules if list(without_slot(c))] == []


def test_a_rule_is_named_once_in_all_packs():
    ids = [rule.id for pack in LOADED.packs for rule in pack.rules]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", sorted(built_in().glob("*.yaml")), ids=lambda path: path.stem)
def test_lines_of_a_pack_can_be_read_without_scrolling(path):
    long = [n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if len(line) > 150]
    assert long == []
