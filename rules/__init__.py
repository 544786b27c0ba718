"""The engine: text in, coaching out. It knows nothing of Slack's API, the network, disk state or users.

    from rules import load

    coach = load()
    coaching = coach.coach("Why is that number low?", trust="low")

Names are looked up when they are first used (PEP 562): importing `rules.types` or `rules.schema` does not load spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rules.errors import ModelError, PackError, WhoaError
from rules.types import (
    AUDIENCES,
    MAX_COACHED,
    TRUSTS,
    Audience,
    Coaching,
    Contribution,
    Note,
    Reading,
    Rewrite,
    Suggestions,
    Trust,
)

if TYPE_CHECKING:
    from rules.coach import Coach

__all__ = [
    "AUDIENCES",
    "MAX_COACHED",
    "TRUSTS",
    "Audience",
    "Coach",
    "Coaching",
    "Contribution",
    "ModelError",
    "Note",
    "PackError",
    "Reading",
    "Rewrite",
    "Suggestions",
    "Trust",
    "WhoaError",
    "load",
]


def load(packs: Iterable[str | Path] | None = None, model: str | None = None) -> Coach:
    """Build a Coach: the built-in packs, then those in `packs` (files or folders, each may override rules by id).

    `model` is a spaCy English pipeline's import name or path. Raises PackError or ModelError, both WhoaError, with the mend.
    """
    from rules.coach import Coach, load_model
    from rules.loading import built_in, load_packs

    folders = [built_in(), *(Path(p) for p in packs or ())]
    return Coach(load_packs(folders), load_model(model))


def __getattr__(name: str) -> Any:
    if name == "Coach":
        return import_module("rules.coach").Coach
    raise AttributeError(f"module 'rules' has no attribute {name!r}")
