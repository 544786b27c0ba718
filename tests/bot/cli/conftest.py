"""`whoa …` in this process, with the engine that all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import bot.cli.engine
import rules.coach
from bot.cli import whoa
from bot.cli.lazy import LazyGroup
from rules import loading
from rules.coach import Coach

Run = Callable[..., Result]

FEW = """\
pack: questions
title: Questions that ask for a defence
about: For tests.
rules:
  - id: why-is-x-adj
    title: '"Why is X low?"'
    trust: low
    match: ['^ why is|are subj=<DET|PRON|ADJ|NOUN>{1,6} pred=<ADJ> \\??']
    exceptions:
      - {id: about-me, slot: subj, has: [i, we, my, our]}
    why: A bare "why" asks the reader to defend a result.
    source: observed
    examples:
      bad:
        - text: "Hi team. [[Why is that number low?]] Thanks."
      good:
        - {text: "Why is my report empty?", saved_by: about-me}
"""


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """No setting of whoever runs the tests, and no .env file, is seen."""
    for name in [name for name in os.environ if name.startswith(("WHOA_", "SLACK_"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `whoa` with arguments; the model is loaded already, and without custom packs so are the rules."""
    real, ours, load_model = rules.load, loading.built_in, rules.coach.load_model

    def load(packs: list[Path] | None = None, model: str | None = None) -> Coach:
        return coach if loading.built_in is ours and not packs and not model else real(packs, model)

    monkeypatch.setattr("bot.cli.engine.load", load)
    monkeypatch.setattr(rules.coach, "load_model", lambda name=None: load_model(name) if name else coach._nlp)

    def invoke(*arguments: str, stdin: str | bytes = "", charset: str = "utf-8") -> Result:
        runner = CliRunner(charset=charset)
        return runner.invoke(whoa, list(arguments), input=stdin, prog_name="whoa", catch_exceptions=False)

    return invoke


@pytest.fixture
def few_rules(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if one small pack came with Whoa: quick to load, and it does not change."""
    folder = tmp_path / "built-in"
    folder.mkdir()
    (folder / "questions.yaml").write_text(FEW, encoding="utf-8")
    for module in (loading, bot.cli.engine):
        monkeypatch.setattr(module, "built_in", lambda: folder)


def commands() -> dict[str, object]:
    """Every command by its full name, groups included."""
    import click

    found: dict[str, object] = {"whoa": whoa}

    def walk(group: LazyGroup, name: str) -> None:
        with click.Context(group) as ctx:
            for sub in group.list_commands(ctx):
                command = group.get_command(ctx, sub)
                found[f"{name} {sub}"] = command
                if isinstance(command, LazyGroup):
                    walk(command, f"{name} {sub}")

    walk(whoa, "whoa")
    return found
