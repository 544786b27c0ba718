"""The underlined draft: carets under the very words, at any width."""

import pytest
from rich.cells import cell_len

from bot.cli.underline import rows


def drawn(text, *quotes, width=80):
    """Rows as they are shown, carets below."""
    out = []
    places = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    for row in rows(text, places, width):
        out.append("..." if row.is_gap else "".join(cell.shown for cell in row.cells))
        if row.carets:
            out.append(row.carets)
    return out


def test_one_place():
    assert drawn("so, why is it low?", "why is it low?") == ["so, why is it low?", "    ^^^^^^^^^^^^^^"]


def test_several_places_are_numbered():
    assert drawn("you broke it. why?", "you broke it", "why?") == ["you broke it. why?", "1^^^^^^^^^^^  2^^^"]


def test_a_place_over_two_rows():
    assert drawn("so why is that number low?", "why is that number low?", width=12) == [
        "so why is",
        "   ^^^^^^",
        "that number",
        "^^^^^^^^^^^",
        "low?",
        "^^^^",
    ]


def test_lines_stay_lines():
    assert drawn("Hi.\n\nWhy?\r\nBye", "Why?") == ["Hi.", "", "Why?", "^^^^", "Bye"]


def test_wide_characters_take_two_columns():
    assert drawn("数字 why?", "why?") == ["数字 why?", "     ^^^^"]


def test_characters_that_would_steer_the_terminal_are_not_shown():
    assert drawn("\x1b[31m\u202ewhy?\tx", "why?") == ["·[31mwhy?    x", "     ^^^^"]


def test_a_long_word_is_cut():
    assert drawn("a" * 25, width=10) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_long_draft_shows_what_is_around():
    text = "\n".join(f"line {n}" for n in range(30))
    assert drawn(text, "line 15") == ["...", "line 14", "line 15", "^^^^^^^", "line 16", "..."]


def test_nothing_underlined_in_a_short_draft():
    assert drawn("all good\n\n") == ["all good"]


@pytest.mark.parametrize("width", [1, 2, 7, 24, 80])
def test_no_row_is_wider_than_the_screen(width):
    text = "Why 数字 is\tthat   number 👩‍👩‍👧 so low?\nwhy\n" * 2
    for row in rows(text, [(0, 10), (12, 40)], width):
        assert cell_len(row.carets) <= max(width, 4)
        assert sum(cell.width for cell in row.cells) <= max(width, 4)
