"""`whoa check`: coach a draft, for a person or (as JSON) for another program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from bot.cli.common import AUDIENCES, TRUSTS, rules_option, take_text, write_json

BAD_LINES = 1
FLAGGED = 3


@click.command("check")
@click.argument("text", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@click.option(
    "--jsonl", "as_jsonl", is_flag=True, help="Read one JSON object a line on stdin, answer one a line."
)
@click.option(
    "--trust",
    type=click.Choice(TRUSTS),
    default="low",
    show_default=True,
    help="How safe your reader feels with you.",
)
@click.option(
    "--audience", type=click.Choice(AUDIENCES), default="dm", show_default=True, help="Who will read it."
)
@click.option("--explain", is_flag=True, help="Say what makes the heat.")
@rules_option
@click.option("--exit-code", is_flag=True, help="Exit with 3 when the draft is flagged, for use in scripts.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    text: tuple[str, ...],
    as_json: bool,
    as_jsonl: bool,
    trust: Any,
    audience: Any,
    explain: bool,
    folder: Path | None,
    exit_code: bool,
) -> None:
    """Coach a draft before you send it.

    TEXT is the draft; - or nothing reads it from stdin. A draft that begins with a dash comes after --.

    \b
    Exit codes: 0 all went well, whether or not something was found;
                1 a line of --jsonl could not be read (the others were answered);
                2 a mistake in the command, in a rule file or in the settings;
                3 the draft is flagged, with --exit-code.
    """
    if as_jsonl and (as_json or text or exit_code):
        raise click.UsageError(
            "--jsonl reads drafts from stdin: give no TEXT, --json or --exit-code with it."
        )
    if as_jsonl:
        from bot.cli.engine import load_coach
        from bot.cli.wire import coach_lines

        fine = coach_lines(
            load_coach(folder), sys.stdin.buffer, trust=trust, audience=audience, explain=explain
        )
        ctx.exit(0 if fine else BAD_LINES)
    draft = take_text(text, what="your draft")
    from bot.cli.engine import load_coach
    from bot.cli.showing import show_coaching

    coaching = load_coach(folder).coach(draft, trust=trust, audience=audience)
    if as_json:
        write_json(coaching.to_wire(explain=explain))
    else:
        show_coaching(coaching, explain=explain)
    if exit_code and coaching.flagged:
        ctx.exit(FLAGGED)
