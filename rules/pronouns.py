"""Turning somebody's words round: as the one they wrote to would say them (`back`), or as told about them (`they`).

back   "you said you'd send me my report"  ->  "I said I'd send you your report"
they   "I've asked for my report"          ->  "they've asked for their report"
"""

from __future__ import annotations

from collections.abc import Sequence

_SUBJECT_AFTER = frozenset(
    "because if that when what how why since and but so until before after while as whether or then".split()
)
_BACK = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "your": "my",
    "ur": "my",
    "yours": "mine",
    "yourself": "myself",
    "urself": "myself",
}
_THEY = {"i": "they", "me": "them", "my": "their", "mine": "theirs", "myself": "themselves"}
_BE_BACK = {"are": "am", "'re": "'m", "were": "was", "r": "am"}
_BE_OF_I = {"am": "are", "'m": "'re", "was": "were"}
_YOU = frozenset(["you", "u", "ya"])


def back(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Return the words as the reader would say them to the writer; `tags` are Penn tags. "You" becomes I or me by its place."""
    out = list(words)
    for index, word in enumerate(words):
        lower = word.lower()
        if lower in _YOU:
            subject = _is_subject(words, tags, index)
            out[index] = "I" if subject else "me"
            if subject:
                _agree(out, words, index, _BE_BACK)
        elif lower in _BACK:
            out[index] = _BACK[lower]
            if lower == "i":
                _agree(out, words, index, _BE_OF_I)
    return out


def they(words: Sequence[str]) -> list[str]:
    """Return the words as told about their writer."""
    out = list(words)
    for index, word in enumerate(words):
        lower = word.lower()
        if lower in _THEY:
            out[index] = _THEY[lower]
            if lower == "i":
                _agree(out, words, index, _BE_OF_I)
    return out


def _agree(out: list[str], words: Sequence[str], index: int, forms: dict[str, str]) -> None:
    """Make the verb of a pronoun agree with it: the word behind it ("I am"), else the one before it ("am I")."""
    for place in (index + 1, index - 1):
        if 0 <= place < len(words) and words[place].lower() in forms:
            out[place] = forms[words[place].lower()]
            return


def _is_subject(words: Sequence[str], tags: Sequence[str], index: int) -> bool:
    following = next(
        (
            i
            for i in range(index + 1, len(words))
            if not tags[i].startswith("RB") or words[i].lower() in ("not", "n't")
        ),
        None,
    )
    before = words[index - 1].lower() if index else ""
    if before in ("are", "were", "do", "did", "have", "would", "could", "can", "will", "should", "had"):
        return True
    if following is None:
        return False
    if words[following].lower() in (
        "'re",
        "'ve",
        "'d",
        "'ll",
        "are",
        "were",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "should",
        "do",
        "did",
    ):
        return True
    tag = tags[following]
    if tag in ("VBP", "VBD", "MD", "VBZ"):
        return True
    return tag == "VB" and (not before or before in _SUBJECT_AFTER)
