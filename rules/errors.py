"""What can go wrong in the engine, in one place.

WhoaError
├── PackError        a rule file is broken: says which file, which line and how to mend it
├── PatternError     a pattern string cannot be read (wrapped into a PackError by the loader)
├── TemplateError    a rewrite's text names a slot or filter that does not exist (wrapped likewise)
└── ModelError       the spaCy pipeline is missing or lacks a component
"""

from __future__ import annotations


class WhoaError(Exception):
    """Base of every error that a user can mend; its text says what is wrong and how to mend it."""


class PackError(WhoaError):
    """A rule file is broken. `path` and `line` (1-based, 0 if unknown) say where."""

    def __init__(self, message: str, *, path: str = "", line: int = 0) -> None:
        self.path = path
        self.line = line
        where = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
        super().__init__(f"{where}{message}")


class PatternError(WhoaError):
    """A pattern string in a rule cannot be read."""


class TemplateError(WhoaError):
    """A rewrite's text cannot be read."""


class ModelError(WhoaError):
    """The spaCy pipeline cannot be loaded or lacks a component."""
