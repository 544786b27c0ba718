"""What somebody wants who writes to Whoa directly: help with a draft, with a message they received, or with Whoa."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["help", "draft", "received", "nothing"]

_HELP = re.compile(
    r"(?:help|hi|hello|hey|hey there|hi there|\?|what can you do\??|who are you\??)[.!]*", re.IGNORECASE
)
_WHO = r"(?:they|he|she|someone|somebody|(?:my|our|the|a|an)\s+[\w' -]{1,40}|<@[UW][A-Z0-9]+(?:\|[^<>]*)?>|(?-i:(?!You\b|We\b|I\b)[A-Z][\w'-]{1,30}))"
_RECEIVED = re.compile(
    rf"(?:{_WHO}\s+(?:just\s+)?(?:wrote|said|sent|replied|answered|posted|messaged)(?:\s+(?:me|us|this|to me|to us))*"
    r"|i\s+(?:just\s+)?(?:got|received)(?:\s+this(?:\s+message)?)?"
    r"|what\s+(?:does|did|do|might|could)\s+(?:this|that|they|he|she)\s+mean(?:\s+(?:by|with)(?:\s+this)?)?"
    r"|received|how\s+should\s+i\s+read\s+this)\s*:\s*",
    re.IGNORECASE,
)
_ASK = re.compile(
    r"(?:how\s+(?:do|can|could|should|would)\s+i|help\s+me(?:\s+to)?"
    r"|what(?:'s|’s|\s+is)\s+a\s+(?:better|good|kinder|nicer)\s+way\s+(?:to|of))"
    r"\s+(?P<verb>say|saying|put|phrase|word|write|tell|ask)(?:ing)?\b",
    re.IGNORECASE,
)
_NICELY = r"(?:\s+(?:nicely|kindly|better|politely|more\s+\w+))?"
_LEADS = {
    "say": re.compile(
        rf"\s*(?:(?:this|it)?(?:\s*\bto\s+[^:,?.]{{1,40}}?)?{_NICELY}\s*:|(?:\bto\s+[^:,?.]{{1,40}}?\s+)?that\b)\s*",
        re.IGNORECASE,
    ),
    "tell": re.compile(
        rf"\s*(?:[^:,?.]{{1,40}}?{_NICELY}\s*(?:\bthat\b|:)|(?:them|him|her|<@[UW][A-Z0-9]+(?:\|[^<>]*)?>)\s)\s*",
        re.IGNORECASE,
    ),
}
_QUOTES = "\"“”„«»'‘’"
_QUOTE_LINE = re.compile(r"(?:&gt;|>) ?")


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted. `text` is the draft or the received message; `own` the words around a quoted message."""

    kind: Kind
    text: str = ""
    own: str = ""


def understand(event: dict[str, Any]) -> Intent:
    """Read a message that somebody sent to Whoa."""
    text = str(event.get("text") or "").strip()
    shared = forwarded(event)
    if shared:
        return Intent("received", shared, own=text)
    if not text:
        return Intent("nothing")
    if _HELP.fullmatch(text):
        return Intent("help")
    quoted, own = split_quote(text)
    if quoted:
        return Intent("received", quoted, own=own)
    if found := _RECEIVED.match(text):
        rest = unquote(text[found.end() :])
        if rest:
            return Intent("received", rest)
    if found := _ASK.match(text):
        return Intent("draft", _wanted(found["verb"].casefold(), text[found.end() :]) or text)
    if text.casefold().startswith("draft:"):
        return Intent("draft", unquote(text[len("draft:") :]))
    return Intent("draft", text)


def forwarded(event: dict[str, Any]) -> str:
    """Return the words of messages that were forwarded or shared, if any."""
    found = []
    for attachment in event.get("attachments") or []:
        if attachment.get("is_share") or attachment.get("is_msg_unfurl") or attachment.get("message_blocks"):
            words = str(attachment.get("text") or attachment.get("fallback") or "").strip()
            if words:
                found.append(words)
    return "\n".join(found)


def split_quote(text: str) -> tuple[str, str]:
    """Return the quoted lines of a text without their marks, and the rest."""
    quoted: list[str] = []
    own: list[str] = []
    for line in text.split("\n"):
        mark = _QUOTE_LINE.match(line)
        (quoted if mark else own).append(line[mark.end() :] if mark else line)
    return "\n".join(quoted).strip(), "\n".join(own).strip()


def unquote(text: str) -> str:
    """Return a text without a pair of quotation marks around all of it."""
    text = text.strip()
    if len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES:
        return text[1:-1].strip()
    return text


def _wanted(verb: str, rest: str) -> str:
    """Return what is to be said, from the words after "how do I say"."""
    inner = re.search(rf"[{_QUOTES[:6]}](.{{3,}})[{_QUOTES[:6]}]", rest, re.DOTALL)
    if inner:
        return inner[1].strip()
    lead = _LEADS["tell" if verb in ("tell", "ask") else "say"].match(rest)
    words = rest[lead.end() :] if lead else rest
    return unquote(words.strip().removesuffix("?") if lead and not lead[0].rstrip().endswith(":") else words)
