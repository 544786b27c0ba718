"""Fragments: a part of a pattern that is written once and used by name."""

import pytest

from rules.errors import PatternError
from rules.fragments import without_fragments

FRAGMENTS = {
    "crew": ("your team", "people|folks in|at n=@places"),
    "they": ("&crew", "they"),
    "round": ("the &round",),
}


def ways(source):
    return list(without_fragments(source, FRAGMENTS))


def test_a_pattern_without_fragments_stays():
    assert ways("why did|do you") == ["why did|do you"]


def test_a_pattern_stands_for_every_way_to_say_its_fragments():
    assert ways("^ [[ &they never ]]") == [
        "^ [[ your team never ]]",
        "^ [[ people|folks in|at n=@places never ]]",
        "^ [[ they never ]]",
    ]


def test_a_slot_goes_to_every_piece_that_has_none():
    assert ways("s=&crew") == ["s=your s=team", "s=people|folks s=in|at n=@places"]


def test_an_optional_fragment_may_be_absent():
    assert ways("why &they? ever") == [
        f"why {they}ever" for they in ("your team ", "people|folks in|at n=@places ", "they ", "")
    ]


@pytest.mark.parametrize(
    ("source", "says"),
    [("&crow", "no fragment called 'crow'"), ("&round", "contains itself"), ("&they " * 5, "more than 128")],
)
def test_what_is_wrong_with_a_fragment_is_said(source, says):
    with pytest.raises(PatternError, match=says):
        ways(source)
