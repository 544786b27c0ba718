"""`whoa rules new`: a rule that proves itself, from answers or options."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.common import TRUSTS, Problem

if TYPE_CHECKING:
    from bot.cli.rules.writing import Answers
    from rules.coach import Coach

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
    from bot.cli.rules.asking import ask, ask_for, valid_id
    from bot.cli.rules.writing import SKELETON, entry

    where = folder or EngineSettings().rules or Path("whoa-rules")
    if given.pop("skeleton"):
        answers = replace(SKELETON, id=valid_id(given["identifier"] or SKELETON.id))
    else:
        coach = load_coach(where if any(where.glob("*.yaml")) else None)
        if not given["match"]:
            pack = pack or ask_for("Pack to put it in", default=PACK, check=valid_id)
        answers = ask(coach, given)
    pack = valid_id(pack or PACK)
    if to_stdout:
        click.echo("\n".join(f"  {line}" for line in entry(answers)))
        return
    if not write_and_prove(where, pack, answers):
        click.get_current_context().exit(NOT_PROVED)


def write_and_prove(folder: Path, pack: str, answers: Answers) -> bool:
    """Write the rule, pin what its rewrite makes of the example, and prove it; a file it would break stays as it was."""
    from bot.cli.engine import load_coach
    from bot.cli.rules import schema, writing
    from rules.errors import WhoaError
    from rules.loading import built_in, load_packs, read_pack
    from rules.proving import prove_rule

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
        (rule,) = [rule for rule in read_pack(path).rules if rule.id == answers.id]
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
    failures = list(prove_rule(coach, rule))
    for failure in failures:
        click.echo(f"- {failure}")
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
