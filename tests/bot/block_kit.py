"""Slack's published limits, checked on plain JSON. Written apart from the renderers, so that it can disagree with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def problems(blocks: list[dict[str, Any]], *, most: int = 50) -> list[str]:
    """Return what Slack would refuse."""
    found = [f"{len(blocks)} blocks"] if len(blocks) > most else []
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        found.append("a block_id twice")
    for number, block in enumerate(blocks):
        found += [f"block {number} ({block['type']}): {text}" for text in _block(block)]
    return found


def view_problems(view: dict[str, Any]) -> list[str]:
    found = problems(view["blocks"], most=100)
    for name, most in (("title", 24), ("submit", 24), ("close", 24)):
        if name in view and _units(view[name]["text"]) > most:
            found.append(f"{name} is too long")
    if _units(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata is too long")
    if not view["blocks"]:
        found.append("no blocks")
    return found


def _block(block: dict[str, Any]) -> Iterator[str]:
    kind = block["type"]
    if kind == "section":
        yield from _text(block["text"], 3000)
    if kind == "header":
        yield from _text(block["text"], 150)
    if kind == "context":
        if not 1 <= len(block["elements"]) <= 10:
            yield "elements"
        for element in block["elements"]:
            yield from _text(element, 3000)
    if kind == "actions":
        names = [element["action_id"] for element in block["elements"]]
        if len(names) != len(set(names)):
            yield "an action_id twice"
        if not 1 <= len(names) <= 25:
            yield "elements"
    if kind == "input":
        yield from _text(block["label"], 2000)
    if kind == "rich_text":
        yield from _rich(block["elements"])
    for element in _elements(block):
        yield from _element(element)


def _rich(elements: list[dict[str, Any]]) -> Iterator[str]:
    if not elements:
        yield "empty rich_text"
    for element in elements:
        if "elements" in element:
            if not element["elements"]:
                yield "an empty part"
            yield from _rich(element["elements"]) if element["elements"] else ()
        elif element["type"] == "text" and not element["text"]:
            yield "an empty text"


def _elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    if block["type"] == "actions":
        return list(block["elements"])
    return [block[name] for name in ("accessory", "element") if name in block]


def _element(element: dict[str, Any]) -> Iterator[str]:
    if len(element["action_id"]) > 255:
        yield "action_id"
    if element["type"] == "button":
        yield from _text(element["text"], 75)
        if _units(element.get("value", "")) > 2000 or element.get("value") == "":
            yield "value"
        if _units(element.get("accessibility_label", "")) > 75:
            yield "accessibility_label"
    for option in element.get("options", []):
        yield from _text(option["text"], 75)
        if not 1 <= len(option["value"]) <= 150:
            yield "option value"
    if element.get("initial_options") == []:
        yield "empty initial_options"
    if (
        element["type"] == "plain_text_input"
        and _units(element.get("initial_value", "")) > element["max_length"]
    ):
        yield "initial_value"
    if "confirm" in element:
        for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            yield from _text(element["confirm"][name], most)


def _text(text: dict[str, Any], most: int) -> Iterator[str]:
    if not 1 <= _units(text["text"]) <= most:
        yield f"text of {_units(text['text'])}, at most {most}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
