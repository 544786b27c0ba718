"""Block Kit's limits, each once, at the limit and one past it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.blockkit import check_blocks, check_view, dressed
from tests.bot.sandbox.echo import button, modal, plain, section, text_input


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def select(count: int) -> dict[str, Any]:
    options = [{"text": plain(str(number)), "value": str(number)} for number in range(count)]
    return actions({"type": "static_select", "action_id": "s", "options": options})


LIMITS = {
    "blocks": (lambda n: [section("x")] * n, 50),
    "section": (lambda n: [section("x" * n)], 3000),
    "header": (lambda n: [{"type": "header", "text": plain("x" * n)}], 150),
    "button text": (lambda n: [actions(button("a", "x" * n))], 75),
    "button value": (lambda n: [actions(button("a", "x", value="x" * n))], 2000),
    "action_id": (lambda n: [actions(button("x" * n, "x"))], 255),
    "actions": (lambda n: [actions(*(button(str(i), "x") for i in range(n)))], 25),
    "context": (lambda n: [{"type": "context", "elements": [plain("x")] * n}], 10),
    "options": (lambda n: [select(n)], 100),
    "block_id": (lambda n: [{**section("x"), "block_id": "x" * n}], 255),
    "fields": (lambda n: [{"type": "section", "fields": [plain("x")] * n}], 10),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_is_kept(name: str) -> None:
    make, limit = LIMITS[name]
    assert check_blocks(make(limit)) == []
    assert len(check_blocks(make(limit + 1))) == 1


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section"},
        {"type": "section", "text": {"type": "mrkdwn", "text": ""}},
        {"type": "actions", "elements": []},
        {"type": "actions", "elements": [button("same", "x"), button("same", "y")]},
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "image", "image_url": "https://example.com/x.png"},
        {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]},
        {"type": "carousel"},
        text_input("draft") | {"element": button("b", "x")},
    ],
)
def test_a_malformed_block_is_pointed_at(block: dict[str, Any]) -> None:
    (problem,) = check_blocks([block])
    assert "[json-pointer:/blocks/0" in problem


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"title": plain("x" * 25)}, "/view/title/text"),
        ({"private_metadata": "x" * 3001}, "/view/private_metadata"),
        ({"blocks": [section("x")] * 101}, "/view/blocks"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "/view/blocks/0/type"),
        ({"blocks": [text_input("draft")], "submit": None}, "/view"),
        ({"type": "home"}, "/view/type"),
    ],
)
def test_a_modals_limit_is_kept(change: dict[str, Any], pointer: str) -> None:
    view = {key: value for key, value in {**modal(section("x")), **change}.items() if value is not None}
    assert check_view(modal(section("x")), ("modal",)) == []
    assert [problem.split("json-pointer:")[1].rstrip("]") for problem in check_view(view, ("modal",))] == [
        pointer
    ]


def test_stored_blocks_have_ids_and_defaults() -> None:
    ids = iter("abc")
    (block,) = dressed([actions({"type": "button", "text": plain("x")})], lambda: next(ids))
    assert (block["block_id"], block["elements"][0]["action_id"]) == ("a", "b")
    assert block["elements"][0]["text"]["emoji"] is True
