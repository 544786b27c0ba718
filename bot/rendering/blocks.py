"""Small builders for Block Kit, so that each view reads like what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot import slacktext
from bot.rendering import limits

Block = dict[str, Any]


def clip(text: str, limit: int) -> str:
    """Shorten at the end, with a sign that something is missing."""
    if limits.units(text) <= limit:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - 1)]
    return raw.decode("utf-16-le", "ignore").rstrip() + "…"


def plain(text: str) -> Block:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Block:
    """Return a mrkdwn object. Only for our own copy: what a person wrote goes into rich_text."""
    return {"type": "mrkdwn", "text": clip(text, limits.SECTION_TEXT)}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(clip(text, limits.HEADER_TEXT))}


def section(text: str, accessory: Block | None = None) -> Block:
    return {"type": "section", "text": mrkdwn(text), **({"accessory": accessory} if accessory else {})}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[: limits.CONTEXT_ELEMENTS]]}


def divider() -> Block:
    return {"type": "divider"}


def button(
    text: str,
    action: str,
    value: str = "",
    *,
    style: str = "",
    confirm: Block | None = None,
    label: str = "",
    url: str = "",
) -> Block:
    """Return a button. `label` is what a screen reader says where the text alone is not enough."""
    made: Block = {"type": "button", "text": plain(clip(text, limits.BUTTON_TEXT)), "action_id": action}
    for name, extra in (("value", value), ("style", style), ("confirm", confirm), ("url", url)):
        if extra:
            made[name] = extra
    if label:
        made["accessibility_label"] = clip(label, limits.BUTTON_TEXT)
    return made


def actions(buttons: Iterable[Block | None], *, block_id: str = "") -> list[Block]:
    """Return an actions block in a list, or nothing at all if there are no buttons."""
    elements = [made for made in buttons if made][: limits.ACTIONS_ELEMENTS]
    if not elements:
        return []
    return [{"type": "actions", "elements": elements, **({"block_id": block_id} if block_id else {})}]


def confirm(title: str, text: str, yes: str, no: str = "Not now") -> Block:
    return {"title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(no)}


def option(text: str, value: str) -> Block:
    return {"text": plain(clip(text, limits.OPTION_TEXT)), "value": value}


def bullets(items: Sequence[Sequence[Block]]) -> Block:
    """Return a bullet list whose items are rich_text elements."""
    return {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": list(item)} for item in items],
            }
        ],
    }


def words(text: str, *, bold: bool = False, italic: bool = False) -> Block:
    """Return a rich_text text element with our own words."""
    style = {name: True for name, on in (("bold", bold), ("italic", italic)) if on}
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def phrase(text: str) -> list[Block]:
    """Return a person's own words, quoted."""
    return [words("“", bold=True), *slacktext.inline(clip(text, 300), bold=True), words("”", bold=True)]


def shown(text: str) -> Block:
    """Return a person's own text to read or select: it looks as it would once sent, and pings nobody."""
    return slacktext.rich_text(text)


def modal(
    title: str,
    blocks: list[Block],
    *,
    callback: str,
    submit: str = "",
    close: str = "Close",
    metadata: str = "",
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(clip(title, limits.VIEW_TITLE)),
        "close": plain(close),
        "blocks": blocks[: limits.VIEW_BLOCKS],
    }
    if submit:
        view["submit"] = plain(submit)
    if metadata:
        view["private_metadata"] = metadata
    return view
