"""What can go wrong in the engine, in one place.

WhoaError
├── PackError        a rule file is broken: says which file, which line and how to mend it
├── PatternError     a pattern string cannot be read (wrapped into a PackError by the loader)
├── TemplateError    a rewrite's text names a slot or filter that does not exist (wrapped likewise)
└── ModelError       the spaCy pipeline is missing or lacks a component
"""

from __future__ import annotations

from collections.abc import Iterable


class WhoaError(Exception):
    """Base of every error that a user can mend; its text says what is wrong and how to mend it."""


class PackError(WhoaError):
    """A rule file is broken. `path` and `line` (1-based, 0 if unknown) say where."""

    def __init__(self, message: str, *, path: str = "", line: int = 0) -> None:
        self.path = path
        self.line = line
        where = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
        super().__init__(f"{where}{message}")

    @classmethod
    def several(cls, errors: Iterable[PackError]) -> PackError:
        """Return one error that says them all, a line each; its place is the first's."""
        distinct = list({str(error): error for error in errors}.values())
        if len(distinct) == 1:
            return distinct[0]
        made = cls("\n".join(map(str, distinct)))
        made.path, made.line = distinct[0].path, distinct[0].line
        return made


class PatternError(WhoaError):
    """A pattern string in a rule cannot be read."""


class TemplateError(WhoaError):
    """A rewrite's text cannot be read."""


class ModelError(WhoaError):
    """The spaCy pipeline cannot be loaded or lacks a component."""
