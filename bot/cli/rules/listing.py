"""`whoa rules list`: all rules, a line each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.common import TRUSTS, rules_option, write_json

if TYPE_CHECKING:
    from rules.loading import Loaded
    from rules.schema import Rule

STATUSES = ("active", "trial", "retired")
KINDS = ("note", "cue", "softener", "gate", "warmth", "residue")


@click.command("list")
@click.option("--pack", help="Only the rules of this pack.")
@click.option("--kind", type=click.Choice(KINDS), help="Only rules of this kind.")
@click.option("--trust", type=click.Choice(TRUSTS), help="Only notes that are shown at this trust.")
@click.option("--status", type=click.Choice(STATUSES), help="Only rules with this status.")
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON array.")
@rules_option
def command(
    *,
    pack: str | None,
    kind: str | None,
    trust: str | None,
    status: str | None,
    as_json: bool,
    folder: Path | None,
) -> None:
    """List all rules, pack by pack. A rule on trial comes with what the bot has counted of it on this machine."""
    from bot.cli.common import Problem
    from bot.cli.engine import load_rules
    from bot.cli.rules.counts import counts

    loaded = load_rules(folder)
    packs = {p.pack for p in loaded.packs}
    if pack and pack not in packs:
        raise Problem(f"there is no pack {pack!r}; there are {', '.join(sorted(packs))}")
    rules = [
        rule
        for rule in loaded.rules
        if (not pack or loaded.pack_of[rule.id] == pack)
        and (not kind or rule.kind == kind)
        and (not status or rule.status == status)
        and (not trust or (rule.kind == "note" and TRUSTS.index(rule.trust) >= TRUSTS.index(trust)))
    ]
    counted = counts() if any(rule.status == "trial" for rule in rules) else {}
    if as_json:
        write_json([_entry(rule, loaded, counted) for rule in rules])
    else:
        _show(rules, loaded, counted)


def _entry(rule: Rule, loaded: Loaded, counted: dict[str, dict[str, int]]) -> dict[str, object]:
    entry: dict[str, object] = {"id": rule.id, "pack": loaded.pack_of[rule.id]}
    for name in ("kind", "title", "tactic", "status", "trust", "weight", "confidence"):
        entry[name] = getattr(rule, name)
    if rule.status == "trial":
        entry["counts"] = counted.get(rule.id, {})
    return entry


def _show(rules: list[Rule], loaded: Loaded, counted: dict[str, dict[str, int]]) -> None:
    from bot.cli.screen import console, say

    out = console()
    titles = {pack.pack: pack.title for pack in loaded.packs}
    last = ""
    for rule in sorted(rules, key=lambda r: list(titles).index(loaded.pack_of[r.id])):
        pack = loaded.pack_of[rule.id]
        if pack != last:
            if last:
                out.print()
            say(out, f"{titles[pack]} ({pack})", style="bold")
            last = pack
        marks: list[str] = [rule.kind] if rule.kind != "note" else [f"shown at {', '.join(_shown_at(rule))}"]
        if rule.status != "active":
            marks.append(rule.status)
        if rule.status == "trial" and rule.id in counted:
            marks += [f"{name} {number}" for name, number in sorted(counted[rule.id].items())]
        say(out, f"{rule.id}: {rule.title} ({'; '.join(marks)})", indent=2)
    say(out, f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'}", style="dim")


def _shown_at(rule: Rule) -> tuple[str, ...]:
    return TRUSTS[: TRUSTS.index(rule.trust) + 1]
