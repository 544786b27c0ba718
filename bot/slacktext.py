"""Slack's text format, both ways: mrkdwn as it arrives, rich_text elements as they are shown.

Text from Slack is escaped (`&amp; &lt; &gt;`) and carries tokens (`<@U1>`, `<#C1>`, `<https://…|label>`, `<!channel>`).
Drafts stay in that form all the way through the engine, so that nothing in them changes by accident. Only here
are they turned into something to look at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

Element = dict[str, Any]

_TOKEN = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|<#(?P<channel>[CGD][A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|<!subteam\^(?P<group>S[A-Z0-9]+)(?:\|[^<>]*)?>"
    r"|<!(?P<broadcast>channel|here|everyone)(?:\|[^<>]*)?>"
    r"|<!date\^[^<>|]*\|(?P<date>[^<>]*)>"
    r"|<(?P<url>(?:https?|mailto|tel|slack):[^<>|]*)(?:\|(?P<label>[^<>]*))?>"
    r"|(?<!\w):(?P<emoji>[a-z0-9+_-][a-z0-9_+'-]*(?:::skin-tone-[2-6])?):(?!\d)"
)
_CODE = re.compile(r"`(?P<body>[^`\n]+)`")
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?<![\w{m}]){m}(?=[^\s{m}])(?P<body>[^\n{m}]*[^\s{m}]){m}(?![\w{m}])"))
    for name, m in (("bold", r"\*"), ("italic", "_"), ("strike", "~"))
)
_FENCE = re.compile(r"```\n?(?P<body>.*?)\n?```", re.DOTALL)
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_KEPT = re.compile(
    r"<(?:@[UW][A-Z0-9]+|#[CGD][A-Z0-9]+|!(?:channel|here|everyone)|(?:https?|mailto):[^<>\s]+)(?:\|[^<>]*)?>"
)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


def escape(text: str) -> str:
    """Escape what Slack asks to be escaped, once."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def tokens(text: str) -> list[str]:
    """Return the mentions, links and broadcasts of a draft, as written, each once."""
    return list(dict.fromkeys(found.group() for found in _KEPT.finditer(text)))


def typed(text: str, known: Collection[str] = ()) -> str:
    """Turn what a person typed into a modal's field (raw) into Slack's escaped text.

    `known` are the tokens of the draft that we put into the field: only these stay live. Typing
    `<!channel>` by hand stays what it is anywhere in Slack: plain text.
    """
    pieces, at = [], 0
    for kept in _KEPT.finditer(text):
        if kept.group() in known:
            pieces += [escape(text[at : kept.start()]), kept.group()]
            at = kept.end()
    return "".join([*pieces, escape(text[at:])])


def for_field(text: str) -> str:
    """Turn Slack's escaped text into what a modal's field shows; `typed` brings it back."""
    return unescape(text)


def quiet(text: str) -> str:
    """Return text that reads the same in a plain `text` field and can ping nobody."""
    return "".join(_plain(element) for element in _inline(text.replace("\n", " "), {}, live=True))


def mentioned(text: str) -> list[str]:
    """Return the ids of the people a draft mentions, in order, each once."""
    return list(dict.fromkeys(_MENTION.findall(text)))


def inline(text: str, *, bold: bool = False) -> list[Element]:
    """Return inline rich_text elements for a fragment such as a quoted phrase."""
    return list(_inline(text, {"bold": True} if bold else {}, live=False))


def rich_text(text: str, *, live: bool = False) -> Element:
    """Return a rich_text block that looks as the text would once sent.

    `live=False` is for showing: a broadcast becomes plain text. `live=True` is for the message itself.
    """
    elements: list[Element] = []
    at = 0
    for fence in _FENCE.finditer(text):
        elements += _paragraphs(text[at : fence.start()].removesuffix("\n"), live=live)
        body = [*_literal(fence["body"], {})]
        elements.append({"type": "rich_text_preformatted", "elements": body or [_text(" ")]})
        at = fence.end()
        if text[at : at + 1] == "\n":
            at += 1
    elements += _paragraphs(text[at:], live=live)
    if not elements:
        elements = [{"type": "rich_text_section", "elements": [_text(" ")]}]
    return {"type": "rich_text", "elements": elements}


def _paragraphs(text: str, *, live: bool) -> Iterator[Element]:
    if not text:
        return
    run: list[str] = []
    quoted = False
    for line in text.split("\n"):
        is_quote = bool(_QUOTE.match(line))
        if run and is_quote != quoted:
            yield _paragraph(run, quoted, live=live)
            run = []
        quoted = is_quote
        run.append(_QUOTE.sub("", line, count=1) if is_quote else line)
    if run:
        yield _paragraph(run, quoted, live=live)


def _paragraph(lines: list[str], quoted: bool, *, live: bool) -> Element:
    elements = list(_inline("\n".join(lines), {}, live=live))
    return {
        "type": "rich_text_quote" if quoted else "rich_text_section",
        "elements": elements or [_text("\n")],
    }


def _inline(text: str, style: dict[str, bool], *, live: bool) -> Iterator[Element]:
    """Split into code, styled runs and tokens, the leftmost first."""
    if not text:
        return
    code = _CODE.search(text)
    best: tuple[int, str, re.Match[str]] | None = (code.start(), "code", code) if code else None
    for name, pattern in _STYLES:
        found = None if name in style else pattern.search(text)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), name, found)
    if best is None:
        yield from _tokens(text, style, live=live)
        return
    _, name, found = best
    yield from _tokens(text[: found.start()], style, live=live)
    inner = {**style, name: True}
    if name == "code":
        yield from _literal(found["body"], inner)
    else:
        yield from _inline(found["body"], inner, live=live)
    yield from _inline(text[found.end() :], style, live=live)


def _literal(text: str, style: dict[str, bool]) -> Iterator[Element]:
    """Inside code nothing is markup, but Slack still writes links and mentions as tokens."""
    plain = _TOKEN.sub(lambda found: found.group() if found["emoji"] else _bare(found), text)
    if plain:
        yield _text(unescape(plain), style)


def _bare(found: re.Match[str]) -> str:
    return found["label"] or found["url"] or found.group()


def _tokens(text: str, style: dict[str, bool], *, live: bool) -> Iterator[Element]:
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() > at:
            yield _text(unescape(text[at : found.start()]), style)
        yield _token(found, style, live=live)
        at = found.end()
    if at < len(text):
        yield _text(unescape(text[at:]), style)


def _token(found: re.Match[str], style: dict[str, bool], *, live: bool) -> Element:
    element: Element
    if found["user"]:
        element = {"type": "user", "user_id": found["user"]}
    elif found["channel"]:
        element = {"type": "channel", "channel_id": found["channel"]}
    elif found["group"]:
        element = {"type": "usergroup", "usergroup_id": found["group"]}
    elif found["broadcast"]:
        name = found["broadcast"]
        return {"type": "broadcast", "range": name} if live else _text(f"@{name}", style)
    elif found["date"]:
        return _text(unescape(found["date"]), style)
    elif found["url"]:
        element = {"type": "link", "url": unescape(found["url"])}
        if found["label"]:
            element["text"] = unescape(found["label"])
    else:
        name, _, tone = found["emoji"].partition("::skin-tone-")
        return {"type": "emoji", "name": name, **({"skin_tone": int(tone)} if tone else {})}
    return {**element, **({"style": dict(style)} if style else {})}


def _text(text: str, style: dict[str, bool] | None = None) -> Element:
    return {"type": "text", "text": text, **({"style": dict(style)} if style else {})}


def _plain(element: Element) -> str:
    kind = element["type"]
    if kind == "text":
        return escape(element["text"])
    if kind == "emoji":
        return f":{element['name']}:"
    if kind == "link":
        return escape(element.get("text") or element["url"])
    if kind == "broadcast":
        return f"@{element['range']}"
    return "@…" if kind in ("user", "usergroup") else "#…"
