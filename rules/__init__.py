"""The engine: text in, coaching out. It knows nothing of Slack's API, the network, disk state or users.

    from rules import load

    coach = load()
    coaching = coach.coach("Why is that number low?", trust="low")
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rules.coach import Coach, load_model
from rules.errors import ModelError, PackError, WhoaError
from rules.load import built_in, load_packs
from rules.types import AUDIENCES, MAX_COACHED, TRUSTS, Audience, Coaching, Contribution, Note, Reading, Rewrite, Trust

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
    "Trust",
    "WhoaError",
    "load",
]


def load(packs: Iterable[str | Path] | None = None, model: str | None = None) -> Coach:
    """Build a Coach: the built-in packs, then those in `packs` (files or folders, each may override rules by id).

    `model` is a spaCy English pipeline's import name or path. Raises PackError or ModelError, both WhoaError, with the mend.
    """
    folders = [built_in(), *(Path(p) for p in packs or ())]
    return Coach(load_packs(folders), load_model(model))
