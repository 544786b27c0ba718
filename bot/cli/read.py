"""`whoa read`: help with a message that somebody received."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.common import rules_option, take_text, write_json


@click.command("read")
@click.argument("text", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object.")
@rules_option
def command(*, text: tuple[str, ...], as_json: bool, folder: Path | None) -> None:
    """Take a second look at a message that stung.

    TEXT is what you received; - or nothing reads it from stdin. You get other ways to read it, and a reply to begin with.
    """
    received = take_text(text, what="the message")
    from bot.cli.engine import load_coach
    from bot.cli.showing import show_reading

    reading = load_coach(folder).read(received)
    if as_json:
        write_json(reading.to_wire())
    else:
        show_reading(reading)
