"""What several commands share: options, and reading a text."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

TRUSTS = ("low", "building", "solid")
AUDIENCES = ("dm", "channel", "senior")
"""As in `rules.types`: repeated, because importing the engine takes a second. A test holds them equal."""

_LONE = re.compile("[\ud800-\udfff]")


class Problem(click.ClickException):
    """Something the person can mend: one clear message on stderr, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"whoa: {self.format_message()}", file=file, err=file is None)


def rules_option(function: F) -> F:
    """`--rules FOLDER`: as the setting WHOA_RULES, which it goes before."""
    return click.option(
        "--rules",
        "folder",
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        help="Use the rule packs in this folder too. [default: WHOA_RULES, if set]",
    )(function)


def take_text(words: tuple[str, ...], *, what: str) -> str:
    """The text from the arguments, or from stdin for `-` or for nothing. Raises Problem."""
    if words and words != ("-",):
        return mended(" ".join(words))
    stdin = sys.stdin.buffer
    if not words and stdin.isatty():
        click.echo(f"Type or paste {what}, then press Ctrl-D on a line of its own:", err=True)
    try:
        text = stdin.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(f"the text is not UTF-8 (see byte {error.start + 1}). Save it as UTF-8.") from error
    return text.removesuffix("\r\n" if text.endswith("\r\n") else "\n")  # the end of its last line


def mended(text: str) -> str:
    """The text with halves of surrogate pairs, which no encoding can hold, made U+FFFD; offsets stay true."""
    return _LONE.sub("\ufffd", text)


def write_json(value: Any) -> None:
    """Write a JSON value and a newline, at once; as UTF-8, whatever the terminal speaks. Raises ValueError for NaN."""
    try:
        line = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:  # half a surrogate pair, perhaps in an id
        line = json.dumps(value, allow_nan=False).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
