"""The anchor index: which patterns can match at all, by the literal words that a draft holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from rules.compiled import Compiled, CompiledPattern, CompiledRule

_COMMON = frozenset(
    """the a an to of and in is it you that i for on be are this with was have do not so we if but at can as my your what
    no just me or there how like get they will one n't 's 're 've 'm 'll 'd out up all when why did does ? ! , .""".split()
)

Sought = TypeVar("Sought")


class _ByWord(Generic[Sought]):
    """Things that may match a draft, each filed under the rarest word it needs.

    A thing requires some sets of words: of each, one word has to be there. It is filed under every word of its rarest set; the other sets
    are looked at when it is asked for.
    """

    def __init__(self) -> None:
        # word -> things that need it, with the other sets of words of which one must be there too
        self._index: dict[str, dict[int, tuple[int, Sought, tuple[frozenset[str], ...]]]] = defaultdict(dict)
        self._unanchored: dict[int, tuple[int, Sought]] = {}

    def add(self, order: int, thing: Sought, required: Sequence[frozenset[str]]) -> None:
        if not required:
            self._unanchored[id(thing)] = order, thing
            return
        best = _rarest(required)
        others = tuple(words for words in required if words is not best)
        for word in best:
            self._index[word][id(thing)] = order, thing, others

    def remove(self, thing: Sought, required: Sequence[frozenset[str]]) -> None:
        self._unanchored.pop(id(thing), None)
        for word in _rarest(required) if required else ():
            del self._index[word][id(thing)]

    def candidates(self, lower: set[str]) -> Iterator[tuple[int, Sought]]:
        """The things all of whose words are there, with the order of their rule; a thing may come twice."""
        yield from self._unanchored.values()
        index = self._index
        for word in lower:
            if word in index:
                for order, thing, others in index[word].values():
                    for words in others:
                        if words.isdisjoint(lower):
                            break
                    else:
                        yield order, thing


def _rarest(required: Sequence[frozenset[str]]) -> frozenset[str]:
    return min(required, key=lambda words: (bool(words & _COMMON), len(words)))


class AnchorIndex:
    """Patterns by their rarest literal word: a rule whose words are absent costs nothing.

    A pattern string is written out into its Matcher patterns, each with words of its own, when a draft first holds its words.
    """

    def __init__(self) -> None:
        self._strings: _ByWord[CompiledPattern] = _ByWord()
        self._members: _ByWord[Compiled] = _ByWord()

    def add(self, compiled: CompiledRule) -> None:
        """Take up all patterns of a rule."""
        for each in compiled.patterns.patterns:
            self._strings.add(compiled.order, each, each.pattern.required)

    def candidates(self, lower: set[str]) -> dict[int, list[Compiled]]:
        """The patterns all of whose literal words are among the lower-cased tokens, by the order of their rule."""
        fresh = {id(each): (order, each) for order, each in self._strings.candidates(lower)}
        for order, each in fresh.values():
            self._strings.remove(each, each.pattern.required)
            for member in each.members:
                self._members.add(order, member, member.alternative.required)
        found: dict[int, list[Compiled]] = defaultdict(list)
        for order, member in self._members.candidates(lower):
            if member not in found[order]:
                found[order].append(member)
        return found
