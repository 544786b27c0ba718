"""The table of facts about Slack's methods, and the check of one call's arguments against it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bot.sandbox.errors import SlackError

Json = dict[str, Any]

# Arguments that are JSON inside a form field.
STRUCTURED = frozenset({"blocks", "view", "attachments", "metadata", "unfurled_attachments"})
EVERYWHERE = frozenset({"team_id"})
"""Arguments that slack-bolt adds to every call."""


@dataclass(frozen=True)
class Method:
    """What is known of one method. `tier` is "t1" to "t5" (t5: special); scopes by token kind."""

    name: str
    tier: str
    json: bool
    scopes: dict[str, list[str]]
    args: dict[str, Json]
    errors: frozenset[str]


@lru_cache(maxsize=1)
def methods() -> dict[str, Method]:
    """Every method the stand-in answers, by name, from facts.json."""
    table = json.loads(files(__package__).joinpath("facts.json").read_text(encoding="utf-8"))
    return {
        name: Method(
            name=name,
            tier=fact["tier"],
            json=fact["json"],
            scopes=fact["scopes"],
            args=fact["args"],
            errors=frozenset(fact["errors"]),
        )
        for name, fact in table["methods"].items()
    }


def check_arguments(method: Method, args: Json) -> tuple[Json, list[str]]:
    """Return the arguments in their true types, and the names Slack would ignore.

    Forms carry only strings, so "5" is an integer where one is due, and JSON is decoded. Raises
    SlackError `invalid_arguments` (or `invalid_blocks_format` for blocks that are not JSON).
    """
    missing = [name for name, fact in method.args.items() if fact.get("required") and name not in args]
    if missing:
        raise SlackError("invalid_arguments", *(f"missing required field: {name}" for name in missing))
    checked: Json = {}
    for name, value in args.items():
        fact = method.args.get(name)
        if fact is not None:
            checked[name] = _typed(name, value, fact)
    return checked, [name for name in args if name not in method.args and name not in EVERYWHERE]


def _typed(name: str, value: Any, fact: Json) -> Any:
    """One argument in its true type."""
    if value is None:
        if "null" in fact["types"] or not fact.get("required"):
            return None
        raise SlackError("invalid_arguments", f"must not be null [json-pointer:/{name}]")
    if name in STRUCTURED:
        return _structured(name, value)
    types = [kind for kind in fact["types"] if kind != "null"]
    for kind in types:
        fits, converted = _convert(value, kind)
        if fits:
            if "enum" in fact and converted not in fact["enum"]:
                allowed = ", ".join(map(str, fact["enum"]))
                raise SlackError("invalid_arguments", f"must be one of: {allowed} [json-pointer:/{name}]")
            return converted
    if not types:
        return value
    raise SlackError("invalid_arguments", f"must be a {' or '.join(types)} [json-pointer:/{name}]")


def _structured(name: str, value: Any) -> Any:
    """A JSON argument, decoded when it came as text."""
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        code = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
        raise SlackError(code, f"must be valid JSON [json-pointer:/{name}]") from None


def _convert(value: Any, kind: str) -> tuple[bool, Any]:
    """Whether `value` is, or can be read as, the JSON type `kind`, and the value then."""
    if kind == "string":
        return (True, str(value)) if isinstance(value, str | int | float) else (False, value)
    if kind == "boolean":
        known = {"true": True, "1": True, "false": False, "0": False}
        if isinstance(value, bool):
            return True, value
        return (True, known[str(value).lower()]) if str(value).lower() in known else (False, value)
    if kind in ("integer", "number"):
        if isinstance(value, bool):
            return False, value
        try:
            number = float(value)
        except (TypeError, ValueError):
            return False, value
        return (True, int(number)) if number.is_integer() else (kind == "number", number)
    if kind == "array":
        if isinstance(value, str):
            return True, value.split(",")
        return isinstance(value, list), value
    return isinstance(value, dict), value
