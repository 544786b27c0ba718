"""`whoa rules new`: a rule that proves itself, from answers or options."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.common import TRUSTS, Problem

if TYPE_CHECKING:
    from bot.cli.rules.writing import Answers
    from rules.coach import Coach

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NOT_PROVED = 1
PACK = "ours"


@click.command("new")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Where your packs are. [default: WHOA_RULES, or whoa-rules]",
)
@click.option("--pack", help="The pack (file) it goes into; made if it is not there. [default: ours]")
@click.option("--id", "identifier", help="A name for the pattern, such as per-my-last-email.")
@click.option("--title", help="What it catches, in a few words.")
@click.option("--match", multiple=True, metavar="PATTERN", help="A pattern; may be given again.")
@click.option(
    "--bad",
    multiple=True,
    metavar="TEXT",
    help="A draft to catch, [[marked]] where it stings; may be given again.",
)
@click.option("--good", multiple=True, metavar="TEXT", help="A draft to leave alone; may be given again.")
@click.option("--why", help="Why that costs trust, in one sentence to the writer.")
@click.option("--rewrite", metavar="MOVE=TEXT", help="What to say instead, such as plain=by Friday.")
@click.option("--tactic", help="What the writer may try. [default: speak-tentatively]")
@click.option("--trust", type=click.Choice(TRUSTS), help="Shown at this trust and below. [default: building]")
@click.option("--source", help="Where it comes from. [default: observed]")
@click.option("--skeleton", is_flag=True, help="Ask nothing: write a small working rule to change.")
@click.option("--print", "to_stdout", is_flag=True, help="Print the rule and write no file.")
def command(*, folder: Path | None, pack: str | None, to_stdout: bool, **given: Any) -> None:
    """Write a new rule, step by step, into a pack of your own, and prove it.

    It asks for what is not given as an option; with --skeleton for nothing. See docs/rule-format.md for patterns.
    """
    from bot.cli.engine import EngineSettings, load_coach
    from bot.cli.rules.writing import SKELETON, entry

    where = folder or EngineSettings().rules or Path("whoa-rules")
    if given.pop("skeleton"):
        answers = replace(SKELETON, id=_identifier(given["identifier"] or SKELETON.id))
    else:
        coach = load_coach(where if any(where.glob("*.yaml")) else None)
        if not given["match"]:
            pack = pack or _ask("Pack to put it in", default=PACK, check=_identifier)
        answers = ask(coach, given)
    pack = _identifier(pack or PACK)
    if to_stdout:
        click.echo("\n".join(f"  {line}" for line in entry(answers)))
        return
    if not write_and_prove(where, pack, answers):
        click.get_current_context().exit(NOT_PROVED)


def ask(coach: Coach, given: dict[str, Any]) -> Answers:
    """Ask for what the options left open; each answer is tried at once."""
    from bot.cli.rules.writing import Answers
    from rules.schema import MOVES, TACTICS

    taken = {rule.id for rule in coach.loaded.rules}
    identifier = _take(
        given, "identifier", "Name the pattern (its id)", check=lambda v: _fresh(_identifier(v), taken)
    )
    title = _take(given, "title", "What it catches, in a few words", default=identifier.replace("-", " "))
    match = list(given["match"]) or [
        _ask(
            "Pattern (docs/rule-format.md), such as: why did|do you #word", check=lambda v: _pattern(coach, v)
        )
    ]
    for pattern in match:
        _pattern(coach, pattern)
    bad = list(given["bad"]) or [
        _ask("A draft it must catch, [[marked]] where it stings", check=lambda v: _caught(coach, match, v))
    ]
    for text in bad:
        _caught(coach, match, text)
    why = _take(given, "why", "Why that costs trust, in one sentence")
    rewrite = given["rewrite"]
    if rewrite is None and not given["match"]:
        rewrite = _ask(
            "What to say instead, as MOVE=TEXT (empty: nothing)",
            default="",
            check=lambda v: v and _rewrite(v, MOVES),
        )
    good = list(given["good"])
    if not good and not given["match"]:
        text = _ask("A draft it must leave alone (empty: none)", default="")
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
        rewrite=_split(_rewrite(rewrite, MOVES)) if rewrite else None,
    )


def write_and_prove(folder: Path, pack: str, answers: Answers) -> bool:
    """Write the rule, pin what its rewrite makes of the example, and prove it; a file it would break stays as it was."""
    from bot.cli.engine import load_coach
    from bot.cli.rules import schema, writing
    from rules.errors import WhoaError
    from rules.loading import built_in, load_packs
    from rules.proving import prove

    path = folder / f"{pack}.yaml"
    taken = load_packs([built_in(), *([folder] if any(folder.glob("*.yaml")) else [])]).place_of
    if answers.id in taken:
        raise Problem(f"there is a rule {answers.id!r} already, in {taken[answers.id]}: choose another --id")
    own = folder.resolve() != built_in().resolve()
    if own and (built_in() / path.name).exists():
        raise Problem(f"Whoa itself has a pack {pack!r}: give yours another name with --pack")
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    start = before if before is not None else writing.head(pack)
    try:
        schema.write(path, writing.added(start, writing.entry(answers), path))
        coach = load_coach(folder if own else None)
        if answers.rewrite:
            answers = replace(answers, pinned=_made(coach, answers))
            schema.write(path, writing.added(start, writing.entry(answers), path))
            coach = load_coach(folder if own else None)
    except WhoaError:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(before, encoding="utf-8")
        raise
    if own:
        schema.write(folder / writing.SCHEMA_NAME, schema.schema_text())
    click.echo(f"Wrote the rule {answers.id} to {path}.")
    if answers.pinned:
        click.echo(f"Its example becomes: {answers.pinned}")
    failures = prove(coach, {answers.id})
    for failure in failures:
        click.echo(f"- {failure.message}")
    click.echo(
        "It is not proved yet: mend the above, then run"
        if failures
        else "It proves itself. After a change, run"
    )
    click.echo(
        f"  whoa rules test {folder} --rule {answers.id}" if own else f"  whoa rules test --rule {answers.id}"
    )
    if own:
        click.echo(f'To use it: whoa check --rules {folder} "…", or set WHOA_RULES={folder} for the bot.')
    return not failures


def _made(coach: Coach, answers: Answers) -> str:
    """What the rewrite makes of the first bad example; empty when it does not apply."""
    text = answers.bad[0].replace("[[", "").replace("]]", "")
    with coach.examining():
        analysis = coach.analyse(text)
        hits = [hit for hit in analysis.hits if hit.rule.id == answers.id]
        composed = (
            coach.composer.apply(analysis, hits, kind="light", seed=text, turn=0, only=0) if hits else None
        )
        return composed.text if composed else ""


def _take(
    given: dict[str, Any], name: str, question: str, *, default: str | None = None, check: Any = None
) -> str:
    value = given[name]
    if value is None and default is not None and given["match"]:
        return default
    return str(check(value) if check and value else value or _ask(question, default=default, check=check))


def _ask(question: str, *, default: str | None = None, check: Callable[[str], Any] | None = None) -> str:
    """Ask on the terminal, again after an answer that does not do."""

    def checked(value: str) -> str:
        return str(check(value) or "") if check else value

    try:
        answer = click.prompt(
            question, default=default, value_proc=checked, err=True, show_default=bool(default)
        )
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError(f"no answer to “{question}”: give it as an option, or --skeleton") from None
    return str(answer)


def _identifier(value: str) -> str:
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


def _rewrite(value: str, moves: dict[str, str]) -> str:
    move, equals, text = value.partition("=")
    if not equals or not text.strip() or move.strip() not in moves:
        raise click.UsageError(f"write MOVE=TEXT, with a move of {', '.join(moves)}")
    return value


def _split(value: str) -> tuple[str, str]:
    move, _, text = value.partition("=")
    return move.strip(), text.strip()
