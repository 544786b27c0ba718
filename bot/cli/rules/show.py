"""`whoa rules show`: one rule, rendered from its entry."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.common import Problem, rules_option

if TYPE_CHECKING:
    from rules.loading import Loaded
    from rules.schema import Rule, RuleException


@click.command("show")
@click.argument("identifier", metavar="ID")
@rules_option
def command(*, identifier: str, folder: Path | None) -> None:
    """Show the rule ID: what it catches, why that hurts, its patterns, exceptions, rewrites and source."""
    from bot.cli.engine import load_rules

    loaded = load_rules(folder)
    rule = next((rule for rule in loaded.rules if rule.id == identifier), None)
    if rule is None:
        close = get_close_matches(identifier, [r.id for r in loaded.rules], n=3)
        hint = f"did you mean {' or '.join(close)}?" if close else "`whoa rules list` shows them all"
        raise Problem(f"there is no rule {identifier!r}; {hint}")
    _show(rule, loaded)


def _show(rule: Rule, loaded: Loaded) -> None:
    from bot.cli.rules.places import place
    from bot.cli.screen import console, say

    out = console()
    say(out, f"{rule.id}: {rule.title}", style="bold")
    say(out, rule.why)
    for line in facts(rule):
        say(out, line, style="dim")

    def section(title: str, lines: list[str]) -> None:
        if lines:
            out.print()
            say(out, title, style="bold")
        for line in lines:
            say(out, line, indent=2, bullet="- ")

    section("Catches", [example.text for example in rule.examples.bad])
    section(
        "Leaves alone",
        [
            good.text + (f"  (saved by {good.saved_by})" if good.saved_by else "")
            for good in rule.examples.good
        ],
    )
    section("Patterns", list(rule.match))
    section("Exceptions", [f"{e.id}: {condition(e)}" for e in rule.exceptions])
    section(
        "Instead",
        [f"{r.move}: {' / '.join(r.variants) or 'the sentence is left out'}" for r in rule.rewrites],
    )
    section("Sentences to finish", list(rule.prompts))
    section("Known problems", [rule.known_problems] if rule.known_problems else [])
    out.print()
    say(out, f"Source: {rule.source}", style="dim")
    say(out, f"File: {place(rule.id, loaded)}", style="dim")


def facts(rule: Rule) -> list[str]:
    """How a rule is set, in a line or two."""
    if rule.kind == "note":
        where = f"{rule.trust} and below" if rule.trust != "low" else "low only"
        lines = [
            f"note; trust {where}; weight {rule.weight} of 3; confidence {rule.confidence}; tactic {rule.tactic}"
        ]
    else:
        lines = [f"{rule.kind}; weight {rule.weight} of 3; confidence {rule.confidence}"]
    flags = [name for name in ("bare", "alone", "breathe", "hostile", "extend") if getattr(rule, name)]
    if rule.status != "active":
        flags.insert(0, f"status {rule.status}")
    if rule.audience:
        flags.append(f"audience {', '.join(rule.audience)}")
    if rule.mutes:
        flags.append(f"mutes {', '.join(rule.mutes)}")
    if rule.credit:
        flags.append(f"credit: {rule.credit}")
    return lines + (["; ".join(flags)] if flags else [])


def condition(exception: RuleException) -> str:
    """An exception's one condition, as written."""
    if exception.slot:
        return f"{exception.slot} has {', '.join(exception.has or [])}"
    name = next(n for n in ("before", "after", "inside", "sentence", "draft") if getattr(exception, n))
    return f"{name} {' or '.join(getattr(exception, name))}"
