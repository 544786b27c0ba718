"""English inflection, by LemmInflect; what it leaves open (be, agreement, pronouns) is settled here."""

from __future__ import annotations

from functools import lru_cache

from lemminflect import getAllLemmas, getInflection, getLemma

BE = {"VBZ": "is", "VBP": "are", "VBD": "was", "VBG": "being", "VBN": "been", "VB": "be"}
_BE_FORMS = {
    "'s": "VBZ",
    "is": "VBZ",
    "s": "VBZ",
    "are": "VBP",
    "'re": "VBP",
    "re": "VBP",
    "am": "VBP",
    "was": "VBD",
    "were": "VBD",
}
_PLURAL_WORDS = frozenset(
    "we you they these those both all many few people numbers folks guys results".split()
)
_SINGULAR_ENDINGS = ("ss", "us", "is", "ics", "news")


@lru_cache(maxsize=4096)
def lemma(word: str) -> str:
    """Return the base form of a verb in any form; the word itself when unknown."""
    lowered = word.lower()
    if lowered in _BE_FORMS:
        return "be"
    known = getAllLemmas(lowered, upos="VERB").get("VERB")
    if known:
        return str(known[0])
    return str(getLemma(lowered, upos="VERB")[0])


@lru_cache(maxsize=4096)
def is_word(word: str) -> bool:
    """Whether LemmInflect's dictionary (NIH SPECIALIST Lexicon) knows the word as a verb, adjective, adverb or noun."""
    return bool(getAllLemmas(word.lower()))


def is_verb(word: str) -> bool:
    """Whether that dictionary knows the word as a verb."""
    return bool(getAllLemmas(word.lower(), upos="VERB"))


@lru_cache(maxsize=4096)
def inflect(word: str, tag: str) -> str:
    """Return the verb `word` (any form) in the form of a Penn tag: VB, VBZ, VBP, VBD, VBN or VBG."""
    base = lemma(word)
    if base == "be":
        return BE[tag]
    if tag == "VB":
        return base
    found = getInflection(base, tag=tag)
    return str(found[0]) if found else base


def tag_of(word: str) -> str:
    """Return the Penn tag of a form of *be*, *do* or *have*, so that another verb can copy it."""
    lowered = word.lower()
    if lowered in _BE_FORMS:
        return _BE_FORMS[lowered]
    return {"does": "VBZ", "do": "VBP", "did": "VBD", "has": "VBZ", "have": "VBP", "had": "VBD"}.get(
        lowered, "VBP"
    )


def plural(words: list[str], tags: list[str]) -> bool:
    """Whether a noun phrase takes a plural verb: by its determiner, its pronoun or the tag of its head."""
    lowered = [w.lower() for w in words]
    if not lowered:
        return False
    if "and" in lowered or lowered[0] in _PLURAL_WORDS:
        return True
    if lowered[0] in ("this", "that", "it", "he", "she", "each", "every", "everything", "nothing"):
        return False
    head = len(words)
    for index, tag in enumerate(tags):
        if tag in ("IN", "TO", "WDT", "WP", "VBG", "VBN") and index:
            head = index
            break
    nouns = [i for i in range(head) if tags[i].startswith("NN")]
    if nouns:
        last = nouns[-1]
        return tags[last] in ("NNS", "NNPS") and not lowered[last].endswith(_SINGULAR_ENDINGS)
    return lowered[-1] in _PLURAL_WORDS


def agree(verb: str, *, is_plural: bool, past: bool = False) -> str:
    """Return the verb agreeing with a third-person subject."""
    if lemma(verb) == "be":
        if past:
            return "were" if is_plural else "was"
        return "are" if is_plural else "is"
    return inflect(verb, "VBD" if past else "VBP" if is_plural else "VBZ")
