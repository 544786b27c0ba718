"""Text for any terminal."""

import pytest
from rich.cells import cell_len

from bot.cli.screen import clean, one_for_one, wrap


@pytest.mark.parametrize("width", [4, 10, 39])
def test_wrapped_rows_fit_and_lose_nothing(width):
    for text in ("why is that number so low, again?", "なぜその数字は低いのですか why 数字", "x" * 50):
        rows = wrap(text, width)
        assert all(cell_len(row) <= width for row in rows)
        assert "".join("".join(rows).split()) == "".join(text.split())


def test_an_empty_line_stays_one():
    assert wrap("", 10) == [""]


def test_clean_takes_out_what_steers_a_terminal():
    assert clean("a\x1b[2Jb\u202ec\r\nd\te") == "a·[2Jbc\nd    e"


def test_ascii_keeps_its_length():
    assert one_for_one("“…” – é 🌱 x", "ascii") == '"~" - e ? x'
    assert one_for_one("“…”", "utf-8") == "“…”"
