"""Blocks as a person reads them: plain text, buttons and fields, for tests and error messages."""

from __future__ import annotations

from typing import Any

from bot.sandbox.blockkit import elements_of
from bot.sandbox.mrkdwn import rich_text
from bot.sandbox.world import World

Json = dict[str, Any]


def visible_text(world: World, blocks: list[Json]) -> str:
    """All the text of the blocks, a line for each part; mentions by name."""
    return "\n".join(line for block in blocks for line in _block_lines(world, block) if line)


def labels(blocks: list[Json]) -> list[str]:
    """The visible texts of all buttons, in order."""
    return [e["text"]["text"] for _, e in elements_of(blocks) if e["type"] == "button"]


def find_element(blocks: list[Json], name: str) -> tuple[Json, Json]:
    """The block and element with this action_id, block_id, or visible label. Raises KeyError."""
    there = list(elements_of(blocks))
    for names_of in (_ids_of, _block_ids_of, _labels_of):
        for block, element in there:
            if name in names_of(block, element):
                return block, element
    known = [element["action_id"] for _, element in there]
    raise KeyError(f"nothing here is called {name!r}; there are {known}")


def _ids_of(_block: Json, element: Json) -> list[str]:
    return [element["action_id"]]


def _block_ids_of(block: Json, _element: Json) -> list[str]:
    return [block["block_id"]]


def _labels_of(block: Json, element: Json) -> list[str]:
    """What a person would call an element."""
    texts = (element.get("text"), element.get("placeholder"), block.get("label"))
    return [text["text"] for text in texts if isinstance(text, dict)]


def _block_lines(world: World, block: Json) -> list[str]:
    """The texts of one block."""
    kind = block["type"]
    if kind == "rich_text":
        return [_rich(world, part) for part in block["elements"]]
    lines = []
    for key in ("text", "label", "hint", "title"):
        value = block.get(key)
        if isinstance(value, dict):
            lines.append(_text(world, value))
        elif isinstance(value, str):
            lines.append(value)
    lines += [_text(world, field) for field in block.get("fields", [])]
    if kind == "context":
        lines += [_text(world, element) for element in block["elements"] if element["type"] != "image"]
    return lines


def _text(world: World, value: Json) -> str:
    """A text object as it reads, without the signs of its markup."""
    text = str(value.get("text", ""))
    if value.get("type") != "mrkdwn":
        return text
    return "\n".join(_rich(world, part) for part in rich_text(text)["elements"])


def _rich(world: World, part: Json) -> str:
    """One part of a rich_text block as it reads."""
    if part["type"] == "rich_text_list":
        return "\n".join(f"• {_rich(world, item)}" for item in part["elements"])
    return "".join(_rich_element(world, element) for element in part.get("elements", []))


def _rich_element(world: World, element: Json) -> str:
    """One inline element as it reads."""
    kind = element["type"]
    if kind == "user":
        user = world.users.get(element["user_id"])
        return f"@{user.name if user else element['user_id']}"
    if kind == "channel":
        channel = world.conversations.get(element["channel_id"])
        return f"#{channel.name if channel else element['channel_id']}"
    if kind == "link":
        return str(element.get("text") or element["url"])
    if kind == "emoji":
        return f":{element['name']}:"
    if kind == "broadcast":
        return f"@{element['range']}"
    return str(element.get("text", ""))
