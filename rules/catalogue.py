"""The catalogue: every rule on one page, written from the packs (`whoa rules docs`). The same packs give the same page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.loading import Loaded
from rules.schema import Pack, Rule
from rules.types import TRUSTS

_HEAD = """\
# The rules

This page is written from the rule files by `make docs`: to change it, change a rule. `whoa rules show ID` says more about one,
`whoa rules explain "text"` why one fired, and [the rule format](rule-format.md) how to write one.

Words in **bold** are underlined for the writer. A note is shown at its level of trust and below: one for *building* also at *low*.
"""
SHOWN = 2
"""Examples of each sort that are shown of a rule."""
_KINDS = {
    "cue": ("Cues", "Never shown: they only add to the heat."),
    "softener": ("Softeners", "They take heat away, and the coach gives credit for them."),
    "gate": ("Gates", "They keep other rules silent for the whole draft."),
    "warmth": (
        "Warmth",
        "Plain kindness: with it in a draft only the harshest notes speak, unless one points at these very words.",
    ),
    "residue": (
        "In rewrites",
        "Looked for in what would be offered, never shown: it is said again or goes, or the rewrite is not offered.",
    ),
}


def catalogue(loaded: Loaded) -> str:
    """Return the page in Markdown."""
    packs = [pack for pack in loaded.packs if _rules(pack, loaded)]
    shown = sum(rule.kind == "note" and rule.status == "active" for rule in loaded.rules)
    lines = [
        _HEAD,
        f"{len(loaded.rules)} rules in {len(packs)} packs; {shown} of them are notes that a writer may see.",
        "",
    ]
    for pack in packs:
        rules = _rules(pack, loaded)
        lines.append(f"- [{_text(pack.title)}](#{_anchor(pack.title)}) ({len(rules)})")
    lines.append("")
    for pack in packs:
        lines += [f"## {_text(pack.title)}", "", _text(pack.about), ""]
        lines += _pack(_rules(pack, loaded))
    return "\n".join(lines).rstrip("\n") + "\n"


def _rules(pack: Pack, loaded: Loaded) -> list[Rule]:
    return [rule for rule in loaded.rules if loaded.pack_of[rule.id] == pack.pack]


def _pack(rules: list[Rule]) -> Iterator[str]:
    for rule in rules:
        if rule.kind == "note":
            yield from _note(rule)
    for kind, (title, about) in _KINDS.items():
        some = [rule for rule in rules if rule.kind == kind]
        if not some:
            continue
        yield from (f"*{title}.* {about}", "", f"| {title.lower()} | for example | why |", "|---|---|---|")
        for rule in some:
            status = "" if rule.status == "active" else f" ({rule.status})"
            example = _marked(rule.examples.bad[0].text)
            yield f"| `{rule.id}`{status}: {_text(rule.title)} | {example} | {_text(rule.why)} |"
        yield ""


def _note(rule: Rule) -> Iterator[str]:
    """Ruff's way to describe a rule: what it does, why is this bad, example, use instead."""
    yield from (f"### `{rule.id}`", "")
    yield from (f"*What it catches.* {_text(rule.title)}.", "")
    yield from (f"*Why it hurts.* {_text(rule.why)}", "")
    if rule.known_problems:
        yield from (f"*Known problems.* {_text(rule.known_problems)}", "")
    shown = rule.examples.bad[:SHOWN]
    yield from _quoted("Example", [_marked(bad.text) for bad in shown])
    instead = [_text(text) for bad in shown for text in bad.rewrites.values()]
    instead += [f"{_text(prompt)} (for the writer to finish)" for prompt in rule.prompts]
    yield from _quoted("Say instead", list(dict.fromkeys(instead)))
    saved = [good for good in rule.examples.good if good.saved_by][:SHOWN]
    if saved:
        silent = " · ".join(f"{_text(good.text)} (`{good.saved_by}`)" for good in saved)
        yield from (f"*Stays silent for.* {silent}", "")
    yield from (f"*Status.* {_status(rule)}", "")


def _quoted(title: str, texts: list[str]) -> Iterator[str]:
    if texts:
        yield from (f"*{title}.*", "", *"\n>\n".join(f"> {text}" for text in texts).split("\n"), "")


def _status(rule: Rule) -> str:
    levels = TRUSTS[: TRUSTS.index(rule.trust) + 1]
    parts = [
        rule.status,
        f"shown at trust {', '.join(levels)}",
        f"weight {rule.weight}",
        f"confidence {rule.confidence}",
    ]
    if rule.audience:
        parts.append(f"audience {', '.join(rule.audience)}")
    return f"{', '.join(parts)}. Tactic: {rule.tactic}. Source: {_text(rule.source)}."


def _marked(text: str) -> str:
    """An example with its underlined words in bold."""
    return _text(text.replace("[[", "\ue000").replace("]]", "\ue000")).replace("\ue000", "**")


def _text(text: str) -> str:
    """One line of prose that Markdown shows as it is."""
    return re.sub(r"([\\`*_<>\[\]|#])", r"\\\1", " ".join(text.split()))


def _anchor(title: str) -> str:
    """The anchor GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
