"""Patterns that nearly matched a draft, and which piece failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc, Span

from rules.analysis import Analysis
from rules.compiled import CompiledRule
from rules.patterns import Alternative
from rules.pieces import FLAGS, is_optional
from rules.schema import Rule
from rules.sentences import is_lead

MOST_NEAR = 6
"""Near matches that are worth reading."""
FUNCTION_WORDS = frozenset(
    """a an the and or but so if of to in on at for by with from as than that this these those it its i me my we us our you u your he she
    they them their is are was were be been am do does did have has had will would can could should not no n't nt 's 're 've 'm 'll 'd
    what why how when where who there here just too very""".split()
)
"""Words that say little by themselves: a pattern of which only these are there was not near."""
QUIET = ("cue", "residue")
"""Kinds of rules that a writer never hears of: nobody asks why one of these is silent."""
ENOUGH = 0.5
"""The part of a pattern that has to be there for a near match."""


@dataclass(frozen=True, slots=True)
class Near:
    """A pattern that nearly matched. `matched` are the draft's words that did, `failed` says which piece did not."""

    rule: str
    title: str
    pattern: str
    matched: str
    failed: str
    closeness: float


def quote(analysis: Analysis, start: int, end: int) -> str:
    """Return the draft's words in a range of tokens."""
    first, last = analysis.range_of(start, end)
    return analysis.masked.text[first:last]


def nearest(rules: Iterable[CompiledRule], analysis: Analysis, seen: set[str]) -> tuple[Near, ...]:
    """The closest pattern of each rule that is not among the `seen`, the closest first, at most MOST_NEAR.

    May tag the analysis: call it inside `Coach.examining`.
    """
    found: list[Near] = []
    for compiled in rules:
        if compiled.rule.id in seen or compiled.rule.kind in QUIET:
            continue
        near = [n for m in compiled.patterns.members if (n := _near(compiled.rule, m.alternative, analysis))]
        if near:
            found.append(max(near, key=lambda n: n.closeness))
    found.sort(key=lambda n: (-n.closeness, n.rule))
    return tuple(found[:MOST_NEAR])


def _near(rule: Rule, alternative: Alternative, analysis: Analysis) -> Near | None:
    """How near one pattern came: at most one literal word missing, or all there and something else wrong."""
    missing = [words for words in alternative.required if words.isdisjoint(analysis.lower)]
    if len(missing) > 1:
        return None
    if alternative.tagged:
        analysis.need_tags()
    spec = list(alternative.spec)
    start, end, size = _longest(analysis.doc, spec)
    needed = [i for i, item in enumerate(spec) if not is_optional(item)]
    covered = sum(i < size for i in needed) / len(needed)
    if missing:  # what stands after the missing piece counts too, where it comes in the right order
        covered = max(covered, _share(alternative, analysis))
    closeness = covered - (0.2 if missing else 0.0)
    if covered < ENOUGH or not _telling(alternative, size, needed, missing):
        return None
    failed = _failed(
        alternative, analysis, start=start, end=end, size=size, missing=missing, alone=rule.alone
    )
    return Near(
        rule.id,
        rule.title,
        alternative.source,
        quote(analysis, start, end) if end else "",
        failed,
        closeness,
    )


def _telling(
    alternative: Alternative, size: int, needed: Sequence[int], missing: Sequence[frozenset[str]]
) -> bool:
    """Whether what matched is worth a word: a word of substance, or several in their order."""
    if missing:
        there = [words for words in alternative.required if words not in missing]
        return any(map(_substance, there)) and (len(there) > 1 or _substance(missing[0]))
    matched = [alternative.spec[i].get("LOWER") for i in needed if i < size]
    words = [frozenset(lower["IN"]) for lower in matched if isinstance(lower, dict) and "IN" in lower]
    return len(matched) > 1 or any(map(_substance, words))


def _substance(words: frozenset[str]) -> bool:
    return words.isdisjoint(FUNCTION_WORDS) and any(word.isalpha() for word in words)


def _share(alternative: Alternative, analysis: Analysis) -> float:
    """The part of the literal pieces that is in the draft."""
    there = sum(not words.isdisjoint(analysis.lower) for words in alternative.required)
    return there / len(alternative.required)


def _longest(doc: Doc, spec: Sequence[dict[str, Any]]) -> tuple[int, int, int]:
    """Where the longest beginning of a pattern matches: token range and number of items, (0, 0, 0) for nowhere."""
    for size in range(len(spec), 0, -1):
        if size < len(spec) and is_optional(spec[size - 1]):
            continue  # the same as without it
        found = _matches(doc, spec[:size])
        if found:
            start, end = max(found, key=lambda f: (f[1] - f[0], -f[0]))
            return start, end, size
    return 0, 0, 0


def _matches(target: Doc | Span, spec: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    if all(is_optional(item) for item in spec):
        return []
    matcher = Matcher(target.vocab, validate=False)
    matcher.add("part", [list(spec)])
    return [(start, end) for _, start, end in matcher(target) if end > start]


def _failed(
    alternative: Alternative,
    analysis: Analysis,
    *,
    start: int,
    end: int,
    size: int,
    missing: Sequence[frozenset[str]],
    alone: bool,
) -> str:
    """Say in a sentence which piece failed."""
    if missing:
        return f"{_words(missing[0])} is missing"
    if size == len(alternative.spec):
        if alone:
            return "the words have to be the whole draft (alone: true)"
        first = analysis.sentence_of(start)
        if first is None or first != analysis.sentence_of(end - 1):
            return "the words stand in two sentences"
        if alternative.at_start and not is_lead(analysis.texts, analysis.sentences[first][0], start):
            return "^ wants them at the start of the sentence"
        if alternative.at_end and not analysis.only_marks(end, analysis.sentences[first][1]):
            return "$ wants nothing but marks after them"
        return "a hyphen or a slash ties them to another word"
    skipped = next(
        (i for i in range(size, len(alternative.spec)) if not is_optional(alternative.spec[i])), size
    )
    wanted = alternative.spec[skipped]
    after = f"after “{quote(analysis, start, end)}” " if end else ""
    if end >= len(analysis.doc):
        return f"{after}comes nothing, the pattern wants {_wanted(wanted)}"
    token = analysis.doc[end]
    if "POS" in wanted or "TAG" in wanted:
        name = "POS" if "POS" in wanted else "TAG"
        tag = token.pos_ if name == "POS" else token.tag_
        return f"{after}comes “{token.text}”, tagged {tag}; the pattern wants {_wanted(wanted)}"
    words = wanted.get("LOWER", {})
    elsewhere = isinstance(words, dict) and set(words.get("IN", ())) & analysis.lower
    order = ", which stands elsewhere in the draft" if elsewhere else ""
    return f"{after}comes “{token.text}”; the pattern wants {_wanted(wanted)}{order}"


def _wanted(item: dict[str, Any]) -> str:
    """One item of a pattern in words."""
    for name in ("POS", "TAG"):
        if name in item:
            return f"<{'|'.join(item[name]['IN'])}>"
    lower = item.get("LOWER")
    if isinstance(lower, dict) and "IN" in lower:
        return _words(lower["IN"])
    if isinstance(lower, dict) and "NOT_IN" in lower:
        return f"anything but {_words(lower['NOT_IN'])}"
    for flag, spec in FLAGS.items():
        if {k: v for k, v in item.items() if k != "OP"} == spec:
            return f"#{flag}"
    return "any word"


def _words(words: Sequence[str] | frozenset[str]) -> str:
    """A few of the words that would do."""
    some = sorted(words, key=lambda w: (len(w), w)) if isinstance(words, frozenset) else list(words)
    quoted = [f"“{word}”" for word in some[:4]]
    if len(some) > len(quoted):
        quoted.append(f"{len(some) - len(quoted)} more")
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
