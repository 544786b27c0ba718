"""The `whoa` command. Modules are loaded when their command is used: `whoa --help` waits for nothing.

No module here imports the engine or Slack's packages at its top: loading those takes seconds.
"""

from __future__ import annotations

import importlib
import os
import sys
from importlib.metadata import version
from typing import Any

import click

COMMANDS = {
    "check": ("bot.cli.check", "Coach a draft before you send it."),
    "read": ("bot.cli.read", "Take a second look at a message that stung."),
    "rules": ("bot.cli.rules", "List, show, prove, write and explain rules."),
    "serve": ("bot.cli.serve", "Run the bot in your Slack workspace."),
    "try": ("bot.cli.try_it", "Use the bot in your browser, without Slack."),
}
"""Name to module and one line of help. Each module has a click command called `command`."""

PIPE_CLOSED = 141
"""128 + SIGPIPE: what shells report when whoever reads our output has gone."""
INTERRUPTED = 130
"""128 + SIGINT, likewise."""


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader who has gone (`whoa … | head -1`) is no reason to complain."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end
            ctx.exit(PIPE_CLOSED)
        return result


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("whoa"), prog_name="whoa")
def whoa() -> None:
    """Whoa reads a message before you send it, and helps you say it so that it can be heard."""


def main() -> None:
    """Run the command line. What a person can mend comes as a message; nothing comes as a traceback."""
    try:
        code = whoa.main(prog_name="whoa", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo(err=True)
        code = INTERRUPTED
    sys.exit(code)
