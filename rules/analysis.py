"""What is known of one draft while it is looked at: tokens, sentences, hits. Internal: it holds a Doc."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

from rules.compiled import CompiledRule
from rules.mask import Masked
from rules.patterns import Alternative
from rules.pieces import CLITICS
from rules.schema import Rule

Found = tuple[int, int, Alternative, list[int]]
"""A match: its half-open token range, the pattern, and the pattern item of each token."""

Saved = tuple["Hit", str]
"""A hit that stays silent, and what does it: an exception (`ID`), a gate (`gate:ID`), company it lacks (`beside`) or a note (`note:ID`)."""

Met = dict[tuple[int, tuple[str, ...]], list[tuple[int, Found]]]
"""Cache of pattern matches per (index id, sentence tokens): pairs of (rule order, match relative to the sentence start).

Shared by all wordings of one draft.
"""


@dataclass(slots=True)
class Hit:
    """One place where a rule fired; token indices, half-open. `mark` is the part that is underlined."""

    compiled: CompiledRule
    start: int
    end: int
    mark: tuple[int, int]
    slots: dict[str, tuple[int, int]]
    sentence: int

    @property
    def rule(self) -> Rule:
        return self.compiled.rule


class Analysis:
    """One draft while it is being looked at: lives inside a memory zone, under the engine's lock."""

    def __init__(
        self,
        masked: Masked,
        doc: Doc,
        sentences: list[tuple[int, int]],
        tag: Callable[[Doc], None],
        parse: Callable[[Doc], None],
        like: Analysis | None = None,
    ) -> None:
        self.masked = masked
        self.doc = doc
        self.sentences = sentences
        self.texts = [token.text for token in doc]
        self.lower = {token.lower_ for token in doc}
        self.hits: list[Hit] = []
        self.saved: list[Saved] = []
        self.overruled: list[Saved] = []  # silent because of the other hits; no exception or gate says so
        self.met: Met = like.met if like else {}
        self.opened: frozenset[str] | None = like.opened if like else None
        self._tag, self._parse = tag, parse
        self.named: frozenset[int] | None = None
        self.applies: dict[tuple[str, int, int], bool] = {}  # by rule, number of the template, sentence
        self.tagged = self.parsed = False
        self._sentence_of: dict[int, int] = {}
        for number, (start, end) in enumerate(sentences):
            for index in range(start, end):
                self._sentence_of[index] = number

    def need_tags(self) -> None:
        """Tag the draft, once."""
        if not self.tagged:
            self._tag(self.doc)
            self.tagged = True

    def need_parse(self) -> None:
        """Parse the draft, once."""
        self.need_tags()
        if not self.parsed:
            self._parse(self.doc)
            self.parsed = True

    def sentence_of(self, index: int) -> int | None:
        """The number of the sentence that holds a token, None between sentences."""
        return self._sentence_of.get(index)

    def splits_word(self, start: int, end: int) -> bool:
        """Whether a range begins or ends inside a hyphenated word: "the part" in "the part-timers"."""
        texts, doc = self.texts, self.doc
        after = (
            end < len(texts)
            and texts[end] in ("-", "–", "/")
            and not doc[end - 1].whitespace_
            and not doc[end].whitespace_
        )
        before = (
            start > 1
            and texts[start - 1] in ("-", "–", "/")
            and not doc[start - 1].whitespace_
            and not doc[start - 2].whitespace_
        )
        return after or before

    def only_marks(self, start: int, end: int) -> bool:
        """Whether a range holds no letter and no digit."""
        return not any(c.isalnum() for text in self.texts[start:end] for c in text)

    def splits_contraction(self, index: int) -> bool:
        """Whether a contraction is cut in two before a token: "I | 've", "do | n't"."""
        return (
            0 < index < len(self.texts)
            and self.texts[index].lower() in CLITICS
            and not self.doc[index - 1].whitespace_
        )

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Map a half-open token range to code points of the text as given."""
        first, last = self.doc[start], self.doc[end - 1]
        return self.masked.to_text(first.idx, last.idx + len(last.text))
