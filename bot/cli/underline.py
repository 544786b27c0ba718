"""A draft with the words that sting underlined in place: a line of carets under them, so that it works without colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len

from bot.cli.screen import shown_character

CONTEXT = 1
"""Rows shown around an underlined one in a long draft."""
ALL = 12
"""A draft of at most so many rows is shown whole."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One character as it is shown, the columns it takes, and the number of the note it belongs to (0: none)."""

    shown: str
    width: int
    note: int
    starts: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line on the screen. `carets` is empty where nothing is underlined; a gap stands for rows left out."""

    cells: tuple[Cell, ...]
    carets: str
    is_gap: bool = False


def rows(text: str, spans: Iterable[tuple[int, int]], width: int) -> list[Row]:
    """The draft in rows of at most `width` columns; in a long one only those near an underlined place.

    With several spans each one's carets begin with its number.
    """
    places = list(spans)
    made: list[Row] = []
    for line in _lines(_cells(text, places)):
        made += [_row(part, numbered=len(places) > 1) for part in _wrapped(line, width)]
    while made and not any(c.shown.strip() for c in made[-1].cells):
        made.pop()
    return made if len(made) <= ALL else _near(made)


def _cells(text: str, places: list[tuple[int, int]]) -> list[Cell]:
    note_at = {
        i: (n, i == start)
        for n, (start, end) in reversed(list(enumerate(places, 1)))
        for i in range(start, end)
    }
    out: list[Cell] = []
    for index, character in enumerate(text.replace("\r\n", " \n")):
        shown = character if character == "\n" else shown_character(character)
        out.append(Cell(shown, 0 if character == "\n" else cell_len(shown), *note_at.get(index, (0, False))))
    return out


def _lines(cells: list[Cell]) -> list[list[Cell]]:
    lines: list[list[Cell]] = [[]]
    for cell in cells:
        if cell.shown == "\n":
            lines.append([])
        else:
            lines[-1].append(cell)
    return lines


def _wrapped(line: list[Cell], width: int) -> list[list[Cell]]:
    """Cut a line at spaces, or anywhere when a word is longer than a row."""
    out: list[list[Cell]] = []
    while sum(c.width for c in line) > width:
        room, cut, space = width, 0, 0
        while cut < len(line) and line[cut].width <= room:
            room -= line[cut].width
            cut += 1
            if line[cut - 1].shown == " ":
                space = cut
        if cut < len(line) and line[cut].shown == " ":
            space = cut + 1
        cut = space or max(cut, 1)
        out.append(line[:cut])
        line = line[cut:]
    return [*out, line]


def _row(cells: list[Cell], *, numbered: bool) -> Row:
    while cells and cells[-1].shown == " ":
        cells = cells[:-1]
    carets = ""
    for cell in cells:
        mark = ("^" if cell.note else " ") * cell.width
        if cell.starts and numbered and cell.width:
            mark = (str(cell.note) + mark)[: cell.width]
        carets += mark
    return Row(tuple(cells), carets.rstrip())


def _near(made: list[Row]) -> list[Row]:
    wanted = {
        j for i, row in enumerate(made) if row.carets for j in range(i - CONTEXT, i + CONTEXT + 1)
    } & set(range(len(made)))
    out: list[Row] = []
    for index, row in enumerate(made):
        if index in wanted:
            out.append(row)
        elif not (out and out[-1].is_gap):
            out.append(Row((), "", is_gap=True))
    return out
