"""Where a rule stands: file and line, by reading the file for its id."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.loading import Loaded


def place(identifier: str, loaded: Loaded) -> str:
    """`file:line` of a rule; the file alone when the line cannot be found."""
    path = Path(loaded.place_of[identifier])
    entry = re.compile(rf"""\s*-?\s*\{{?\s*id:\s*["']?{re.escape(identifier)}["']?\s*(?:[,#].*)?""")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    number = next((n for n, line in enumerate(lines, 1) if entry.fullmatch(line)), 0)
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return f"{shown}:{number}" if number else str(shown)
