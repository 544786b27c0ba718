"""Whether a template fits where it would be put: what it would splice, what would go with the match, what would hang in the air.

What no rule names are the writer's own words, and what another rule can ask for is no part of a sneer: neither goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from rules.analysis import Analysis, Hit
from rules.own_words import may_lose, words_lost
from rules.schema import HEAVY, RewriteTemplate
from rules.sentences import LEAD, LONG, is_address, is_lead, telling
from rules.template import slots_of, without_slots

_SENTENCES = re.compile(r"(?<=[.?!]) +")

CLAUSE_STARTS = frozenset(
    [",", ";", ":", "-", "–", "—", "(", "...", "…", "and", "but", "so", "then", "that", "or", '"']
)
"""Tokens after which a clause of its own may begin in mid-sentence."""

HALF_PHRASE = frozenset(["JJ", "JJR", "JJS", "DT", "PRP$", "NN", "NNP", "CD", "HYPH"])
"""Tags of words that a noun behind them completes."""

_OWN_CLAUSE = re.compile(r"(?:[\w']+ ){1,5}I(?:'\w+)? ")
"""A piece that begins with a clause of the writer's own: "a few times now I've …"."""

_CLAUSE = re.compile(
    r"(?:it|this|that|there|i|we|they)(?:'(?:s|d|ve|m|re|ll)| (?:is|was|may|might|looks?|seems?|would|could|can|has|had|feels?|felt))\b",
    re.IGNORECASE,
)
"""A piece that begins with a subject and its verb."""

NO_CLAUSE_AFTER = frozenset(
    """is are was were be been 's 're 'm has have had do does did to of for in on at with from by about a an the my your our their no not
    n't will would could can should might may must what which who whom whose""".split()
)
"""Words that want more than a clause of its own behind them: "there's | it may have got buried", "look at what | it would help"."""

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|would|could|may|might|looks?|seems?|feels?|lands?|helps?)\b|'(?:s|d|ve|re|ll|m)\b"
)
"""Verbs of the clauses that templates bring."""

ON_A_SUBJECT = ("MD", "VBD", "VBP", "VBZ")
"""Tags of a verb that wants its subject before it."""

CLOSED = frozenset("me us it this here there now yet today together hurt".split())
"""Last words of a clause that wants nothing more."""

GOES_ON = ("NN", "VB", "PRP", "DT", "JJ", "CD", "WP")
"""Tags with which the rest of a phrase begins."""

LEANING = frozenset("it its they them both he him she her mine yours ours".split())
"""Words that point back to what was said before."""

POINTING = frozenset("this that these those which".split())
"""Words that point back only where they open a question, or what is left of a sentence."""

LEANING_WITHIN = 4
"""Tokens at the start of a sentence among which such a word leans on the sentence before."""

FEW = 4
"""Words without a verb that may stand alone: "23 days for two pages", not "CR-4410"."""

ASIDE = 6
"""Words of a short question about what was just said: "Am I reading that wrong?"."""

JOINTS = frozenset("but and or so because then yet which".split())
"""Words that tie a sentence to the one before it."""

GOVERNING = ("IN", "TO")
"""Tags of a word that the noun behind it belongs to."""

GOVERNED = ("DT", "PRP$", "CD", "NN", "NNS", "NNP", "PRP")
"""Tags with which such a noun begins."""

TIMES = frozenset("today tonight tomorrow yesterday next last this every".split())
"""Words that say when: they stand by themselves."""

RESULTS = ("DT", "PRP", "NNP", "EX")
"""Tags with which a clause begins that says what something led to."""


@dataclass(frozen=True, slots=True)
class Place:
    """The tokens from `first` to `last` of a sentence, which a template would replace. `resort`: no rule says so, the sneer only goes."""

    analysis: Analysis
    hit: Hit
    template: RewriteTemplate
    first: int
    last: int
    resort: bool = False

    @property
    def sentence(self) -> tuple[int, int]:
        """The token range of the sentence around the match."""
        return self.analysis.sentences[self.hit.sentence]

    @property
    def whole(self) -> bool:
        """Whether the sentence is replaced to its end."""
        return self.template.scope != "span" and self.last == self.sentence[1]

    @property
    def addressed(self) -> bool:
        """Whether before it stands only an address ("John,")."""
        return is_address(self.analysis.texts, self.sentence[0], self.first)

    @property
    def drops(self) -> bool:
        """Whether the whole sentence goes."""
        return self.template.scope == "drop" and self.whole and self.addressed

    @property
    def sneer(self) -> bool:
        """Whether all that goes is part of what stings."""
        return self.resort or self.hit.rule.kind == "residue"

    def hangs(self, gone: Container[int]) -> bool:
        """Whether what stays would say nothing, lean on what goes, or miss what another rule can ask for.

        `gone` are the numbers of the sentences that go already.
        """
        if self.drops and not something_stays(self.analysis, self.hit.sentence, gone):
            return True
        if self.drops or (self.whole and is_stock(self.template)):
            return self._leaned_on() or self._takes_another()
        return self.template.scope == "drop" and not self._sense_stays()

    def _sense_stays(self) -> bool:
        """Whether a sentence still says something when a clause of it goes."""
        analysis, bounds, first, last = self.analysis, self.sentence, self.first, self.last
        left = [*range(bounds[0], first), *range(last, bounds[1])]
        said = [i for i in left if analysis.texts[i][:1].isalnum() and analysis.texts[i].lower() not in LEAD]
        opened = first == bounds[0] and last < bounds[1]  # what follows may lean on what goes
        hangs = opened and any(analysis.texts[i].lower() in (LEANING | POINTING) for i in said)
        analysis.need_tags()
        speaks = len(said) >= FEW or any(analysis.doc[i].tag_.startswith("VB") for i in said)
        return len(said) > 1 and speaks and not hangs

    def _leaned_on(self) -> bool:
        """Whether the next sentence would hang in the air without this one: "Recall it.", "Both of them …", "But …".

        A sneer that names nothing beside itself leaves nothing to point back to.
        """
        analysis, hit = self.analysis, self.hit
        if not leans(analysis, hit.sentence + 1):
            return False
        return any(
            analysis.doc[i].tag_.startswith("NN") and not hit.start <= i < hit.end
            for i in range(*analysis.sentences[hit.sentence])
        )

    def _takes_another(self) -> bool:
        """Whether more than the sneer would go: what another rule can ask for, as in "Put it back, I'm not your mother"."""
        hit = self.hit
        asked = self.analysis.texts[self.last - 1] == "?"
        return not asked and any(
            other.rule.kind == "note"
            and self.first <= other.start
            and other.end <= self.last
            and not hit.start <= other.start < hit.end
            and any(t.move == "request" for t in other.rule.rewrites)
            for other in self.analysis.hits
        )

    def unsaid(self) -> tuple[str, ...]:
        """The words of a sneer that a rule drops or may forget: nobody misses them. Of a threat, all that goes."""
        replaced = self.first, self.last
        if self.resort or not (only_removes(self.template) or self.template.forget):
            return ()
        if self.hit.rule.kind != "residue":
            replaced = self.hit.start, self.hit.end
        elif self.hit.rule.weight < HEAVY:
            return ()
        return tuple(self.analysis.texts[i].lower() for i in range(*replaced))

    def loses_words(self, named: Container[int], said: str, draft: str) -> bool:
        """Whether words of the draft would vanish: more than a few where a template may lose some, any around the match where it may not."""
        analysis, hit, template = self.analysis, self.hit, self.template
        excused = self.unsaid()
        own = words_lost(analysis, named, said, tokens=range(self.first, self.last))
        written = draft.lower()  # what a template brought in may go again
        if sum(w not in excused and w in written for w in own) > may_lose(analysis, named):
            return True
        if template.scope != "sentence" or template.lossy:
            return False
        outside = [
            i
            for i in range(self.first, self.last)
            if not hit.start <= i < hit.end and analysis.texts[i][:1].isalnum()
        ]
        text = template.variants[0]
        used = slots_of(text)
        tail = "rest" in used or ".tail}" in text or ".obj" in text
        after = any(i >= hit.end for i in outside)
        before = any(i < hit.start for i in outside) and not is_lead(analysis.texts, self.first, hit.start)
        return (after and not tail) or (before and "before" not in used)


def leans(analysis: Analysis, number: int) -> bool:
    """Whether a sentence points back to the one before it, by its first words, or is a fragment that only goes on with it."""
    if number >= len(analysis.sentences):
        return False
    first, last = analysis.sentences[number]
    opening = [t.lower() for t in analysis.texts[first : min(last, first + LEANING_WITHIN)]]
    analysis.need_tags()
    words = [analysis.doc[i] for i in range(first, last) if analysis.texts[i][:1].isalnum()]
    fragment = len(words) < FEW and not any(w.tag_.startswith(("VB", "MD", "CD")) for w in words)
    asks = len(words) <= ASIDE and not POINTING.isdisjoint(opening) and analysis.texts[last - 1] == "?"
    return bool(opening) and (fragment or asks or opening[0] in JOINTS or not LEANING.isdisjoint(opening))


def something_stays(analysis: Analysis, dropped: int, gone: Container[int] = ()) -> bool:
    """Whether a draft still says anything when a sentence goes: any other one with words beyond a greeting."""
    return any(
        number != dropped and number not in gone for number in telling(analysis.texts, analysis.sentences)
    )


def is_long(analysis: Analysis) -> bool:
    """Whether a text is so long that a line about the whole of it is one too many."""
    return len(telling(analysis.texts, analysis.sentences)) >= LONG


def splices(template: RewriteTemplate, hit: Hit, analysis: Analysis, said: str) -> bool:
    """Whether a clause would be put into the middle of a phrase, as in "because I think …", "a senior | engineer" or "I | 've"."""
    if template.scope != "span" or hit.rule.alone:
        return False
    if analysis.splits_contraction(hit.end):  # "this pitch I | 've seen"
        return not said.lower().endswith(analysis.texts[hit.end - 1].lower())
    first, last = analysis.sentences[hit.sentence]
    clausal = (said[:1].isupper() or _OWN_CLAUSE.match(said)) and not template.variants[0].startswith("{")
    inside = not is_lead(analysis.texts, first, hit.start)
    before = analysis.texts[hit.start - 1].lower() if inside else ","
    if clausal and before not in CLAUSE_STARTS:
        return True
    if before in NO_CLAUSE_AFTER and _CLAUSE.match(said):
        return True
    if hit.end >= last or not analysis.texts[hit.end][:1].isalpha():
        return False
    analysis.need_tags()
    tags = analysis.doc[hit.end - 1].tag_, analysis.doc[hit.end].tag_
    if tags[1] in ON_A_SUBJECT and not template.variants[0].endswith("}") and _FINITE.search(said):
        return True  # "Once again I | must …", where all of a clause stands for its subject
    ending = said.lower().rsplit(None, 1)[-1]
    if ending in CLOSED and ending != analysis.texts[hit.end - 1].lower():
        following = analysis.doc[hit.end : hit.end + 2]
        towards = following[0].lower_ == "to" and not following[-1].tag_.startswith("VB")
        if tags[1].startswith(GOES_ON) or towards:
            return True
    if said.lower().endswith(analysis.texts[hit.end - 1].lower()) or not said[-1:].isalnum():
        return False
    governed = tags[0] in GOVERNING and tags[1] in GOVERNED and ending not in NO_CLAUSE_AFTER
    if governed and analysis.texts[hit.end].lower() not in TIMES:
        return True  # "that was a waste of | a Saturday"
    # "the report is | so bad the customer left": what it led to belongs to the words that go.
    next_word = analysis.texts[hit.end].lower()
    led_to = "so" in analysis.texts[hit.start : hit.end] and (
        next_word == "that" or tags[1].startswith(RESULTS)
    )
    return led_to or (tags[0] in HALF_PHRASE and tags[1].startswith("NN"))


def only_removes(template: RewriteTemplate) -> bool:
    """Whether a template adds no word of its own to what it keeps of a draft: "{rest}."."""
    texts = [] if template.scope == "drop" else template.variants
    return not any(c.isalnum() for text in texts for c in without_slots(text))


def is_stock(template: RewriteTemplate) -> bool:
    """Whether a template says the same whatever the draft says."""
    return template.lossy and template.scope == "sentence" and not slots_of(template.variants[0])


def without_stock(text: str) -> str:
    """A template without its sentences that say the same whatever the draft says; all of it when none says more.

    In a long draft "Can we look at it together?" behind one sentence asks about the wrong thing: readers found the ask kept in a third of
    such rewrites, in three quarters of those without.
    """
    own = [sentence for sentence in _SENTENCES.split(text) if slots_of(sentence)]
    return " ".join(own) or text
