"""A rule as YAML: the entry that `whoa rules new` writes, and where in the file it goes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.cli.common import Problem
from bot.cli.rules.schema import HINT

INDENT = 2
"""The column of a new pack's list of rules."""
SCHEMA_NAME = "whoa-rules.schema.json"


@dataclass
class Answers:
    """What a new rule needs to be told. `rewrite` is a move and its text; `pinned` what it makes of the first bad example."""

    id: str
    title: str
    match: list[str]
    bad: list[str]
    good: list[tuple[str, str]]
    why: str
    tactic: str = "speak-tentatively"
    confidence: str = "medium"
    weight: int = 2
    trust: str = "building"
    source: str = "observed"
    rewrite: tuple[str, str] | None = None
    exceptions: list[str] = field(default_factory=list)
    pinned: str = ""


SKELETON = Answers(
    id="circle-back",
    title='"circle back" says neither when nor to what',
    match=["~circle back"],
    bad=["Let's [[circle back]]."],
    good=[("I will circle back.", "own-promise"), ("The dog runs in a circle.", "")],
    why="Without a time, the reader may hear that it does not matter to you.",
    rewrite=("plain", "talk about it on Friday"),
    exceptions=['{id: own-promise, before: ["i|we will|\'ll"]}'],
)
"""A rule that proves itself, to start from."""


def entry(answers: Answers) -> list[str]:
    """The rule's lines, without indent."""
    lines = [
        f"- id: {answers.id}",
        f"  title: {_quoted(answers.title)}",
        f"  tactic: {answers.tactic}",
        f"  confidence: {answers.confidence}          # low | medium | high: how likely it really reads that way",
        f"  weight: {answers.weight}                   # 1 to 3: what it costs when it does",
        f"  trust: {answers.trust}             # shown at this level of trust and below: low | building | solid",
        "  match:                      # any of these patterns",
        *(f"    - {_quoted(pattern)}" for pattern in answers.match),
    ]
    if answers.exceptions:
        lines += ["  exceptions:                 # each needs a good example that it saves"]
        lines += [f"    - {text}" for text in answers.exceptions]
    if answers.rewrite:
        move, text = answers.rewrite
        lines += ["  rewrites:", f"    - {{move: {move}, text: {_quoted(text)}}}"]
    lines += [
        f"  why: {_quoted(answers.why)}",
        f"  source: {_quoted(answers.source)}",
        "  examples:",
        "    bad:",
    ]
    for number, text in enumerate(answers.bad):
        lines.append(f"      - text: {_quoted(text)}")
        if number == 0 and answers.rewrite and answers.pinned:
            lines.append(f"        rewrites: {{{answers.rewrite[0]}: {_quoted(answers.pinned)}}}")
    if answers.good:
        lines.append("    good:")
        for text, saved_by in answers.good:
            lines.append(
                f"      - {{text: {_quoted(text)}" + (f", saved_by: {saved_by}" if saved_by else "") + "}"
            )
    return lines


def head(pack: str) -> str:
    """The beginning of a new pack."""
    title = pack.replace("-", " ").capitalize()
    return (
        f"{HINT}{SCHEMA_NAME}\n"
        "# docs/rule-format.md explains every field; `whoa rules test` on this folder proves the rules.\n"
        f"pack: {pack}\ntitle: {_quoted(title)}\nabout: Phrases that land badly with us.\nrules:\n"
    )


def added(source: str, lines: list[str], path: Path) -> str:
    """The file's text with the rule as the last of its rules; everything else, comments too, as it was. Raises Problem."""
    try:
        data: Any = YAML(typ="rt").load(source)
        keys = list(data)
        column = data["rules"].lc.col if data["rules"] else INDENT
        after = keys[keys.index("rules") + 1 :]
        end = data.lc.data[after[0]][0] if after else len(source.splitlines())
    except (YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise Problem(
            f"cannot add a rule to {path}: it needs a list `rules:`. `whoa rules new --print` prints one to paste."
        ) from error
    kept = source.splitlines()
    if kept[data.lc.data["rules"][0]].partition("#")[0].strip() != "rules:":
        raise Problem(f"cannot add a rule to {path}: write its rules one below the other, not in [ ]")
    while end > 0 and (not kept[end - 1].strip() or (after and kept[end - 1].startswith("#"))):
        end -= 1
    indent = " " * column
    block = [f"{indent}{line}" for line in lines]
    gap = [""] if data["rules"] else []
    return "\n".join([*kept[:end], *gap, *block, *([""] if after else []), *kept[end:]]).rstrip("\n") + "\n"


def _quoted(text: str) -> str:
    """A string as YAML reads it back: in single quotes where double ones would need backslashes."""
    if ('"' in text or "\\" in text) and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)  # JSON's strings are YAML's too
