"""Block Kit's limits on blocks, messages and views, and what Slack adds to them.

`check_blocks` and `check_view` return readable problems in the form of Slack's own
(`must be less than 3001 characters [json-pointer:/blocks/0/text/text]`); none means valid.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.blockkit_elements import (
    IN_ACTIONS,
    IN_CONTEXT,
    IN_SECTION,
    INPUTS,
    Check,
    Json,
    check_element,
)

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS = 13_200
"""Past about this many characters in all, Slack answers msg_blocks_too_long (bolt-js#2509)."""
VIEW_BYTES = 250_000

COMMON = ("actions", "context", "divider", "header", "image", "rich_text", "section", "video", "input")
SURFACES = {
    "message": (*COMMON, "markdown", "file"),
    "modal": COMMON,
    "home": COMMON,
}
RICH_PARTS = (
    "rich_text_section",
    "rich_text_list",
    "rich_text_quote",
    "rich_text_preformatted",
)
RICH_ELEMENTS = (
    "text",
    "link",
    "user",
    "channel",
    "usergroup",
    "emoji",
    "broadcast",
    "team",
    "color",
    "date",
)


def check_blocks(blocks: Any, surface: str = "message", path: str = "/blocks") -> list[str]:
    """What is wrong with these blocks on a `surface`: message, modal or home."""
    check = Check()
    most = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
    items = check.items(blocks, path, most, least=0)
    for index, value in enumerate(items):
        _check_block(check, check.obj(value, f"{path}/{index}"), f"{path}/{index}", surface)
    ids = [b["block_id"] for b in items if isinstance(b, dict) and b.get("block_id")]
    check.unique(ids, "block_id", path)
    if sum(len(b.get("text", "")) for b in _of_type(items, "markdown")) > 12_000:
        check.fail("markdown blocks may hold 12000 characters in all", path)
    return check.errors


def check_view(view: Any, kinds: tuple[str, ...]) -> list[str]:
    """What is wrong with a view, whose type must be one of `kinds` (modal, home)."""
    check = Check()
    view = check.obj(view, "/view")
    kind = view.get("type")
    if kind not in kinds:
        check.fail(f"must be one of: {', '.join(kinds)}", "/view/type")
        return check.errors
    check.string(view, "private_metadata", "/view", 3000)
    check.string(view, "callback_id", "/view", 255)
    check.string(view, "external_id", "/view", 255)
    blocks = view.get("blocks")
    if blocks is None:
        check.fail("missing required field: blocks", "/view")
    if kind == "modal":
        check.text(view, "title", "/view", 24, required=True)
        check.text(view, "submit", "/view", 24)
        check.text(view, "close", "/view", 24)
        if any(_of_type(blocks, "input")) and "submit" not in view:
            check.fail("submit is required when an input block is in the view", "/view")
    return check.errors + check_blocks(blocks or [], kind, "/view/blocks")


def view_bytes(view: Json) -> int:
    """How large a view is on the wire."""
    return len(json.dumps(view).encode())


def text_length(blocks: list[Json]) -> int:
    """All characters of all texts in the blocks."""
    total = 0
    for value in _walk(blocks):
        if isinstance(value.get("text"), str):
            total += len(value["text"])
    return total


def dressed(blocks: list[Json], new_id: Callable[[], str]) -> list[Json]:
    """The blocks as Slack stores them: with block_id, action_id and the text objects' defaults."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = new_id()
    for value in _walk(blocks):
        kind = value.get("type")
        if kind == "plain_text":
            value.setdefault("emoji", True)
        elif kind == "mrkdwn":
            value.setdefault("verbatim", False)
        elif (kind in INPUTS or kind in ("button", "overflow")) and not value.get("action_id"):
            value["action_id"] = new_id()
    return blocks


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block it is in."""
    for block in blocks:
        inside = [*(block.get("elements") or []), block.get("accessory"), block.get("element")]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def _check_block(check: Check, block: Json, path: str, surface: str) -> None:
    """One block."""
    kind = block.get("type")
    if kind not in SURFACES[surface]:
        check.fail(f"unsupported type: {kind}", f"{path}/type")
        return
    check.string(block, "block_id", path, 255)
    if kind in BLOCKS:
        BLOCKS[kind](check, block, path)


def _check_section(check: Check, block: Json, path: str) -> None:
    if "text" not in block and "fields" not in block:
        check.fail("missing required field: text or fields", path)
    check.text(block, "text", path, 3000, plain=False)
    if "fields" in block:
        for index, value in enumerate(check.items(block["fields"], f"{path}/fields", 10)):
            check.text({str(index): value}, str(index), f"{path}/fields", 2000, plain=False)
    if "accessory" in block:
        check_element(check, block["accessory"], f"{path}/accessory", IN_SECTION)


def _check_header(check: Check, block: Json, path: str) -> None:
    check.text(block, "text", path, 150, required=True)


def _check_image(check: Check, block: Json, path: str) -> None:
    check.string(block, "alt_text", path, 2000, required=True)
    check.string(block, "image_url", path, 3000)
    check.text(block, "title", path, 2000)


def _check_input(check: Check, block: Json, path: str) -> None:
    check.text(block, "label", path, 2000, required=True)
    check.text(block, "hint", path, 2000)
    check_element(check, block.get("element"), f"{path}/element", INPUTS)


def _check_markdown(check: Check, block: Json, path: str) -> None:
    check.string(block, "text", path, 12_000, required=True)


def _check_actions(check: Check, block: Json, path: str) -> None:
    elements = check.items(block.get("elements"), f"{path}/elements", 25)
    for index, element in enumerate(elements):
        check_element(check, element, f"{path}/elements/{index}", IN_ACTIONS)
    ids = [e["action_id"] for e in elements if isinstance(e, dict) and e.get("action_id")]
    check.unique(ids, "action_id", f"{path}/elements")


def _check_context(check: Check, block: Json, path: str) -> None:
    """The texts and images of a context block."""
    elements = check.items(block.get("elements"), f"{path}/elements", 10)
    for index, element in enumerate(elements):
        at = f"{path}/elements/{index}"
        if check.obj(element, at).get("type") not in IN_CONTEXT:
            check.fail(f"unsupported type: {element.get('type')}", f"{at}/type")
        elif element["type"] == "image":
            check_element(check, element, at, IN_CONTEXT)
        else:
            check.text({str(index): element}, str(index), f"{path}/elements", 3000, plain=False)


def _check_rich_text(check: Check, block: Json, path: str) -> None:
    """The parts of a rich_text block, and their inline elements."""
    parts = check.items(block.get("elements"), f"{path}/elements", 1000, least=0)
    for index, value in enumerate(parts):
        at = f"{path}/elements/{index}"
        part = check.obj(value, at)
        if part.get("type") not in RICH_PARTS:
            check.fail(f"unsupported type: {part.get('type')}", f"{at}/type")
            continue
        if part["type"] == "rich_text_list":
            if part.get("style") not in ("bullet", "ordered"):
                check.fail("must be one of: bullet, ordered", f"{at}/style")
            _check_rich_text(check, {"elements": part.get("elements")}, at)
            continue
        for number, element in enumerate(check.items(part.get("elements"), f"{at}/elements", 1000, least=0)):
            here = f"{at}/elements/{number}"
            if check.obj(element, here).get("type") not in RICH_ELEMENTS:
                check.fail(f"unsupported type: {element.get('type')}", f"{here}/type")
            elif element["type"] == "text":
                check.string(element, "text", here, 40_000, required=True)


BLOCKS: dict[str, Callable[[Check, Json, str], None]] = {
    "actions": _check_actions,
    "context": _check_context,
    "header": _check_header,
    "image": _check_image,
    "input": _check_input,
    "markdown": _check_markdown,
    "rich_text": _check_rich_text,
    "section": _check_section,
}


def _of_type(blocks: Any, kind: str) -> Iterator[Json]:
    """The blocks of one type."""
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, dict) and block.get("type") == kind:
            yield block


def _walk(value: Any) -> Iterator[Json]:
    """Every object inside, at any depth."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)
