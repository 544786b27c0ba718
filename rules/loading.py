"""Reading packs: YAML in, checked rules out. Errors name the file and the line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from rules.errors import PackError
from rules.schema import Override, Pack, Rule, RuleException

Location = tuple[str | int, ...]
"""A place in a pack: the keys and numbers that lead to it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """All packs together. `pack_of` and `place_of` lead from a rule's id to its pack and its file and line."""

    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    words: dict[str, tuple[str, ...]]
    pack_of: dict[str, str]
    place_of: dict[str, str]
    shared: dict[str, tuple[RuleException, ...]]
    fragments: dict[str, tuple[str, ...]]


def built_in() -> Path:
    """The folder of the packs that come with Whoa."""
    return Path(str(resources.files("rules") / "packs"))


def load_packs(folders: Iterable[Path]) -> Loaded:
    """Read every *.yaml of the folders, in order; a later folder may override a rule of an earlier one by its id.

    Raises PackError (file and line) for anything that cannot be used, all of a folder at once: nothing is skipped silently.
    """
    packs: list[Pack] = []
    rules: dict[str, Rule] = {}
    words: dict[str, tuple[str, ...]] = {}
    fragments: dict[str, tuple[str, ...]] = {}
    pack_of: dict[str, str] = {}
    place_of: dict[str, str] = {}
    overrides: list[tuple[str, Override, Path]] = []
    shared: dict[str, tuple[RuleException, ...]] = {}
    for folder in folders:
        paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else [folder]
        if not paths or not paths[0].exists():
            raise PackError(f"no rule file (*.yaml) in {folder}: name a folder that holds packs")
        here: dict[str, str] = {}
        for path, pack in zip(paths, _read_packs(paths), strict=True):
            packs.append(pack)
            once = folder == built_in()  # a pack of one's own may say again what a list or a fragment holds
            _define(words, pack.words, "word list", path, once=once)
            _define(fragments, pack.fragments, "fragment", path, once=once)
            for rule in pack.rules:
                if rule.id in here:
                    raise PackError(
                        f"the id {rule.id!r} is used twice, also in {here[rule.id]}", path=str(path)
                    )
                here[rule.id] = str(path)
                rules[rule.id] = rule
                pack_of[rule.id] = pack.pack
                place_of[rule.id] = str(path)
            overrides += [(identifier, change, path) for identifier, change in pack.overrides.items()]
            # A pack of one's own that has the name of one of ours adds to it.
            shared[pack.pack] = (*shared.get(pack.pack, ()), *pack.exceptions)
    for identifier, change, path in overrides:  # a later one changes what it names, and leaves the rest
        if identifier not in rules:
            raise PackError(
                f"overrides: there is no rule {identifier!r}; `whoa rules list` shows them all",
                path=str(path),
                line=line_of(str(path), ("overrides", identifier)),
            )
        rules[identifier] = rules[identifier].model_copy(update=change.model_dump(exclude_none=True))
    return Loaded(tuple(packs), tuple(rules.values()), words, pack_of, place_of, shared, fragments)


def _define(
    known: dict[str, tuple[str, ...]], more: Mapping[str, Sequence[str]], what: str, path: Path, *, once: bool
) -> None:
    for name, entries in more.items():
        if once and name in known and known[name] != tuple(entries):
            raise PackError(f"the {what} {name!r} is defined twice", path=str(path))
        known[name] = tuple(entries)


def _read_packs(paths: Iterable[Path]) -> list[Pack]:
    packs: list[Pack] = []
    broken: list[PackError] = []
    for path in paths:
        try:
            packs.append(read_pack(path))
        except PackError as error:
            broken.append(error)
    if broken:
        raise PackError.several(broken)
    return packs


def read_pack(path: Path) -> Pack:
    """Read one pack file. Raises PackError with all that is wrong, each with its line."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"cannot read the file: {error}", path=str(path)) from error
    try:
        data = YAML(typ="safe", pure=False).load(source)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise PackError(
            f"this is not YAML: {error.problem or error.context}", path=str(path), line=line
        ) from error
    except YAMLError as error:
        raise PackError(f"this is not YAML: {error}", path=str(path)) from error
    if not isinstance(data, dict):
        raise PackError("a pack starts with `pack:`, `title:`, `about:` and `rules:`", path=str(path), line=1)
    try:
        return Pack.model_validate(data)
    except ValidationError as error:
        read = YAML(typ="rt").load(source)
        broken = [
            PackError(
                f"{_names(tuple(one['loc']), data)}: {one['msg'].removeprefix('Value error, ')}",
                path=str(path),
                line=_line(read, tuple(one["loc"])),
            )
            for one in error.errors(include_url=False)
        ]
        raise PackError.several(sorted(broken, key=lambda one: one.line)) from error


def line_of(path: str, location: Location, *, rule: str | None = None) -> int:
    """The line of a place in a pack file, or in one of its rules; 0 when the file is none."""
    try:
        read = YAML(typ="rt").load(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError):
        return 0
    if rule is not None:
        number = next(n for n, entry in enumerate(read["rules"]) if entry["id"] == rule)
        location = ("rules", number, *location)
    return _line(read, location)


def _names(location: Location, data: Any) -> str:
    return ".".join(_name(part, location[:i], data) for i, part in enumerate(location))


def _name(part: str | int, path: Location, data: Any) -> str:
    """Name a list entry by its id where it has one: `rules.why-is-x-adj` says more than `rules.17`."""
    if isinstance(part, str):
        return part
    node = data
    for step in (*path, part):
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return str(part)
    return str(node["id"]) if isinstance(node, dict) and "id" in node else str(part)


def _line(node: Any, location: Location) -> int:
    """The 1-based line of the deepest part of `location` that exists in a file that was read with line numbers."""
    line = 1
    for part in location:
        try:
            mark = node.lc.data[part]
            line = mark[0] + 1
            node = node[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line
