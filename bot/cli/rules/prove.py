"""`whoa rules test`: every rule is held to its own examples."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.common import Problem, rules_option

FAILED = 1


@click.command("test")
@click.argument("packs", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@click.option("--rule", "only", multiple=True, metavar="ID", help="Only this rule; may be given again.")
@rules_option
@click.pass_context
def command(ctx: click.Context, *, packs: Path | None, only: tuple[str, ...], folder: Path | None) -> None:
    """Prove the rules: all of them, or those of a FOLDER of your own (together with the built-in ones).

    Bad examples fire once, exactly at their marks; rewrites come out to the letter and raise no other rule; good
    examples stay silent; every exception is needed.

    \b
    Exit codes: 0 all is proved; 1 something is not; 2 a rule file is broken.
    """
    from bot.cli.engine import load_coach
    from bot.cli.rules.places import place
    from bot.cli.screen import console, say
    from rules.proving import prove

    coach = load_coach(packs or folder)
    wanted = {rule.id for rule in coach.loaded.rules}
    if packs:
        wanted = {i for i in wanted if Path(coach.loaded.place_of[i]).is_relative_to(packs)}
    if unknown := set(only) - wanted:
        raise Problem(
            f"there is no rule {' or '.join(sorted(unknown))} {f'in {packs}' if packs else 'at all'}"
        )
    wanted &= set(only) or wanted
    failures = prove(coach, wanted)
    out = console()
    for failure in failures:
        click.echo(f"{place(failure.rule, coach.loaded)}: {failure.rule}: {failure.message}")
    rules = f"{len(wanted)} {'rule' if len(wanted) == 1 else 'rules'}"
    if failures:
        broken = len({failure.rule for failure in failures})
        say(out, f"{broken} of {rules} failed: {len(failures)} in all.", style="bold")
        ctx.exit(FAILED)
    say(out, f"{rules} proved.", style="bold")
