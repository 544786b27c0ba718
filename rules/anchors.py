"""The anchor index: which patterns can match at all, by the literal words that a draft holds."""

from __future__ import annotations

from collections import defaultdict

from rules.compiled import Compiled, CompiledRule

_COMMON = frozenset(
    """the a an to of and in is it you that i for on be are this with was have do not so we if but at can as my your what
    no just me or there how like get they will one n't 's 're 've 'm 'll 'd out up all when why did does ? ! , .""".split()
)


class AnchorIndex:
    """Patterns by their rarest literal word: a rule whose words are absent costs nothing."""

    def __init__(self) -> None:
        # word -> patterns that need it, with the other sets of words of which one must be there too
        self._index: dict[str, list[tuple[int, Compiled, tuple[frozenset[str], ...]]]] = defaultdict(list)
        self._unanchored: list[tuple[int, Compiled]] = []

    def add(self, compiled: CompiledRule) -> None:
        """Take up all patterns of a rule."""
        for member in compiled.patterns.members:
            self._anchor(compiled.order, member)

    def _anchor(self, order: int, member: Compiled) -> None:
        required = member.alternative.required
        if not required:
            self._unanchored.append((order, member))
            return
        best = min(required, key=lambda words: (bool(words & _COMMON), len(words)))
        others = tuple(words for words in required if words is not best)
        for word in best:
            self._index[word].append((order, member, others))

    def candidates(self, lower: set[str]) -> dict[int, list[Compiled]]:
        """The patterns all of whose literal words are among the lower-cased tokens, by the order of their rule."""
        found: dict[int, list[Compiled]] = defaultdict(list)
        for order, member in self._unanchored:
            found[order].append(member)
        index = self._index
        for word in lower:
            for order, member, others in index.get(word, ()):
                for words in others:
                    if words.isdisjoint(lower):
                        break
                else:
                    if member not in found[order]:
                        found[order].append(member)
        return found
