"""`whoa rules explain`: what fired, what was saved, what nearly matched."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.common import AUDIENCES, TRUSTS, rules_option, take_text, write_json

if TYPE_CHECKING:
    from rules.explaining import Explanation


@click.command("explain")
@click.argument("text", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@click.option(
    "--trust", type=click.Choice(TRUSTS), default="low", show_default=True, help="As in `whoa check`."
)
@click.option(
    "--audience", type=click.Choice(AUDIENCES), default="dm", show_default=True, help="As in `whoa check`."
)
@rules_option
def command(*, text: tuple[str, ...], as_json: bool, trust: Any, audience: Any, folder: Path | None) -> None:
    """Say which rules fired on TEXT, which were saved by which exception, and which patterns nearly matched.

    A pattern nearly matched when one piece of it failed: it says which.
    """
    draft = take_text(text, what="your draft")
    from bot.cli.engine import load_coach
    from rules.explaining import explain

    explanation = explain(load_coach(folder), draft[:4_000], trust=trust, audience=audience)
    if as_json:
        write_json(asdict(explanation))
    else:
        _show(explanation)


def _show(explanation: Explanation) -> None:
    from bot.cli.screen import console, say

    out = console()
    notes = [fired for fired in explanation.fired if fired.kind == "note"]
    say(out, "Fired" if notes else "No note fired.", style="bold")
    for fired in notes:
        say(out, f"{fired.rule}: “{fired.quote}”", indent=2, bullet="- ")
        if fired.hidden:
            say(out, f"not shown: {fired.hidden}", indent=4, style="dim")
    for kind, what in (
        ("cue", "Only for the heat"),
        ("softener", "Softeners"),
        ("gate", "Gates"),
        ("warmth", "Warmth"),
    ):
        others = [f"{fired.rule} “{fired.quote}”" for fired in explanation.fired if fired.kind == kind]
        if others:
            say(out, f"{what}: {', '.join(others)}", indent=2, bullet="- ")
    if explanation.saved:
        out.print()
        say(out, "Matched, but kept silent", style="bold")
    for saved in explanation.saved:
        say(out, f"{saved.rule}: “{saved.quote}”", indent=2, bullet="- ")
        say(
            out,
            f"saved by {saved.by}" + (f" ({saved.condition})" if saved.condition else ""),
            indent=4,
            style="dim",
        )
    if explanation.near:
        out.print()
        say(out, "Nearly matched", style="bold")
    for near in explanation.near:
        say(out, f"{near.rule}: {near.failed}", indent=2, bullet="- ")
        say(out, f"pattern: {near.pattern}", indent=4, style="dim")
    if explanation.masked:
        out.print()
        say(out, "No rule looks at: " + ", ".join(dict.fromkeys(explanation.masked)), style="dim")
