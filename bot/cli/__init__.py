"""The `whoa` command.

`whoa --help` waits for nothing: a command's module is imported when it is used, and what takes seconds to import
(the engine, Slack's packages) when it is needed.
"""

from __future__ import annotations

import errno
import sys

import click

from bot.cli.common import Problem
from bot.cli.lazy import LazyGroup, let_go_of_stdout

INTERRUPTED = 130
"""128 + SIGINT: what shells report after Ctrl-C."""

UNWRITABLE = frozenset([errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO])
"""What the system says when a full or broken disk takes no more of the output."""

MODULES = {
    "check": ("bot.cli.check", "Coach a draft before you send it."),
    "read": ("bot.cli.read", "Take a second look at a message that stung."),
    "rules": ("bot.cli.rules", "List, show, prove, write and explain rules."),
    "serve": ("bot.cli.serve", "Run the bot in your Slack workspace."),
    "try": ("bot.cli.try_it", "Use the bot in your browser, without Slack."),
}


@click.group(cls=LazyGroup, modules=MODULES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="whoa", prog_name="whoa")
def whoa() -> None:
    """Whoa reads a message before you send it, and helps you say it so that it can be heard."""


def main() -> None:
    """Run the command line. What a person can mend comes as a message, never as a traceback."""
    try:
        code = whoa.main(prog_name="whoa", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo(err=True)
        code = INTERRUPTED
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        let_go_of_stdout()
        problem = Problem(f"cannot write the output: {error.strerror}")
        problem.show()
        code = problem.exit_code
    sys.exit(code)
