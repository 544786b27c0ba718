"""What Slack makes of typed text: escapes, mentions, and the rich_text block of every typed message.

A person types `Hi @anna, see #general`; the message's text then holds `<@U…>` and `<#C…>`, and its
rich_text block holds user and channel elements. Commands with `should_escape` get `<@U…|anna>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.world import World

Json = dict[str, Any]

MENTION = re.compile(r"(?<![\w<|@#/.])([@#])([\w][\w.-]*\w|\w)")
BROADCASTS = ("here", "channel", "everyone")
CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
URL = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")
INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<angle>[^<>\n]+)>"
    r"|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])"
    r"|:(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):"
    r"|(?<![\w*])\*(?P<bold>[^*\n]*[^*\s])\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^_\n]*[^_\s])_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^~\n]*[^~\s])~(?![\w~])"
)
STYLES = ("bold", "italic", "strike")


def escape(text: str) -> str:
    """The three characters Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The reverse of `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed_text(world: World, team_id: str, text: str) -> str:
    """The text of a message as typed: escaped, with mentions as `<@U…>`, `<#C…|name>`, `<!here>`."""
    return _linked(world, team_id, text, with_names=False)


def command_text(world: World, team_id: str, text: str, *, should_escape: bool) -> str:
    """The text of a slash command as the app receives it."""
    return _linked(world, team_id, text, with_names=True) if should_escape else text


def _linked(world: World, team_id: str, text: str, *, with_names: bool) -> str:
    """Escape, then turn what names a person, a channel or a link into Slack's angle brackets."""
    people = {user.name: user.id for user in world.people(team_id)}

    def mention(match: re.Match[str]) -> str:
        sign, name = match.groups()
        if sign == "@" and name in BROADCASTS:
            return f"<!{name}>"
        if sign == "@" and name in people:
            return f"<@{people[name]}|{name}>" if with_names else f"<@{people[name]}>"
        channel = world.named(name, team_id) if sign == "#" else None
        return f"<#{channel.id}|{channel.name}>" if channel else match.group()

    pieces = CODE.split(escape(text))
    for index in range(0, len(pieces), 2):
        linked = MENTION.sub(mention, pieces[index])
        pieces[index] = URL.sub(lambda match: f"<{match.group()}>", linked)
    return "".join(pieces)


def rich_text(text: str) -> Json:
    """The rich_text block Slack makes of a message's text (as `typed_text` returns it)."""
    parts: list[Json] = []
    for index, chunk in enumerate(text.split("```")):
        if index % 2:
            body = [{"type": "text", "text": unescape(chunk.strip("\n"))}]
            parts.append({"type": "rich_text_preformatted", "elements": body})
        elif chunk.strip("\n"):
            parts += _lines(chunk.strip("\n"))
    return {"type": "rich_text", "elements": parts or [{"type": "rich_text_section", "elements": []}]}


def _lines(text: str) -> list[Json]:
    """Sections, quotes and lists, each of the lines that follow one another."""
    groups: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        kind, rest = "section", line
        if line.startswith("&gt;"):
            kind, rest = "quote", line[4:].removeprefix(" ")
        elif line.startswith(("• ", "- ")):
            kind, rest = "list", line[2:]
        if groups and groups[-1][0] == kind:
            groups[-1][1].append(rest)
        else:
            groups.append((kind, [rest]))
    parts: list[Json] = []
    for kind, lines in groups:
        if kind == "list":
            items = [{"type": "rich_text_section", "elements": _inline(line)} for line in lines]
            parts.append({"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": items})
        else:
            parts.append({"type": f"rich_text_{kind}", "elements": _inline("\n".join(lines))})
    return parts


def _inline(text: str, style: tuple[str, ...] = ()) -> list[Json]:
    """The inline elements of one stretch of text."""
    found: list[Json] = []

    def add(element: Json, *more: str) -> None:
        names = (*style, *more)
        found.append({**element, "style": dict.fromkeys(names, True)} if names else element)

    at = 0
    for match in INLINE.finditer(text):
        if match.start() > at:
            add({"type": "text", "text": unescape(text[at : match.start()])})
        kind, inner = match.lastgroup or "", match.group(match.lastgroup or 0)
        if kind in STYLES:
            found += _inline(inner, (*style, kind))
        elif kind == "code":
            add({"type": "text", "text": unescape(inner)}, "code")
        elif kind == "emoji":
            add({"type": "emoji", "name": inner})
        elif kind == "url":
            add({"type": "link", "url": unescape(inner)})
        else:
            add(_angle(inner))
        at = match.end()
    if at < len(text):
        add({"type": "text", "text": unescape(text[at:])})
    return found


def _angle(inner: str) -> Json:
    """What stands between < and >: a mention, a channel, a broadcast or a link."""
    name, _, label = inner.partition("|")
    makers: dict[str, Callable[[], Json]] = {
        "@": lambda: {"type": "user", "user_id": name[1:]},
        "#": lambda: {"type": "channel", "channel_id": name[1:]},
        "!": lambda: {"type": "broadcast", "range": name[1:]},
    }
    if name[:1] in makers:
        return makers[name[0]]()
    link: Json = {"type": "link", "url": unescape(name)}
    return {**link, "text": unescape(label)} if label else link
