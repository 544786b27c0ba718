"""`whoa check --jsonl`: one object in, one object out, in order, at once. The format is docs/wire-format.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.cli.common import AUDIENCES, TRUSTS, mended, write_json

if TYPE_CHECKING:
    from rules import Coach

MAX_LINE = 4_000_000
"""Bytes in a line. A longer one is answered with an error, and never held in memory as a whole."""


class BadLine(Exception):
    """A line that cannot be coached; the message says why."""


def coach_lines(coach: Coach, source: BinaryIO, *, trust: str, audience: str, explain: bool) -> bool:
    """Answer every line; return whether all were good."""
    fine = True
    for number, raw in enumerate(lines(source), 1):
        identifier: Any = None
        given = False
        try:
            request = read_line(raw, first=number == 1)
            if request is None:
                continue
            identifier, given = request.get("id"), "id" in request
            text, settings = checked(request, trust=trust, audience=audience)
            answer = coach.coach(text, **settings).to_wire(explain=explain)
        except BadLine as error:
            fine, answer, given = False, {"error": f"line {number}: {error}"}, True
        except Exception as error:  # a mistake of ours; the other lines are still to be answered
            fine, given = False, True
            answer = {
                "error": f"line {number}: the coach failed ({type(error).__name__}); please report this"
            }
        try:
            write_json({"id": identifier, **answer} if given else answer)
        except ValueError:  # an id such as 1e999
            fine = False
            write_json({"id": None, "error": f"line {number}: the id is no value JSON can hold"})
    return fine


def lines(source: BinaryIO) -> Iterator[bytes | None]:
    """The lines, as they come; None for one that is too long."""
    while raw := source.readline(MAX_LINE + 1):
        if len(raw) <= MAX_LINE:
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = source.readline(MAX_LINE)
        yield None


def read_line(raw: bytes | None, *, first: bool = False) -> dict[str, Any] | None:
    """The object in a line, None for a blank line. Raises BadLine."""
    if raw is None:
        raise BadLine(f"it is longer than {MAX_LINE:,} bytes")
    try:
        line = raw.decode("utf-8-sig" if first else "utf-8").strip()
        if not line:
            return None
        request = json.loads(line, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BadLine(f"it is not UTF-8 (byte {error.start})") from error
    except json.JSONDecodeError as error:
        raise BadLine(f"it is not JSON: {error.msg} at character {error.pos + 1}") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"it is not JSON that can be read: {type(error).__name__}") from error
    if not isinstance(request, dict):
        raise BadLine('it is no object: write {"id": …, "text": "…"}')
    return request


def checked(request: dict[str, Any], *, trust: str, audience: str) -> tuple[str, dict[str, Any]]:
    """The text and the arguments for the coach. Raises BadLine."""
    if "text" not in request:
        raise BadLine('it has no "text"')
    if not isinstance(request["text"], str):
        raise BadLine('"text" must be a string')
    settings = {}
    for name, known, default in (("trust", TRUSTS, trust), ("audience", AUDIENCES, audience)):
        value = request.get(name)
        if value is None:
            value = default
        if value not in known:
            raise BadLine(f'"{name}" must be one of {", ".join(known)}')
        settings[name] = value
    return mended(request["text"]), settings


def _no_constant(name: str) -> None:
    raise ValueError(name)
