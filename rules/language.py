"""Is this draft English? Only then is it coached.

Most drafts are settled by counting English function words; only the rest asks py3langid (MIT-licensed successor of
Lui & Baldwin's langid.py, 2012), whose verdict on short chat is shaky: it is believed only when it is sure, or when no word
at all is one that only English has.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

from spacy.lang.en.stop_words import STOP_WORDS

from rules.inflection import is_word
from rules.mask import PLACEHOLDERS

SURE = 0.95
LIKELY = 0.6
"""Enough for a few words none of which is English alone; of thousands of short English drafts none gets there."""
FEWEST = 3
"""Words below which nothing is told from them: "São Paulo", "fait accompli"."""
NAMES = {
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "nb": "Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
    "cs": "Czech",
    "tr": "Turkish",
    "ru": "Russian",
    "uk": "Ukrainian",
    "ja": "Japanese",
    "zh": "Chinese",
    "ko": "Korean",
    "ar": "Arabic",
    "he": "Hebrew",
    "hi": "Hindi",
    "el": "Greek",
    "hu": "Hungarian",
    "ro": "Romanian",
    "id": "Indonesian",
    "vi": "Vietnamese",
}
_SCRIPTS = {
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese or Japanese",
    "HANGUL": "Korean",
    "CYRILLIC": "a Cyrillic script",
    "ARABIC": "Arabic",
    "HEBREW": "Hebrew",
    "GREEK": "Greek",
    "DEVANAGARI": "Hindi",
    "THAI": "Thai",
}
_ENGLISH = frozenset(STOP_WORDS) | frozenset(
    """hi hey ok okay thanks thank please yes no dont cant im its thats what whats u pls lol like want know think need get got
    work done fix time good great sorry yeah hello again stop really fine cool wow day today number look use just idea""".split()
)
_SHARED = frozenset(
    """a ale also am an as at by comment con dank de den des die do en for gut hat have he her i in is it mal man me mir no of on
    over per pour si sin so son sur tan tap to under van want war was we will""".split()
)
"""English words that are frequent words of other languages too: "so" and "was" are German, "no" is Spanish."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  loads a model: only when needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign(words: list[str]) -> str | None:
    """Return the language's name if the words are surely not English, else None (also when unsure)."""
    letters = [w for w in words if w.isalpha()]
    if not letters:
        return None
    other = [w for w in letters if not w.isascii() and _script(w)]
    if len(other) * 2 > len(letters):
        return _best_script(other)
    latin = [w.lower() for w in letters]
    common = sum(w in _ENGLISH for w in latin)
    strange = _is_strange(letters)
    if not strange and (len(latin) < 4 or common / len(latin) >= 0.2):
        return None
    code, probability = _identifier().classify(" ".join(latin))
    if code == "en" or probability < (LIKELY if strange and code in NAMES else SURE):
        return None
    return NAMES.get(str(code), "another language")


def _is_strange(words: list[str]) -> bool:
    """Whether no word is one that only English has, and most are none at all; what may be a name says nothing."""
    words = [w for w in words if w not in PLACEHOLDERS.values()]
    own = [w for w in words if w.lower() not in _SHARED]
    if len(words) < FEWEST or any(w.lower() in _ENGLISH or is_word(w) for w in own):
        return False
    return sum(w == words[0] or not w.istitle() for w in own) * 2 > len(words)


def _script(word: str) -> str | None:
    name = unicodedata.name(word[0], "")
    return next((label for key, label in _SCRIPTS.items() if name.startswith(key)), None)


def _best_script(words: list[str]) -> str:
    labels = [label for label in map(_script, words) if label]
    return "Japanese" if "Japanese" in labels else Counter(labels).most_common(1)[0][0]
