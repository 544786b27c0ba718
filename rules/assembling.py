"""Edits into text: the sentences put together again, joints, capitals and end marks repaired, in the writer's voice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.analysis import Analysis, Hit
from rules.mask import without_halves
from rules.template import Piece
from rules.voice import Voice, capitalise, tidy

_PILED = re.compile(r"[?!]{2,}(?=\W*$)")

_JOINT = re.compile(r"^[\s,;:–—-]*(?:(?:and|but|so|or)\b\s*)?")
_RUN_ON = re.compile(r"\s*[,;:–—-]\s*(?:(?:and|but|so)\s*)?$")
_COULD_YOU = re.compile(
    r"(?:^|(?<=[.?!\n] ))(?P<could>could) you (?:(?:please|pls|plz) )?(?P<what>[^.?!\n]+)\?", re.IGNORECASE
)

_AFTERTHOUGHT = re.compile(
    r"\s*,\s*(?:by|before|until|till|at|on|in|from|for|not|with|without|instead)\b[^,.;:!?\n]*[.!?]*\s*",
    re.IGNORECASE,
)
"""What belongs to an order although a comma stands before it: "by 5pm", "not 5:45"."""

_TAG_QUESTION = re.compile(
    r"(?<=\w)(?P<tag>\s*,?\s+(?:(?:do|does|did|have|has|had)(?:n'?t)? (?:you|u|ya|they|we|he|she)"
    r"|(?:is|are|was|were|can|could|will|would)(?:n'?t)? (?:you|u|ya|it|they|we|he|she|there)))\s*[?.!]*$",
    re.IGNORECASE,
)
"""The question behind a statement: ", is there", "do u"."""

_NO_TAG_AFTER = frozenset("what where who how you u i we they to not".split())
"""Words that go on with what looks like such a question: "how | are you", "to | have you"."""

_ASKS = re.compile(r"(?:could|can|would|will|do|does|did|is|are|was|were|have|has)\b", re.IGNORECASE)

_PLEASE_TWICE = re.compile(
    r"\b((?:could|can|would|will) (?:you|u)) (?:please|pls|plz) ([^.?!\n]*\b(?:please|pls|plz)\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Edit:
    """One replacement in the text as given.

    `drop` takes the whole sentence out; `addressed`: before it stands only an address ("John,"), which keeps its comma.
    `forgotten` are the facts that may go because they stood inside a sneer, `unsaid` the words of the sneer, which nobody misses.
    """

    start: int
    end: int
    pieces: list[Piece]
    sentence: int
    whole: bool
    drop: bool
    kind: str
    move: str
    hit: Hit
    addressed: bool = False
    forgotten: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()


def assemble(analysis: Analysis, edits: list[Edit], voice: Voice) -> str:
    """Return the draft with its edits made, in the writer's voice."""
    text = analysis.masked.text
    for edit in edits:
        if edit.hit.rule.alone:  # the whole draft, whatever its sentences
            said = "".join(voice.speak(p) for p in edit.pieces)
            return open_end(text[: edit.start] + (said if voice.lower else capitalise(said)), voice)
    ranges = [analysis.range_of(a, b) for a, b in analysis.sentences]
    out: list[str] = []
    last = 0
    changed = {e.sentence for e in edits}
    for number, (start, end) in enumerate(ranges):
        if number not in changed:
            continue
        out.append(text[last:start])
        mine = sorted((e for e in edits if e.sentence == number), key=lambda e: e.start)
        kept = text[start : mine[0].start] if mine[0].drop else ""
        sentence = kept.rstrip(" ,") if mine[0].drop else _sentence(analysis, start, end, mine, voice)
        if sentence:
            ended = sentence[-1:].isalnum() and text[start:end].rstrip()[-1:] in (".", "?", "!")
            out.append(sentence)
            if ended and end < len(text):
                out.append(".")  # a clause that went took the end mark with it
            last = end
        else:
            last = end
            while last < len(text) and text[last] in " \t":
                last += 1
            if not "".join(out).strip() and text[last : last + 1] == "\n":
                last += 1
    out.append(text[last:])
    whole = "".join(out).strip() if analysis.masked.text.strip() == analysis.masked.text else "".join(out)
    whole = without_halves(whole.strip(), text)
    return open_end(_PLEASE_TWICE.sub(r"\1 \2", _one_question(whole, text)), voice)


def _one_question(text: str, before: str) -> str:
    """Say the second request as "Please ….": two in a row that begin with "Could you" sound like a form letter."""
    seen = 0

    def said(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        if seen == 1 or match.group() in before:
            return match.group()
        please = "Please" if match["could"][0].isupper() else "please"
        what = re.sub(r",? (?:please|pls|plz)$", "", match["what"])
        if what.startswith("not "):
            what = f"don't {what.removeprefix('not ')}"
        return f"{please} {what}."

    return _COULD_YOU.sub(said, text)


def _sentence(analysis: Analysis, start: int, end: int, edits: list[Edit], voice: Voice) -> str:
    """One sentence with its edits made: joints, capitals and end marks repaired."""
    text = analysis.masked.text
    parts: list[str] = []
    last = start
    starts = {e.start for e in edits}  # where another piece begins, which sees to its own capital
    for edit in edits:
        kept = text[last : edit.start]
        parts.append(kept)
        said = "".join(voice.speak(p) for p in edit.pieces).strip()
        if not edit.pieces:  # a clause that goes, with the comma and the conjunction that held it
            parts[-1] = kept.rstrip(" ,;-–—:")
            following = _JOINT.sub("", text[edit.end : end])
            if not "".join(parts).strip():
                following = following.lstrip(" .?!,;")
            last = end - len(following)
            if parts[-1].strip() and any(c.isalnum() for c in following):
                parts.append(", ")
            elif following[:1].islower() and not voice.lower and not parts[-1].strip() and last not in starts:
                parts.append(following[0].upper())
                last += 1
            continue
        if said[-1:] in (".", "?", "!") and text[edit.end : end].lstrip().startswith(":"):
            said = said[:-1]  # what the colon announces still follows
        if said and said[-1] in ".?!" and parts[-1][-1:].isalnum():
            parts.append(", ")  # the match began with its comma
        if (
            said[-1:] in ".?!"
            and said
            and not edit.addressed
            and _RUN_ON.search(parts[-1])
            and any(c.isalnum() for c in "".join(parts))
        ):
            parts[-1] = _RUN_ON.sub(". ", parts[-1])
            said = said if voice.lower else capitalise(said)
            parts.append(said)
            last = _after(text, edit.end, end, parts, voice, starts)
            continue
        said, last = _asked_with(said, text[edit.end : end], edit.end)
        before = "".join(parts).rstrip()
        if not any(c.isalnum() for c in before) or before[-1:] in (".", "?", "!"):
            said = said if voice.lower else capitalise(said)
        elif edit.pieces and edit.pieces[0].generated and not said.startswith(("I ", "I'")):
            said = said[:1].lower() + said[1:]
        parts.append(said)
        if said[-1:] in ".?!" and said and last == edit.end:
            last = _after(text, edit.end, end, parts, voice, starts)
    left = text[last:end]
    closed = "".join(parts).rstrip()[-1:] in (".", "?", "!") and not any(c.isalnum() for c in left)
    tail = "" if edits[-1].whole or closed else _PILED.sub(lambda m: "?" if "?" in m.group() else "!", left)
    said = tidy("".join(parts) + tail, analysis.masked.parts).rstrip()
    return _without_tag(said, text[start:end], voice)


def _without_tag(said: str, before: str, voice: Voice) -> str:
    """A sentence without the tag question that the writer put behind it: said another way it asks for nothing any more."""
    tag = _tag_at(said)
    if tag is None or _tag_at(before) is None:
        return said
    mark = "?" if said.endswith("?") and _ASKS.match(said) else "" if voice.lower else "."
    return said[:tag] + mark


def _tag_at(text: str) -> int | None:
    """Where the tag question of a sentence begins; None where it has none."""
    tag = _TAG_QUESTION.search(text)
    after = text[: tag.start()].rsplit(None, 1)[-1].lower() if tag else ""
    return tag.start() if tag and after not in _NO_TAG_AFTER else None


def _asked_with(said: str, following: str, last: int) -> tuple[str, int]:
    """A question with what the writer put behind the order, "Could you book it, by 5pm?", and where to go on; else as it was."""
    if not (said.endswith("?") and _AFTERTHOUGHT.fullmatch(following)):
        return said, last
    asked, please, _ = said.removesuffix("?").partition(", please")
    return asked + following.rstrip(" .!?") + please + "?", last + len(following)


def _after(text: str, start: int, end: int, parts: list[str], voice: Voice, starts: set[int]) -> int:
    """After a piece that ended a sentence: skip the marks that follow, capitalise what goes on; where to go on."""
    following = text[start:end]
    stripped = following.lstrip(" .?!,;…-–")
    last = start
    if stripped != following:
        last = end - len(stripped)
        if stripped:
            parts.append(" ")
    if any(c.isalpha() for c in stripped) and not voice.lower and last not in starts:
        parts.append(stripped[0].upper())
        last += 1
    return last


def open_end(text: str, voice: Voice) -> str:
    """A writer who leaves the last full stop out keeps doing so."""
    if not voice.closed and text.endswith(".") and not text.endswith("..") and "\n" not in text[-2:]:
        return text[:-1]
    return text
