"""The questions of `whoa rules new`: each answer is tried at once, and asked for again when it does not do."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from bot.cli.rules.writing import Answers

if TYPE_CHECKING:
    from rules.coach import Coach

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PATTERN_HINT = (
    "Words as they stand. a|b either; word? may be missing; ~go all its forms; #word any word; ... a gap; "
    "<NOUN> a part of speech; ^ the sentence's start, $ its end."
)


def ask(coach: Coach, given: dict[str, Any]) -> Answers:
    """Ask for what the options left open; each answer is tried at once."""
    from rules.vocabulary import TACTICS

    taken = {rule.id for rule in coach.loaded.rules}
    identifier = _take(
        given, "identifier", "Name the pattern (its id)", check=lambda v: _fresh(valid_id(v), taken)
    )
    title = _take(given, "title", "What it catches, in a few words", default=identifier.replace("-", " "))
    match = list(given["match"]) or [
        ask_for("Pattern", hint=PATTERN_HINT, check=lambda v: _pattern(coach, v))
    ]
    for pattern in match:
        _pattern(coach, pattern)
    bad = list(given["bad"]) or [
        ask_for("A draft it must catch, [[marked]] where it stings", check=lambda v: _caught(coach, match, v))
    ]
    for text in bad:
        _caught(coach, match, text)
    why = _take(given, "why", "Why that costs trust, in one sentence")
    rewrite = given["rewrite"]
    if rewrite is None and not given["match"]:
        rewrite = ask_for(
            "What to say instead (empty: nothing)",
            default="",
            hint=f"MOVE=TEXT, such as plain=by Friday. Moves: {', '.join(_moves())}.",
            check=lambda v: v and _rewrite(coach, match, v),
        )
    good = list(given["good"])
    if not good and not given["match"]:
        text = ask_for("A draft it must leave alone (empty: none)", default="")
        good = [text] if text else []
    tactic = given["tactic"] or "speak-tentatively"
    if tactic not in TACTICS:
        raise click.UsageError(f"no such tactic: {tactic!r}; there are {', '.join(TACTICS)}")
    return Answers(
        id=identifier,
        title=title,
        match=match,
        bad=bad,
        good=[(text, "") for text in good],
        why=why,
        tactic=tactic,
        trust=given["trust"] or "building",
        source=given["source"] or "observed",
        rewrite=_split(_rewrite(coach, match, rewrite)) if rewrite else None,
    )


def _take(
    given: dict[str, Any], name: str, text: str, *, default: str | None = None, check: Any = None
) -> str:
    value = given[name]
    if value is None and default is not None and given["match"]:
        return default
    return str(check(value) if check and value else value or ask_for(text, default=default, check=check))


def ask_for(
    text: str, *, default: str | None = None, hint: str = "", check: Callable[[str], Any] | None = None
) -> str:
    """Ask on the terminal, again after an answer that does not do."""
    if hint:
        click.echo(hint, err=True)

    def checked(value: str) -> str:
        return str(check(value) or "") if check else value

    try:
        answer = click.prompt(text, default=default, value_proc=checked, err=True, show_default=bool(default))
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError(f"no answer to “{text}”: give it as an option, or --skeleton") from None
    return str(answer)


def valid_id(value: str) -> str:
    if not IDENTIFIER.fullmatch(value):
        raise click.UsageError(f"{value!r}: use small letters, digits and hyphens, such as per-my-last-email")
    return value


def _fresh(value: str, taken: set[str]) -> str:
    if value in taken:
        raise click.UsageError(
            f"there is a rule {value!r} already (`whoa rules show {value}`): name yours differently"
        )
    return value


def _pattern(coach: Coach, value: str) -> str:
    from rules.errors import PatternError

    try:
        coach.rules.patterns([value])
    except PatternError as error:
        raise click.UsageError(str(error)) from error
    return value


def _caught(coach: Coach, match: list[str], value: str) -> str:
    if not re.search(r"\[\[.+?\]\]", value):
        raise click.UsageError("put [[ and ]] around the words that sting")
    with coach.examining():
        analysis = coach.analyse(value.replace("[[", "").replace("]]", ""))
        if not coach.rules.occurs(coach.rules.patterns(match), analysis, 0, len(analysis.doc)):
            raise click.UsageError(f"the pattern does not match: {value}")
    return value


def _moves() -> list[str]:
    """The moves that have a text of their own."""
    from rules.vocabulary import MOVES

    return [move for move in MOVES if move != "drop"]


def _rewrite(coach: Coach, match: list[str], value: str) -> str:
    from rules.mistakes import unknown_slots

    move, equals, text = value.partition("=")
    if not equals or not text.strip() or move.strip() not in _moves():
        raise click.UsageError(f"write MOVE=TEXT, with a move of {', '.join(_moves())}")
    if wrong := unknown_slots(text, coach.rules.patterns(match).slots):
        raise click.UsageError(wrong)
    return value


def _split(value: str) -> tuple[str, str]:
    move, _, text = value.partition("=")
    return move.strip(), text.strip()
