"""A Coach with nothing but the rules of a test's own, so that no other rule has a say."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from rules.coach import Coach, load_model
from rules.loading import load_packs


@pytest.fixture(scope="session")
def nlp():
    return load_model()


@pytest.fixture(scope="session")
def coach_of(nlp, tmp_path_factory) -> Callable[..., Coach]:
    """Build a Coach from rules given by their id, each with what it differs in from a plain note.

    A rule's id is also the word it matches, unless it has a `match`.
    """

    def build(droppable: bool = False, **rules: dict[str, Any]) -> Coach:
        folder = tmp_path_factory.mktemp("packs")
        pack = {
            "pack": "own",
            "title": "Own",
            "about": "Rules of a test.",
            "droppable": droppable,
            "rules": [_rule(name, given) for name, given in rules.items()],
        }
        (folder / "own.yaml").write_text(json.dumps(pack))
        return Coach(load_packs([folder]), nlp)

    return build


def _rule(name: str, given: dict[str, Any]) -> dict[str, Any]:
    plain = {
        "id": name,
        "title": name,
        "match": [name],
        "trust": "solid",
        "why": "It hurts.",
        "source": "observed",
        "examples": {"bad": [{"text": f"[[{name}]]"}]},
    }
    return plain | given
