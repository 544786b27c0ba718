"""Where a sentence ends in chat."""

import pytest
import spacy

from rules.sentences import set_sentences


@pytest.fixture(scope="module")
def split():
    nlp = spacy.blank("en")

    def split(text):
        doc = nlp(text)
        return [doc[a:b].text for a, b in set_sentences(doc)]

    return split


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("it broke. fix it", ["it broke.", "fix it"]),
        ("really?? ok :)", ["really??", "ok :)"]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("nudge no. 4 of 5. thanks", ["nudge no. 4 of 5.", "thanks"]),
        ("I said no. 4 people heard", ["I said no. 4 people heard"]),
        ("no. stop", ["no.", "stop"]),
        ("Again. Do. Not. Touch. This. It is hot.", ["Again. Do. Not. Touch. This.", "It is hot."]),
        ("Fine. Whatever. Bye.", ["Fine.", "Whatever.", "Bye."]),
    ],
    ids=[
        "small-letters",
        "piled-marks",
        "lines",
        "numbered",
        "a-no-before-a-number",
        "a-no",
        "one-sentence-chopped-up",
        "one-word-each",
    ],
)
def test_a_sentence_ends_at_marks_and_lines(split, text, sentences):
    assert split(text) == sentences
