"""What a person sees in a terminal: coaching and readings."""

from __future__ import annotations

import math
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.screen import console, one_for_one, say
from bot.cli.underline import rows
from bot.rendering.draft import label
from rules import Coaching, Reading

STRESSED = "bold yellow"
HEADING = "bold"
QUIET = "dim"


def show_coaching(coaching: Coaching, *, explain: bool = False) -> None:
    """Print what the coach says about a draft; one line when it is fine."""
    out = console()
    say(out, coaching.summary, style=HEADING if coaching.flagged else "")
    if coaching.flagged:
        _draft(out, coaching)
        _rewrites(out, coaching)
        start = (coaching.start,) if coaching.start else ()
        _list(out, "What could stay, for you to finish", start, bullet="")
        _list(
            out,
            "Or finish a sentence" if coaching.rewrites or start else "Finish one of these",
            coaching.prompts,
        )
    asides = (*coaching.credits, *coaching.tips, *coaching.limits) if coaching.flagged else coaching.limits
    asides = tuple(line for line in asides if line != coaching.summary)
    if asides and coaching.flagged:
        out.print()
    for line in asides:
        say(out, line, style=QUIET)
    if explain:
        _heat(out, coaching)


def show_reading(reading: Reading) -> None:
    """Print the help with a received message, in the order in which one would take it in."""
    out = console()
    say(out, reading.summary, style=HEADING)
    _list(out, "What it may have meant", reading.generous)
    _list(out, "What they did well", reading.effort)
    _list(out, "", reading.steps)
    if reading.reply:
        _list(out, "A reply that checks the story in your head", (reading.reply,), bullet="")
    for line in (reading.call, *reading.limits):
        if line and line != reading.summary:
            out.print()
            say(out, line, style=QUIET)


def _draft(out: Console, coaching: Coaching) -> None:
    """Print the draft with its notes, and under it why they are there."""
    out.print()
    encoding = out.encoding
    spans = [(note.start, note.end) for note in coaching.notes]
    for row in rows(coaching.text, spans, out.width - 2):
        line = Text("  ...") if row.is_gap else Text("  ")
        for stressed, cells in groupby(row.cells, key=lambda cell: bool(cell.note)):
            shown = "".join(cell.shown for cell in cells)
            line.append(one_for_one(shown, encoding), STRESSED if stressed else "")
        out.print(line, soft_wrap=True)
        if row.carets:
            out.print(Text(f"  {row.carets}", "yellow"), soft_wrap=True)
    out.print()
    several = len(coaching.notes) > 1
    for number, note in enumerate(coaching.notes, 1):
        say(out, f"{note.why} ({note.rule})", indent=2, bullet=f"{number} " if several else "")
        if note.instead:
            say(out, f"Perhaps: {note.instead}", indent=4 if several else 2)


def _rewrites(out: Console, coaching: Coaching) -> None:
    if coaching.placeholder:
        _list(out, "To post while you take a breath", (coaching.placeholder,), bullet="")
    if not coaching.rewrites or coaching.hostile:
        return
    for number, rewrite in enumerate(coaching.rewrites):
        out.print()
        say(out, f"{'Another' if number else 'One way to say it'}, {label(rewrite)}:", style=HEADING)
        say(out, rewrite.text, indent=2)


def _list(out: Console, title: str, lines: tuple[str, ...], *, bullet: str = "- ") -> None:
    if not lines:
        return
    out.print()
    if title:
        say(out, f"{title}:", style=HEADING)
    for line in lines:
        say(out, line, indent=2, bullet=bullet)


def _heat(out: Console, coaching: Coaching) -> None:
    """Print what makes the heat, in log-odds, the strongest first."""
    out.print()
    say(
        out,
        f"Heat {coaching.heat:.2f} at trust {coaching.trust}: the chance that this is taken badly.",
        style=HEADING,
    )
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", style=QUIET)
    added = sum(item.value for item in coaching.contributions)
    base = math.log(coaching.heat / (1 - coaching.heat)) - added
    table.add_row(f"{base:+.2f}", Text(f"Any draft, at trust {coaching.trust}"), Text(""))
    for item in coaching.contributions:
        table.add_row(f"{item.value:+.2f}", Text(item.label), Text(item.name))
    out.print(table)
