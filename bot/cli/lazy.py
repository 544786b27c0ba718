"""A group of commands that are imported when they are used."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from bot.cli.common import Problem

PIPE_CLOSED = 141
"""128 + SIGPIPE: what shells report when whoever reads our output has gone."""


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own; each has a click command called `command`."""

    def __init__(self, *args: Any, modules: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        """`modules`: a command's name to its module and one line of help."""
        super().__init__(*args, **kwargs)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return None
        command: click.Command = importlib.import_module(self.modules[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.modules.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Our own errors become messages; a reader who has gone (`whoa … | head -1`) is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            let_go_of_stdout()
            ctx.exit(PIPE_CLOSED)
        except Exception as error:
            if _is_for_people(error):
                raise Problem(str(error)) from error
            raise
        return result


def let_go_of_stdout() -> None:
    """Send what is left of the output nowhere: Python flushes it again at its end, and would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_for_people(error: Exception) -> bool:
    """Whether the message says what is wrong and how to mend it."""
    from bot.settings import SettingsError
    from rules.errors import WhoaError

    return isinstance(error, WhoaError | SettingsError)
