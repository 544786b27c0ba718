"""What several commands share: options, reading a text, the engine, errors."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from rules import Coach

F = TypeVar("F", bound=Callable[..., Any])

TRUSTS = ("low", "building", "solid")
AUDIENCES = ("dm", "channel", "senior")
"""As in `rules.types`; repeated here because importing the engine takes a second, and a test holds them equal."""

_LONE = re.compile("[\ud800-\udfff]")


class Problem(click.ClickException):
    """Something the person can mend: one clear message on stderr, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"whoa: {self.format_message()}", file=file, err=file is None)


def rules_option(function: F) -> F:
    """`--rules FOLDER`, as the setting WHOA_RULES."""
    return click.option(
        "--rules",
        "folder",
        metavar="FOLDER",
        envvar="WHOA_RULES",
        type=click.Path(path_type=Path),
        help="Also use the rule packs in this folder (or WHOA_RULES).",
    )(function)


def load_coach(folder: Path | None = None) -> Coach:
    """Load the engine with the model and the packs that are set. Raises Problem."""
    from rules import WhoaError, load  # noqa: PLC0415  spaCy takes a second to import

    try:
        return load([folder] if folder else None, os.environ.get("WHOA_MODEL") or None)
    except WhoaError as error:
        raise Problem(str(error)) from error


def take_text(words: tuple[str, ...], *, what: str) -> str:
    """The text from the arguments, or from stdin for `-` or for nothing. Raises Problem."""
    if words and words != ("-",):
        return mended(" ".join(words))
    stdin = click.get_binary_stream("stdin")
    if not words and stdin.isatty():
        click.echo(f"Type or paste {what}, then press Ctrl-D on a line of its own:", err=True)
    try:
        return stdin.read().decode("utf-8-sig").removesuffix("\n")
    except UnicodeDecodeError as error:
        raise Problem(f"the text is not UTF-8 (byte {error.start}): save or send it as UTF-8") from error


def mended(text: str) -> str:
    """The text with halves of surrogate pairs, which no encoding can hold, made U+FFFD; offsets stay true."""
    return _LONE.sub("\ufffd", text)


def write_json(value: Any) -> None:
    """Write one JSON value and a newline as UTF-8, whatever the terminal's encoding, at once."""
    import json  # noqa: PLC0415

    try:
        line = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:  # half a surrogate pair, for example in an id
        line = json.dumps(value, allow_nan=False).encode()
    out = cast("Any", click.get_binary_stream("stdout"))
    sys.stdout.flush()
    out.write(line + b"\n")
    out.flush()
